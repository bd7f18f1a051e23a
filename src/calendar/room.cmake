vuoro_room(calendar DEPS base LIBS date::date-tz)
