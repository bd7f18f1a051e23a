add_executable(times_bench ${CMAKE_CURRENT_LIST_DIR}/times_bench.cpp)
target_link_libraries(times_bench PRIVATE vuoro_core vuoro_planner vuoro_rights absl::btree SQLite::SQLite3 fmt::fmt)
target_include_directories(times_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
