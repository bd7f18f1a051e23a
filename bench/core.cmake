add_executable(core_bench ${CMAKE_CURRENT_SOURCE_DIR}/core_bench.cpp)
target_link_libraries(core_bench PRIVATE vuoro_core absl::btree fmt::fmt)
target_include_directories(core_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
