vuoro_tests(core DEPS promises calendar base LIBS absl::btree rapidcheck Boost::headers)
