#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vuoro::api {

/// The frame around what a navigator says: header, numbers for emergencies, footer and styles, prerendered by
/// web/scripts/build.mjs with marks where the server puts its own. Immutable.
class NavigatorShell {
 public:
  static constexpr std::string_view title_mark = "%%title%%";
  static constexpr std::string_view languages_mark = "%%languages%%";
  static constexpr std::string_view main_mark = "%%main%%";

  /// For a server without built pages (tests, an interface alone): a document and nothing else.
  static NavigatorShell bare(std::string_view language);
  /// Errors: "shell-marks" when a mark is missing or stands twice, or they stand in another order than
  /// title, languages, main.
  static Result<NavigatorShell> read(std::string_view html);

  /// Whether header, footer and the emergency numbers are around it.
  [[nodiscard]] bool framed() const { return framed_; }
  /// The page. `title` is text; the others are HTML.
  [[nodiscard]] std::string page(std::string_view title, std::string_view languages,
                                 std::string_view main) const;

 private:
  std::string before_title_, before_languages_, before_main_, after_;
  bool framed_ = false;
};

}  // namespace vuoro::api
