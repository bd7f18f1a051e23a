vuoro_room(exchange DEPS base calendar promises core live ledger content LIBS tomlplusplus::tomlplusplus PkgConfig::sodium fmt::fmt)
