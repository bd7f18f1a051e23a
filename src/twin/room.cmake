vuoro_room(twin DEPS base calendar promises core content planner LIBS absl::btree absl::flat_hash_map tomlplusplus::tomlplusplus fmt::fmt Boost::headers Threads::Threads)
