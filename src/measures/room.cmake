vuoro_room(measures DEPS base calendar promises core LIBS fmt::fmt)
