add_executable(twin_bench ${CMAKE_CURRENT_LIST_DIR}/twin_bench.cpp)
target_link_libraries(twin_bench PRIVATE vuoro_twin vuoro_rights vuoro_content fmt::fmt)
target_include_directories(twin_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_compile_definitions(twin_bench PRIVATE VUORO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
