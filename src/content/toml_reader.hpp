#pragma once

// Private to content/*.cpp: toml++ costs more than a second of compiling each time it is included.
#include <toml++/toml.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "content/content_error.hpp"
#include "promises/rule.hpp"

namespace vuoro::content {

enum class Presence : std::uint8_t { required, optional };

/// Where in a file something stands, and where to report what is wrong with it.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  [[nodiscard]] ContentError error(std::string reason) const {
    return {file, line, column, std::move(reason)};
  }
};

/// Reads and parses one file; nothing, with an error added, when it cannot be read or is no TOML.
std::optional<toml::table> read_toml(const std::filesystem::path& path, const std::string& shown_name,
                                     ContentErrors& errors);

/// "unknown key 'frm'; did you mean 'from'?"
std::string did_you_mean(std::string_view what, std::string_view got,
                         std::span<const std::string_view> allowed);

/// Takes named values out of one table. Every fault is added to the errors with its place; the caller goes
/// on, so that one run reports all of them. finish() reports keys that nobody asked for.
class Fields {
 public:
  Fields(const toml::table& table, std::string file, ContentErrors& errors)
      : table_(table), file_(std::move(file)), errors_(errors) {}

  [[nodiscard]] Place place() const { return place_of(table_); }
  [[nodiscard]] Place place_of(const toml::node& node) const;
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] ContentErrors& errors() const { return errors_; }
  void fault(const toml::node& node, std::string reason) {
    errors_.push_back(place_of(node).error(std::move(reason)));
  }
  void fault(std::string reason) { errors_.push_back(place().error(std::move(reason))); }

  /// The raw value; asking also makes the key known. A missing required key is reported.
  const toml::node* node(std::string_view key, Presence presence);

  std::optional<std::string> text(std::string_view key, Presence presence = Presence::required);
  std::optional<std::int64_t> number(std::string_view key, std::int64_t min, std::int64_t max,
                                     Presence presence = Presence::required);
  std::optional<bool> flag(std::string_view key, Presence presence = Presence::required);
  std::optional<Day> day(std::string_view key, Presence presence = Presence::required);
  /// Seconds since midnight of a local time.
  std::optional<std::int32_t> time_of_day(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> words,
                                    Presence presence);
  std::optional<Fields> table(std::string_view key, Presence presence = Presence::required);
  std::vector<Fields> tables(std::string_view key, Presence presence = Presence::required);
  const toml::array* array(std::string_view key, Presence presence);
  /// fi, sv and en, all there and not empty.
  promises::Translated translated(std::string_view key, Presence presence = Presence::required);

  template <class E>
  std::optional<E> word(std::string_view key, Presence presence = Presence::required) {
    const std::optional<std::size_t> index = choice(key, promises::words_of<E>(), presence);
    return index ? std::optional{static_cast<E>(*index)} : std::nullopt;
  }
  /// An array of words, each at most once.
  template <class E, class Set>
  Set words(std::string_view key, Presence presence = Presence::optional) {
    Set set;
    for (const std::size_t index : choices(key, promises::words_of<E>(), presence))
      set.insert(static_cast<E>(index));
    return set;
  }

  [[nodiscard]] std::span<const std::string> asked() const { return asked_; }
  void finish();

 private:
  std::vector<std::size_t> choices(std::string_view key, std::span<const std::string_view> words,
                                   Presence presence);

  const toml::table& table_;
  std::string file_;
  ContentErrors& errors_;
  std::vector<std::string> asked_;
};

}  // namespace vuoro::content
