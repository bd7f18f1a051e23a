#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

/// What the desk's search looks for.
namespace vuoro::api {

/// A text to be found in other texts without regard to the case of the letters A–Z and À–Þ (Finnish and
/// Swedish); other scripts are compared as written.
class Needle {
 public:
  /// An empty text is in everything.
  explicit Needle(std::string_view text);

  [[nodiscard]] bool empty() const { return folded_.empty(); }
  [[nodiscard]] bool in(std::string_view text) const;
  /// Whether it is this matter's reference code, written as reference.hpp forgives.
  [[nodiscard]] bool is_code_of(MatterId id) const { return code_ && *code_ == id; }

 private:
  std::string folded_;
  std::optional<MatterId> code_;
};

}  // namespace vuoro::api
