#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Characters and names of FEEL (DMN 1.5, 10.3.1.2, grammar rules 22–30 and 60–66).
namespace vuoro::rules {

/// The code point at `at` and how many bytes it takes; malformed UTF-8 reads as one byte of U+FFFD.
/// Precondition: at < text.size().
struct CodePoint {
  char32_t c;
  std::size_t size;
};
CodePoint code_point(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t c);
/// Whether every byte belongs to a well-formed code point.
bool is_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);
/// The byte where the n-th code point begins; text.size() when there are fewer.
std::size_t offset_of(std::string_view text, std::size_t n);

bool starts_name(char32_t c);
bool continues_name(char32_t c);
bool is_space(char32_t c);
/// . / - ' + *
bool joins_name(char32_t c);
/// Trimmed, inner runs of white space made one space.
std::string normal_name(std::string_view name);
/// One word, or words by single spaces, of name characters only.
bool is_plain_name(std::string_view name);

}  // namespace vuoro::rules
