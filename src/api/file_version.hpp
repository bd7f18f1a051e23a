#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "core/state.hpp"
#include "live/driver.hpp"

/// Versions that come from the content's files: of tables, and of guides, which are versioned beside them.
namespace vuoro::api {

/// Guides have the terms "guide/<code>" among the tables; a table's own code has no slash.
inline constexpr std::string_view guide_prefix = "guide/";
inline bool is_guide_term(std::string_view term) {
  return term.starts_with(guide_prefix);
}

/// Puts the words in force under the code when the files say something new: their mark is another one than
/// when they last were. Errors: "content-refused" when the ledger takes no more; those of the ledger.
Status install_version(live::Driver& driver, const std::string& code, const std::string& text,
                       std::uint64_t mark);

}  // namespace vuoro::api
