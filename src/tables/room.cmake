vuoro_room(tables DEPS base calendar promises rules content core LIBS pugixml::pugixml fmt::fmt Threads::Threads)
