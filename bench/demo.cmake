add_executable(bench_demo ${CMAKE_SOURCE_DIR}/bench/demo.cpp)
target_link_libraries(bench_demo PRIVATE vuoro_demo vuoro_live vuoro_ledger vuoro_content fmt::fmt)
