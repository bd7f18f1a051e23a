vuoro_tests(rights DEPS core promises LIBS absl::btree Boost::headers)
