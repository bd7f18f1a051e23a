vuoro_tests(live DEPS core ledger content rights LIBS absl::btree fmt::fmt rapidcheck Threads::Threads)
# The ledger in memory is the simulator's.
target_sources(test_live PRIVATE ${CMAKE_SOURCE_DIR}/tests/simulator/simulated_disk.cpp)
