vuoro_room(ledger DEPS base LIBS SQLite::SQLite3 PkgConfig::sodium fmt::fmt)
