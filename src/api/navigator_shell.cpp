#include "api/navigator_shell.hpp"

#include <fmt/format.h>

#include "api/html.hpp"

namespace vuoro::api {

NavigatorShell NavigatorShell::bare(std::string_view language) {
  NavigatorShell out;
  out.before_title_ = fmt::format(
      "<!doctype html><html lang=\"{}\" dir=\"ltr\"><head><meta charset=\"utf-8\"><title>", language);
  out.before_languages_ = "</title></head><body><header>";
  out.before_main_ = "</header><main id=\"main\">";
  out.after_ = "</main></body></html>\n";
  return out;
}

Result<NavigatorShell> NavigatorShell::read(std::string_view html) {
  NavigatorShell out;
  out.framed_ = true;
  std::string_view rest = html;
  for (const auto& [mark, before] :
       {std::pair{title_mark, &out.before_title_}, std::pair{languages_mark, &out.before_languages_},
        std::pair{main_mark, &out.before_main_}}) {
    const std::size_t at = rest.find(mark);
    if (at == std::string_view::npos || html.find(mark, html.find(mark) + 1) != std::string_view::npos) {
      return Error{"shell-marks",
                   fmt::format("{} stands once, after title and languages in this order", mark)};
    }
    *before = rest.substr(0, at);
    rest.remove_prefix(at + mark.size());
  }
  out.after_ = rest;
  return out;
}

std::string NavigatorShell::page(std::string_view title, std::string_view languages,
                                 std::string_view main) const {
  return before_title_ + escaped(title) + before_languages_ + std::string(languages) + before_main_ +
         std::string(main) + after_;
}

}  // namespace vuoro::api
