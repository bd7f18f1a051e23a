vuoro_tests(notices DEPS rights content LIBS absl::btree rapidcheck Boost::headers Threads::Threads)
