vuoro_room(planner DEPS base calendar promises core)
