pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo)
vuoro_room(notices DEPS base calendar promises content core LIBS PkgConfig::curl PkgConfig::pangocairo
               PkgConfig::sodium fmt::fmt Boost::headers)
