add_executable(groups_bench ${CMAKE_CURRENT_LIST_DIR}/groups_bench.cpp)
target_link_libraries(groups_bench PRIVATE vuoro_tables vuoro_rights fmt::fmt)
target_include_directories(groups_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_compile_definitions(groups_bench PRIVATE VUORO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
