vuoro_room(rules DEPS base LIBS pugixml::pugixml date::date-tz PkgConfig::icu-i18n fmt::fmt ${VUORO_BID_LIBRARY})
