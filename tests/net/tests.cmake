vuoro_tests(net LIBS Boost::headers fmt::fmt Threads::Threads)
