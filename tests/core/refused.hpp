#pragma once

#include <functional>

#include "core/words.hpp"
#include "core/world.hpp"

namespace vuoro::core::testing {

using R = RefusalCode;

/// A refusal, reached by a command that a person could send.
struct Refused {
  R code;
  const char* why;
  std::function<R(World&)> by;
};

inline constexpr MatterId no_matter{99};

}  // namespace vuoro::core::testing
