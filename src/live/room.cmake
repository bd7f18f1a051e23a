vuoro_room(live DEPS base core ledger content LIBS Threads::Threads)
