vuoro_room(demo DEPS base core calendar live ledger content exchange LIBS tomlplusplus::tomlplusplus fmt::fmt)
