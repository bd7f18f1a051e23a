#include "content/content_error.hpp"

namespace vuoro::content {
namespace {

std::string place_of(const ContentError& error) {
  if (error.line == 0) return error.file;
  return error.file + ":" + std::to_string(error.line);
}

}  // namespace

std::string to_string(const ContentErrors& errors) {
  std::string text;
  for (const ContentError& error : errors) {
    text += place_of(error);
    if (error.column > 0) text += ":" + std::to_string(error.column);
    text += ": " + error.reason + "\n";
  }
  return text;
}

Error as_error(const ContentErrors& errors) {
  return {"content-refused", to_string(errors), errors.empty() ? std::string{} : place_of(errors.front())};
}

}  // namespace vuoro::content
