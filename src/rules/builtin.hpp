#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/value.hpp"

namespace vuoro::rules {

class Evaluator;

using Arguments = std::span<const Value>;
using BuiltinBody = Value (*)(Evaluator&, Arguments);

/// A function of FEEL's library (DMN 1.5, 10.3.4). `parameters`: overloads apart by '|', names by ',', an
/// optional one ends with '?', a repeated one with '*'.
struct Builtin {
  std::string_view name;
  std::string_view parameters;
  BuiltinBody body;
};

/// All of them. Bodies get as many arguments as some overload takes and give null for what they do not
/// accept.
std::span<const Builtin> builtins();
/// none (program.hpp) when there is no such function.
std::uint32_t find_builtin(std::string_view name);
bool takes(const Builtin& builtin, std::size_t arguments);
/// The position of every named argument in the first overload that has all of them; empty when none has.
std::vector<std::size_t> positions(const Builtin& builtin, std::span<const std::string> names);

}  // namespace vuoro::rules
