#include "exchange/shift_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "calendar/zone.hpp"
#include "core/words.hpp"
#include "exchange/date_format.hpp"
#include "exchange/fields.hpp"
#include "exchange/header_columns.hpp"
#include "promises/nearest.hpp"

namespace vuoro::exchange {
namespace {

constexpr int shortest_slot = 5;
constexpr int longest_slot = 24 * 60;
constexpr int most_places = 200;

std::optional<int> whole_number(std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    return std::nullopt;
  return value;
}

std::optional<Day> read_date(std::string_view text) {
  static const std::array formats = {DateFormat::compile("%Y-%m-%d").value(),
                                     DateFormat::compile("%-d.%-m.%Y").value()};
  for (const DateFormat& format : formats) {
    if (const auto wall = format.read(text)) return wall->day;
  }
  return std::nullopt;
}

/// A text that becomes a term: at most 62 bytes without control characters.
std::optional<RowFault> fault_in_term(std::string_view text, std::string_view column) {
  if (text.size() > core::ShortText::capacity)
    return field_fault(fmt::format("{}-too-long", column), column, text, "longer than 62 bytes");
  const bool control =
      std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
  if (control)
    return field_fault(fmt::format("{}-unreadable", column), column, text, "holds a control character");
  return std::nullopt;
}

/// "the ledger knows no such team; did you mean 'desk-korso'?"
template <class Names>
RowFault unknown(std::string_view code, std::string_view column, std::string_view text, const Names& names) {
  std::vector<std::string_view> allowed;
  allowed.reserve(names.size());
  for (const auto& [name, value] : names) allowed.push_back(name);
  std::string reason = fmt::format("there is no such {}", column);
  if (!allowed.empty() && !text.empty())
    reason += fmt::format("; did you mean '{}'?", promises::nearest_word(text, allowed));
  return field_fault(code, column, text, reason);
}

}  // namespace

std::optional<int> read_clock(std::string_view text) {
  const std::size_t mark = text.find_first_of(":.");
  if (mark == std::string_view::npos || mark == 0 || mark > 2) return std::nullopt;
  const char separator = text[mark];
  std::string_view rest = text.substr(mark + 1);
  if (rest.size() == 5 && rest.substr(2) == std::string{separator} + "00") rest.remove_suffix(3);
  if (rest.size() != 2) return std::nullopt;
  const auto hours = whole_number(text.substr(0, mark), 0, 24);
  const auto minutes = whole_number(rest, 0, 59);
  if (!hours || !minutes || *hours * 60 + *minutes > longest_slot) return std::nullopt;
  return *hours * 3600 + *minutes * 60;
}

Result<ShiftReader> ShiftReader::bind(const std::vector<std::string>& header, TermNames teams,
                                      SlotShapes shapes) {
  ShiftReader reader;
  reader.teams_ = std::move(teams);
  reader.shapes_ = std::move(shapes);
  HeaderColumns columns(header);
  reader.worker_ = columns.required("worker");
  reader.team_ = columns.required("team");
  reader.date_ = columns.required("date");
  reader.from_ = columns.required("from");
  reader.until_ = columns.required("until");
  reader.type_ = columns.required("type");
  reader.room_ = columns.optional("room");
  reader.minutes_ = columns.optional("minutes");
  reader.places_ = columns.optional("places");
  reader.mode_ = columns.optional("mode");
  if (auto fine = columns.status(); !fine) return fine.error();
  reader.ignored_ = columns.ignored();
  return reader;
}

std::optional<RowFault> ShiftReader::read_words(Fields fields, Shift& shift) const {
  if (fields[worker_].empty())
    return field_fault("worker-missing", "worker", fields[worker_], "must not be empty");
  if (auto fault = fault_in_term(fields[worker_], "worker")) return fault;
  shift.worker = fields[worker_];
  if (!teams_.contains(fields[team_])) return unknown("team-unknown", "team", fields[team_], teams_);
  shift.team = fields[team_];
  const auto shape = shapes_.find(fields[type_]);
  if (shape == shapes_.end()) return unknown("type-unknown", "type", fields[type_], shapes_);
  shift.type = shape->first;
  shift.shape = shape->second;
  if (room_) {
    if (auto fault = fault_in_term(fields[*room_], "room")) return fault;
    shift.room = fields[*room_];
  }
  return std::nullopt;
}

std::optional<RowFault> ShiftReader::read_times(Fields fields, Shift& shift) const {
  const auto date = read_date(fields[date_]);
  if (!date)
    return field_fault("date-unreadable", "date", fields[date_], "not a day like 2026-03-02 or 2.3.2026");
  shift.day = *date;
  if (!in_calendar(calendar::at_local(*date, 0)))
    return field_fault("time-out-of-range", "date", fields[date_], "outside 1992–2100");
  const std::array<std::tuple<std::string_view, std::size_t, int*>, 2> clocks = {
      {{"from", from_, &shift.from}, {"until", until_, &shift.until}}};
  for (const auto& [name, column, into] : clocks) {
    const auto second = read_clock(fields[column]);
    if (!second) return field_fault("time-unreadable", name, fields[column], "not a time of day like 08:00");
    *into = *second;
  }
  if (shift.until <= shift.from)
    return field_fault("until-before-from", "until", fields[until_],
                       "not after 'from'; a shift over midnight is two rows, until 24:00 and from 00:00");
  return std::nullopt;
}

std::optional<RowFault> ShiftReader::read_shape(Fields fields, SlotShape& shape) const {
  if (minutes_ && !fields[*minutes_].empty()) {
    const auto minutes = whole_number(fields[*minutes_], shortest_slot, longest_slot);
    if (!minutes)
      return field_fault("minutes-out-of-range", "minutes", fields[*minutes_],
                         "not a whole number from 5 to 1440");
    shape.minutes = static_cast<std::uint16_t>(*minutes);
  }
  if (places_ && !fields[*places_].empty()) {
    const auto places = whole_number(fields[*places_], 1, most_places);
    if (!places)
      return field_fault("places-out-of-range", "places", fields[*places_],
                         "not a whole number from 1 to 200");
    shape.places = static_cast<std::uint8_t>(*places);
  }
  if (mode_ && !fields[*mode_].empty()) {
    const auto mode = promises::from_word<core::Mode>(fields[*mode_]);
    if (!mode) {
      const auto nearest = promises::nearest_word(fields[*mode_], promises::words_of<core::Mode>());
      return field_fault("word-unknown", "mode", fields[*mode_],
                         fmt::format("not a mode; did you mean '{}'?", nearest));
    }
    shape.mode = *mode;
  }
  return std::nullopt;
}

Result<Shift, RowFault> ShiftReader::read(Fields fields) const {
  Shift shift;
  if (auto fault = read_words(fields, shift)) return *std::move(fault);
  if (auto fault = read_times(fields, shift)) return *std::move(fault);
  if (auto fault = read_shape(fields, shift.shape)) return *std::move(fault);
  if (runs_of(shift).empty())
    return field_fault("shift-too-short", "until", fields[until_],
                       fmt::format("not even one time of {} minutes fits", shift.shape.minutes));
  return shift;
}

}  // namespace vuoro::exchange
