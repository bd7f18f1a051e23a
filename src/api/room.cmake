vuoro_room(api DEPS base calendar promises content core ledger rights live measures planner notices net rules
               forms tables LIBS
               fmt::fmt PkgConfig::sodium)
