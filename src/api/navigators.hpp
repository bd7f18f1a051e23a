#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/navigator_shell.hpp"
#include "base/result.hpp"
#include "content/texts.hpp"
#include "forms/guide_bundle.hpp"
#include "forms/instruments.hpp"
#include "forms/navigator.hpp"

namespace vuoro::api {

/// What all navigators' pages share, read once at start. Immutable.
struct NavigatorFrame {
  content::Texts texts;  ///< content/texts/navigators
  std::array<NavigatorShell, 3> shells;
  std::shared_ptr<const forms::SharedTexts> shared;  ///< content/navigators/shared.toml
  forms::Instruments instruments;                    ///< content/forms/instruments.toml
};

/// The navigators as they are at one moment. Immutable; safe from many threads.
struct Navigators {
  std::vector<forms::Navigator> all;  ///< As lists show them.
  std::shared_ptr<const NavigatorFrame> frame;

  [[nodiscard]] const forms::Navigator* find(std::string_view code) const;
};

/// What the files say of navigators: checked, and every case holds and every row has one.
struct NavigatorFiles {
  std::shared_ptr<const NavigatorFrame> frame;
  std::vector<std::pair<std::string, forms::GuideBundle>> bundles;  ///< By their codes.

  /// Reads content/navigators, content/forms/instruments.toml, the texts, and the frames that the pages were
  /// built with below `web` (none there: bare ones). Errors: "content-refused", every fault with its file and
  /// place; "shell-marks".
  static Result<NavigatorFiles> load(const std::filesystem::path& content, const std::filesystem::path& web);
};

/// The ledger's term of a navigator ("what-help"), of a result ("what-help:mood") and of an exit
/// ("what-help!emergency").
std::string term_of(const forms::Navigator& navigator);
std::string term_of(const forms::Navigator& navigator, const forms::Found& found);
/// All of a navigator.
std::vector<std::string> terms_of(const forms::Navigator& navigator);

}  // namespace vuoro::api
