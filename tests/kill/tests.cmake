# The program behind scripts/kill-cycles; it drives build/release/vuoro, so ctest does not run it by itself.
if(TARGET vuoro_api)
  add_executable(kill_cycles ${CMAKE_CURRENT_LIST_DIR}/kill_cycles.cpp ${CMAKE_CURRENT_LIST_DIR}/person.cpp
    ${CMAKE_CURRENT_LIST_DIR}/server.cpp ${CMAKE_CURRENT_LIST_DIR}/wire.cpp)
  target_link_libraries(kill_cycles PRIVATE vuoro_api vuoro_net Boost::headers CLI11::CLI11 fmt::fmt Threads::Threads)
  target_include_directories(kill_cycles PRIVATE ${CMAKE_SOURCE_DIR}/tests)
endif()
