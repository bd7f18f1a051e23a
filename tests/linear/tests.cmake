# The checker of histories is headers only; tests/race uses it.
add_executable(test_linear ${CMAKE_CURRENT_LIST_DIR}/linearize_test.cpp ${CMAKE_CURRENT_LIST_DIR}/random_history_test.cpp)
target_link_libraries(test_linear PRIVATE vuoro_flags rapidcheck fmt::fmt GTest::gtest GTest::gtest_main)
target_include_directories(test_linear PRIVATE ${CMAKE_SOURCE_DIR}/tests)
add_test(NAME linear COMMAND test_linear)
