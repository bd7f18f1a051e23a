#include "api/needle.hpp"

#include "api/reference.hpp"

namespace vuoro::api {

namespace {

std::string folded(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'A' && out[i] <= 'Z') {
      out[i] = static_cast<char>(out[i] - 'A' + 'a');
    } else if (i > 0 && out[i - 1] == '\xC3') {
      const auto low = static_cast<unsigned char>(out[i]);  // U+00C0–U+00DE but the multiplication sign
      if (low >= 0x80U && low <= 0x9EU && low != 0x97U) out[i] = static_cast<char>(low + 0x20U);
    }
  }
  return out;
}

}  // namespace

Needle::Needle(std::string_view text) : folded_(folded(text)), code_(matter_of_code(text)) {}

bool Needle::in(std::string_view text) const {
  return folded(text).find(folded_) != std::string::npos;
}

}  // namespace vuoro::api
