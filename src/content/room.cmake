vuoro_room(content DEPS base calendar promises LIBS tomlplusplus::tomlplusplus fmt::fmt)
