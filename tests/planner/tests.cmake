vuoro_tests(planner DEPS rights LIBS absl::btree rapidcheck Boost::headers)
