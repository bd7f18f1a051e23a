#include "rules/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vuoro::rules {
namespace {

constexpr std::array<std::pair<char32_t, char32_t>, 15> name_starts{{{0xC0, 0xD6},
                                                                     {0xD8, 0xF6},
                                                                     {0xF8, 0x2FF},
                                                                     {0x370, 0x37D},
                                                                     {0x37F, 0x1FFF},
                                                                     {0x200C, 0x200D},
                                                                     {0x2070, 0x218F},
                                                                     {0x2C00, 0x2FEF},
                                                                     {0x3001, 0xD7FF},
                                                                     {0xF900, 0xFDCF},
                                                                     {0xFDF0, 0xFFFC},
                                                                     {0xFFFE, 0xFFFF},
                                                                     {0x10000, 0xEFFFF},
                                                                     {0xB5, 0xB5},
                                                                     {0xAA, 0xAA}}};

}  // namespace

CodePoint code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  std::size_t size = 0;
  char32_t c = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
    c = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3;
    c = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    c = lead & 0x07U;
  }
  if (size == 0 || at + size > text.size()) return {0xFFFD, 1};
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) return {0xFFFD, 1};
    c = (c << 6U) | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (size == 3 && c < 0x800) || (size == 4 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return {0xFFFD, 1};
  return {c, size};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint p = code_point(text, at);
    if (p.c == 0xFFFD && p.size == 1) return false;
    at += p.size;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point(text, at).size) ++n;
  return n;
}

std::size_t offset_of(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  for (; n > 0 && at < text.size(); --n) at += code_point(text, at).size;
  return at;
}

bool starts_name(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?') return true;
  if (c < 0x80) return false;
  return std::any_of(name_starts.begin(), name_starts.end(),
                     [c](auto range) { return c >= range.first && c <= range.second && !is_space(c); });
}

bool continues_name(char32_t c) {
  return starts_name(c) || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F ||
         c == 0x2040;
}

bool is_space(char32_t c) {
  return (c >= 0x9 && c <= 0xD) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

bool joins_name(char32_t c) {
  return c == '.' || c == '/' || c == '-' || c == '\'' || c == '+' || c == '*';
}

std::string normal_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint p = code_point(name, at);
    if (is_space(p.c)) {
      gap = !out.empty();
    } else {
      if (gap) out += ' ';
      gap = false;
      out += name.substr(at, p.size);
    }
    at += p.size;
  }
  return out;
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || normal_name(name) != name) return false;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint p = code_point(name, at);
    if (at == 0 ? !starts_name(p.c) : !(continues_name(p.c) || p.c == ' ')) return false;
    at += p.size;
  }
  return true;
}

}  // namespace vuoro::rules
