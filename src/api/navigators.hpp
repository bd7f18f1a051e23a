#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "api/navigator_shell.hpp"
#include "base/result.hpp"
#include "content/texts.hpp"
#include "forms/navigator.hpp"
#include "live/driver.hpp"

namespace vuoro::api {

/// The navigators that a server shows, read once at start. Immutable; safe from many threads.
struct Navigators {
  std::vector<forms::Navigator> all;  ///< In order of their codes.
  content::Texts texts;               ///< content/texts/navigators
  std::array<NavigatorShell, 3> shells;

  /// Reads content/navigators, content/forms/instruments.toml, the texts, and the frames that the pages were
  /// built with below `web` (none there: bare ones). Errors: "content-refused", every fault with its file and
  /// place; "shell-marks".
  static Result<Navigators> load(const std::filesystem::path& content, const std::filesystem::path& web);

  [[nodiscard]] const forms::Navigator* find(std::string_view code) const;
};

/// The ledger's term of a navigator ("what-help"), of a result ("what-help:mood") and of an exit
/// ("what-help!emergency").
std::string term_of(const forms::Navigator& navigator);
std::string term_of(const forms::Navigator& navigator, const forms::Found& found);

/// Defines the terms that the ledger does not have yet. Errors: "content-refused" when a term is longer than
/// the ledger takes, else the ledger's.
Status install(live::Driver& driver, const Navigators& navigators);

}  // namespace vuoro::api
