vuoro_room(twin DEPS base calendar promises core content planner LIBS absl::btree tomlplusplus::tomlplusplus fmt::fmt Boost::headers Threads::Threads)
