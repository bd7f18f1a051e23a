vuoro_room(net DEPS base LIBS Boost::headers fmt::fmt Threads::Threads)
