#pragma once

// Private to twin/*.cpp: toml++ costs more than a second of compiling each time it is included.
#include <toml++/toml.h>

#include <string>

#include "twin/override.hpp"

namespace vuoro::twin {

/// Puts the value in its place; a key that the table does not have yet is added. @return What is wrong, or
/// nothing.
std::string put(toml::table& root, const Override& one);

}  // namespace vuoro::twin
