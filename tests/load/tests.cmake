# The program behind scripts/load; it drives build/release/vuoro, so ctest does not run it by itself.
if(TARGET vuoro_api)
  add_executable(load ${CMAKE_CURRENT_LIST_DIR}/load.cpp ${CMAKE_CURRENT_LIST_DIR}/flood.cpp
    ${CMAKE_CURRENT_LIST_DIR}/house.cpp ${CMAKE_CURRENT_LIST_DIR}/sockets.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../kill/wire.cpp)
  target_link_libraries(load PRIVATE vuoro_net Boost::headers CLI11::CLI11 fmt::fmt)
  target_include_directories(load PRIVATE ${CMAKE_SOURCE_DIR}/tests)
endif()
