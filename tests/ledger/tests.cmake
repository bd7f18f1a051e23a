vuoro_tests(ledger LIBS SQLite::SQLite3 PkgConfig::sodium fmt::fmt rapidcheck Threads::Threads)

# The program that kill_test.cpp kills.
add_executable(ledger_kill_writer ${CMAKE_CURRENT_LIST_DIR}/kill_writer.cpp)
target_link_libraries(ledger_kill_writer PRIVATE vuoro_ledger fmt::fmt)
target_include_directories(ledger_kill_writer PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_compile_definitions(test_ledger PRIVATE VUORO_KILL_WRITER="$<TARGET_FILE:ledger_kill_writer>")
add_dependencies(test_ledger ledger_kill_writer)

# A read without a Viewer, and a Viewer made outside rights::Gate, must not compile; the same file without the fault must.
foreach(fault none document_without_viewer identity_without_viewer viewer_made_outside viewer_issued_outside)
  add_test(NAME ledger_viewer_${fault}
    COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -I${CMAKE_SOURCE_DIR}/src -DFAULT_${fault}
    ${CMAKE_CURRENT_LIST_DIR}/no_viewer.cpp)
  if(NOT fault STREQUAL none)
    set_tests_properties(ledger_viewer_${fault} PROPERTIES WILL_FAIL TRUE)
  endif()
endforeach()
