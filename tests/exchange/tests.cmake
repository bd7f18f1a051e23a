vuoro_tests(exchange DEPS measures LIBS PkgConfig::sodium fmt::fmt rapidcheck Threads::Threads)

# The program that import_kill_test.cpp kills.
add_executable(exchange_import_tool ${CMAKE_CURRENT_LIST_DIR}/import_tool.cpp)
target_link_libraries(exchange_import_tool PRIVATE vuoro_exchange fmt::fmt)
target_include_directories(exchange_import_tool PRIVATE ${CMAKE_SOURCE_DIR}/tests)
if(TARGET test_exchange)
  target_compile_definitions(test_exchange PRIVATE VUORO_IMPORT_TOOL="$<TARGET_FILE:exchange_import_tool>")
  add_dependencies(test_exchange exchange_import_tool)
endif()
