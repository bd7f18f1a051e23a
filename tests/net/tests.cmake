vuoro_tests(net LIBS Boost::headers fmt::fmt Threads::Threads)

# For measuring by hand (see its first lines): cmake --build … --target net_load
add_executable(net_load EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/net/load/net_load.cpp)
target_link_libraries(net_load PRIVATE vuoro_net Boost::headers fmt::fmt Threads::Threads)
target_include_directories(net_load PRIVATE ${CMAKE_SOURCE_DIR}/tests)

if(VUORO_FUZZ)
  add_subdirectory(${CMAKE_SOURCE_DIR}/fuzz/net ${CMAKE_BINARY_DIR}/fuzz/net)
endif()
