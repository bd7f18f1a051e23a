vuoro_tests(twin DEPS rights live ledger LIBS absl::btree rapidcheck Boost::headers fmt::fmt Threads::Threads)
# The ledger in memory is the simulator's.
target_sources(test_twin PRIVATE ${CMAKE_SOURCE_DIR}/tests/simulator/simulated_disk.cpp)
