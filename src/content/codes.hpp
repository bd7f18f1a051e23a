#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/toml_reader.hpp"

/// What the files of a county share: codes that one table defines and another names.
namespace vuoro::content {

/// The ledger keeps codes as terms of at most this many bytes (core::ShortText).
inline constexpr std::size_t longest_code = 62;

/// The words of core::Profession, in its order and without "none".
inline constexpr std::array<std::string_view, 11> professions = {"nurse",
                                                                 "doctor",
                                                                 "physiotherapist",
                                                                 "psychologist",
                                                                 "dentist",
                                                                 "dental_hygienist",
                                                                 "social_worker",
                                                                 "social_counsellor",
                                                                 "public_health_nurse",
                                                                 "occupational_therapist",
                                                                 "other"};

/// A code that another table names, with the place that names it.
struct Mention {
  std::string code;
  Place place;
};

/// Codes of one kind: unique, well-formed, and found by those who mention them.
class Codes {
 public:
  explicit Codes(std::string_view kind) : kind_(kind) {}

  /// The value of `code`; its faults go to the errors of `fields`.
  std::string read(Fields& fields);
  /// An error for every mention of a code that nobody defined.
  void check(const std::vector<Mention>& mentions, ContentErrors& errors) const;

 private:
  std::string_view kind_;
  std::set<std::string, std::less<>> known_;
};

/// One code of another table.
std::string mention(Fields& fields, std::string_view key, std::vector<Mention>& into, Presence presence);
/// A list of them, each once; at least one when required.
std::vector<std::string> mentions(Fields& fields, std::string_view key, std::vector<Mention>& into,
                                  Presence presence);
/// At least one word, each known and named once.
std::vector<std::string> words_among(Fields& fields, std::string_view key,
                                     std::span<const std::string_view> allowed);

/// Seconds since midnight of a text like "08:00"; 24:00 is the end of the day.
std::optional<std::int32_t> clock_time(Fields& fields, std::string_view key);
/// The weekdays of `days` ("mon" … "sun") as 1 … 7.
std::vector<std::uint8_t> weekdays_of(Fields& fields);

}  // namespace vuoro::content
