find_package(lemon REQUIRED)
pkg_check_modules(cbc REQUIRED IMPORTED_TARGET cbc)
pkg_check_modules(clp REQUIRED IMPORTED_TARGET clp)
vuoro_room(planner DEPS base calendar promises core content
  LIBS Threads::Threads ${LEMON_LIBRARIES} PkgConfig::cbc PkgConfig::clp tomlplusplus::tomlplusplus fmt::fmt)
