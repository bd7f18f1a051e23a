#include "api/needle.hpp"

#include "api/reference.hpp"

namespace vuoro::api {

namespace {

std::string folded(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const bool after_c3 = i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xC3U;
    if (byte >= 'A' && byte <= 'Z') {
      out[i] = static_cast<char>(byte - 'A' + 'a');
    } else if (after_c3 && byte >= 0x80U && byte <= 0x9EU && byte != 0x97U) {
      out[i] = static_cast<char>(byte + 0x20U);  // U+00C0–U+00DE but the multiplication sign
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
