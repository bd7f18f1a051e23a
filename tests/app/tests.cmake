# The program is no library: what is tested of it is compiled in.
file(GLOB app_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*_test.cpp)
add_executable(test_app ${app_tests} ${CMAKE_SOURCE_DIR}/src/app/forecast_keep.cpp
  ${CMAKE_SOURCE_DIR}/src/app/forecast_process.cpp ${CMAKE_SOURCE_DIR}/src/app/plan_process.cpp
  ${CMAKE_SOURCE_DIR}/src/app/plan_keep.cpp ${CMAKE_SOURCE_DIR}/src/app/plans_past.cpp ${CMAKE_SOURCE_DIR}/src/app/backup.cpp)
target_include_directories(test_app PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(test_app PRIVATE vuoro_api vuoro_twin vuoro_rights vuoro_live vuoro_ledger GTest::gtest GTest::gtest_main
  absl::btree Boost::headers fmt::fmt spdlog::spdlog Threads::Threads)
target_compile_definitions(test_app PRIVATE VUORO_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
  VUORO_SHARED_DIR="${CMAKE_SOURCE_DIR}/../shared")
vuoro_precompile(test_app <gtest/gtest.h> ${CMAKE_SOURCE_DIR}/src/core/state.hpp)
add_test(NAME app COMMAND test_app)
