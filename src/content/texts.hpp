#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "promises/vocabulary.hpp"

namespace vuoro::content {

using promises::Language;

/// A named value for a text: {"name", "Aino"} replaces {name}. Values are put in as they are, never looked at
/// again.
struct TextArg {
  std::string_view name;
  std::string_view value;
};
/// A view of arguments, made from a braced list or a vector; lives as long as what it was made from.
class TextArgs {
 public:
  TextArgs() = default;
  TextArgs(std::initializer_list<TextArg> list)
      : args_(list.begin(), list.size()) {}                    // NOLINT: implicit by design
  TextArgs(const std::vector<TextArg>& list) : args_(list) {}  // NOLINT: implicit by design

  [[nodiscard]] auto begin() const { return args_.begin(); }
  [[nodiscard]] auto end() const { return args_.end(); }

 private:
  std::span<const TextArg> args_;
};

/// Every text for people, in Finnish, Swedish and English: flat keys from fi.toml, sv.toml and en.toml.
/// Immutable after load; cheap to copy; safe from many threads.
class Texts {
 public:
  /// Reads <dir>/fi.toml, sv.toml and en.toml. Refused when a key or a {name} is not in all three languages,
  /// a value is not a text, a brace is unbalanced, or key.one lacks key.other.
  static Result<Texts, ContentErrors> load(const std::filesystem::path& dir);

  /// The text with its arguments. An unknown key gives "[key]", an argument not given stays as {name}:
  /// visible, no crash. O(log keys + length).
  [[nodiscard]] std::string text(Language language, std::string_view key, TextArgs args = {}) const;

  /// key.one for 1, key.other for the rest; {n} is the count.
  [[nodiscard]] std::string count(Language language, std::string_view key, std::int64_t n,
                                  TextArgs args = {}) const;

  [[nodiscard]] bool has(std::string_view key) const;

 private:
  struct Tables;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace vuoro::content
