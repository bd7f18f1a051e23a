vuoro_room(core DEPS base calendar promises LIBS absl::btree PkgConfig::xxhash)
