vuoro_room(rights DEPS base LIBS PkgConfig::sodium)
