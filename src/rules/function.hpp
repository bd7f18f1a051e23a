#pragma once

#include <vector>

#include "rules/program.hpp"

namespace vuoro::rules {

/// A function as a value.
struct Function {
  enum class Kind : std::uint8_t { builtin, defined, service };
  Kind kind = Kind::builtin;
  std::uint32_t id = 0;         ///< Builtin, function definition, or element of the service.
  std::vector<Value> captured;  ///< Values of the outer variables that a defined function uses.
  Extent extent = {};
};

}  // namespace vuoro::rules
