vuoro_room(demo DEPS base core calendar live ledger content LIBS tomlplusplus::tomlplusplus fmt::fmt)
