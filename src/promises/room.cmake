vuoro_room(promises DEPS base calendar)
