# The demo county at full size, timed. It looks at the result as tests do.
add_executable(bench_demo ${CMAKE_SOURCE_DIR}/bench/demo.cpp ${CMAKE_SOURCE_DIR}/tests/demo/tally.cpp)
target_include_directories(bench_demo PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(bench_demo PRIVATE vuoro_demo vuoro_live vuoro_ledger vuoro_content fmt::fmt)
