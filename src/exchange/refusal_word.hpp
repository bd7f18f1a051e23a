#pragma once

#include <string_view>

#include "core/refusal.hpp"

namespace vuoro::exchange {

/// The code's own name, for reject files and logs: "bad_time". Pure.
[[nodiscard]] std::string_view refusal_word(core::RefusalCode code);

}  // namespace vuoro::exchange
