#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/once_key.hpp"
#include "exchange/term_names.hpp"

namespace vuoro::exchange {

/// One contact as a telephone, chat or call-back system tells of it (docs/import.md).
struct ContactEvent {
  std::string id;
  core::Channel channel{};
  Instant received;
  std::optional<Instant> answered, callback_reached, abandoned, ended;
  core::Language language;
  std::string area_code, team_code;  ///< As written; the fingerprint goes by them.
  AreaId area;
  TeamId team;
  core::Age age;

  /// Changes when anything but the id does.
  [[nodiscard]] Digest fingerprint() const;
};

/// "2026-03-02T08:15", with or without seconds, with "T" or a space; with "Z" or "+02:00" that instant,
/// without the Helsinki wall time. Nothing for anything else. Pure.
[[nodiscard]] std::optional<Instant> read_instant(std::string_view text);

/// Understands the rows of one file of contact events. Immutable.
class ContactReader {
 public:
  /// Columns id, channel and received are needed; answered, callback_reached, abandoned, ended, language,
  /// area, team and age may be there. Errors: "columns-missing", "columns-twice".
  static Result<ContactReader> bind(const std::vector<std::string>& header, TermNames areas, TermNames teams);

  /// Faults: "id-missing", "id-too-long", "word-unknown" (channel), "date-unreadable", "time-out-of-range",
  /// "time-after-now", "before-received", "answered-and-abandoned", "not-a-callback", "language-unreadable",
  /// "area-unknown", "team-unknown", and those of read_age.
  Result<ContactEvent, RowFault> read(std::span<const std::string_view> fields, Instant now) const;

  [[nodiscard]] bool names_teams() const { return team_.has_value(); }
  [[nodiscard]] const std::vector<std::string>& ignored_columns() const { return ignored_; }

 private:
  using Fields = std::span<const std::string_view>;
  std::optional<RowFault> read_times(Fields fields, Instant now, ContactEvent& c) const;
  std::optional<RowFault> read_terms(Fields fields, ContactEvent& c) const;

  TermNames areas_, teams_;
  std::size_t id_ = 0, channel_ = 0, received_ = 0;
  std::optional<std::size_t> answered_, reached_, abandoned_, ended_, language_, area_, team_, age_;
  std::vector<std::string> ignored_;
};

}  // namespace vuoro::exchange
