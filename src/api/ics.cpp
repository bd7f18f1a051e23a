#include "api/ics.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/sight.hpp"

namespace vuoro::api::ics {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out.push_back('\\');
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out.push_back(c);
    }
  }
  return out;
}

std::string basic(Instant at) {
  std::string out;
  for (const char c : std::string(instant_json(at).as_string())) {
    if (c != '-' && c != ':') out.push_back(c);
  }
  return out;
}

void line(std::string& out, std::string_view text) {
  constexpr std::size_t most = 74;
  bool first = true;
  while (!text.empty()) {
    std::size_t size = std::min(most - (first ? 0 : 1), text.size());
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
      --size;
    if (!first) out.push_back(' ');
    out += text.substr(0, size);
    out += "\r\n";
    text.remove_prefix(size);
    first = false;
  }
}

}  // namespace vuoro::api::ics
