#pragma once

#include <string_view>

#ifdef VUORO_TEETH
#include <cstdlib>
#endif

namespace vuoro::live {

/// Whether to do wrong on purpose, so that a test can show that it would notice. False in every build but
/// those configured with VUORO_TEETH, which honour the environment's VUORO_FAULT.
#ifdef VUORO_TEETH
inline bool bites(std::string_view fault) {
  const char* wanted = std::getenv("VUORO_FAULT");
  return wanted != nullptr && fault == wanted;
}
#else
constexpr bool bites(std::string_view /*fault*/) {
  return false;
}
#endif

}  // namespace vuoro::live
