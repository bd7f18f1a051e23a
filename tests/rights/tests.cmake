vuoro_tests(rights DEPS core promises ledger LIBS absl::btree Boost::headers)
