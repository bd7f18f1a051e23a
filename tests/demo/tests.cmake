vuoro_tests(demo DEPS content live ledger core)
target_sources(test_demo PRIVATE ${CMAKE_CURRENT_LIST_DIR}/tally.cpp)
