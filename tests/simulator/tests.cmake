# The model world, once around the live driver as it is and once around one that can be told to do wrong.
set(simulator_world ${CMAKE_CURRENT_LIST_DIR}/simulated_disk.cpp ${CMAKE_CURRENT_LIST_DIR}/errand.cpp
  ${CMAKE_CURRENT_LIST_DIR}/wishes.cpp ${CMAKE_CURRENT_LIST_DIR}/wishes_tables.cpp ${CMAKE_CURRENT_LIST_DIR}/wishes_segments.cpp ${CMAKE_CURRENT_LIST_DIR}/oracle.cpp ${CMAKE_CURRENT_LIST_DIR}/simulation.cpp)
set(simulator_rooms vuoro_core vuoro_promises vuoro_calendar vuoro_rights vuoro_base absl::btree fmt::fmt
  GTest::gtest GTest::gtest_main)

add_executable(test_simulator ${simulator_world} ${CMAKE_CURRENT_LIST_DIR}/simulator_test.cpp)
target_link_libraries(test_simulator PRIVATE vuoro_live ${simulator_rooms})
target_include_directories(test_simulator PRIVATE ${CMAKE_SOURCE_DIR}/tests)
vuoro_precompile(test_simulator <gtest/gtest.h> ${CMAKE_SOURCE_DIR}/src/core/state.hpp)
add_test(NAME simulator COMMAND test_simulator)

add_executable(test_simulator_teeth ${simulator_world} ${CMAKE_CURRENT_LIST_DIR}/teeth_test.cpp
  ${CMAKE_SOURCE_DIR}/src/live/batcher.cpp ${CMAKE_SOURCE_DIR}/src/live/transaction.cpp)
target_compile_definitions(test_simulator_teeth PRIVATE VUORO_TEETH)
target_link_libraries(test_simulator_teeth PRIVATE ${simulator_rooms})
target_include_directories(test_simulator_teeth PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR}/src)
vuoro_precompile(test_simulator_teeth <gtest/gtest.h> ${CMAKE_SOURCE_DIR}/src/core/state.hpp)
add_test(NAME simulator_teeth COMMAND test_simulator_teeth)
