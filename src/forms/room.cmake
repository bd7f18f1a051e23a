pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
vuoro_room(forms DEPS base rules LIBS PkgConfig::re2 tomlplusplus::tomlplusplus fmt::fmt)
