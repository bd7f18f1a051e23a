vuoro_room(net DEPS base LIBS Boost::headers Threads::Threads)
