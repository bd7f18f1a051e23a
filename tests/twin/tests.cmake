vuoro_tests(twin DEPS rights LIBS absl::btree rapidcheck Boost::headers fmt::fmt)
