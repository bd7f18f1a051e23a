#include "content/load_times.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace vuoro::content {
namespace {

constexpr std::array<std::string_view, 5> modes = {"visit", "remote", "phone", "home", "group"};
constexpr std::array<std::string_view, 3> reserved_words = {"immediate", "today", "days"};
constexpr std::size_t longest_name = 100;

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

std::vector<std::string> read_languages(Fields& fields) {
  std::vector<Mention> places;
  std::vector<std::string> languages = mentions(fields, "languages", places, Presence::required);
  for (const Mention& one : places) {
    const bool letters = std::ranges::all_of(one.code, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!letters || one.code.size() < 2 || one.code.size() > 3)
      fields.errors().push_back(
          one.place.error("'" + one.code + "' is not an ISO 639 code of two or three small letters"));
  }
  return languages;
}

}  // namespace

void TimesReader::read(const toml::table& table, const std::string& shown) {
  Fields file{table, shown, errors_};
  for (Fields& fields : file.tables("slot_type", Presence::optional)) read_type(fields);
  for (Fields& fields : file.tables("worker", Presence::optional)) read_worker(fields);
  for (Fields& fields : file.tables("shift", Presence::optional)) read_shift(fields);
  for (Fields& fields : file.tables("course", Presence::optional)) read_course(fields);
  if (auto fields = file.table("freed_times", Presence::optional)) read_freed(*fields);
  if (auto fields = file.table("unused_times", Presence::optional)) read_unused(*fields);
  if (auto fields = file.table("publishing", Presence::optional)) {
    weeks_ahead_ = static_cast<std::uint8_t>(fields->number("weeks_ahead", 1, 52).value_or(0));
    fields->finish();
  }
  file.finish();
}

void TimesReader::read_freed(Fields& fields) {
  FreedTimes freed;
  freed.offered_for_minutes =
      static_cast<std::uint16_t>(fields.number("offered_for_minutes", 5, 14L * 24 * 60).value_or(0));
  freed.not_within_minutes =
      static_cast<std::uint16_t>(fields.number("not_within_minutes", 0, 14L * 24 * 60).value_or(0));
  freed.days_ahead = static_cast<std::uint16_t>(fields.number("days_ahead", 1, 92).value_or(0));
  if (auto gain = fields.table("gain", Presence::optional)) {
    const auto days = [&](std::string_view key, std::uint16_t& value) {
      constexpr std::int64_t most = 1000;
      value = static_cast<std::uint16_t>(gain->number(key, 0, most).value_or(0));
    };
    days("promise", freed.gain.promise);
    days("age", freed.gain.age);
    days("known", freed.gain.known);
    days("language", freed.gain.language);
    days("own_area", freed.gain.own_area);
    days("interpreter", freed.gain.interpreter);
    gain->finish();
  }
  fields.finish();
  freed_ = freed;
}

void TimesReader::read_unused(Fields& fields) {
  UnusedTimes unused;
  unused.late_hours = static_cast<std::uint16_t>(fields.number("late_hours", 0, 14L * 24).value_or(0));
  unused.choose_again = static_cast<std::uint8_t>(fields.number("choose_again", 0, 20).value_or(0));
  fields.finish();
  unused_ = unused;
}

void TimesReader::read_type(Fields& fields) {
  SlotType type;
  type.code = type_codes_.read(fields);
  type.name = fields.translated("name");
  type.services = mentions(fields, "services", named_services_, Presence::required);
  if (const auto i = fields.choice("profession", professions, Presence::required))
    type.profession = professions[*i];
  type.minutes = static_cast<std::uint16_t>(fields.number("minutes", 5, 24L * 60).value_or(0));
  if (const auto i = fields.choice("mode", modes, Presence::required)) type.mode = modes[*i];
  type.places = static_cast<std::uint8_t>(fields.number("places", 1, 200, Presence::optional).value_or(1));
  if (const auto i = fields.choice("reserved_for", reserved_words, Presence::optional))
    type.reserved_for = reserved_words[*i];
  type.release_hours = static_cast<std::uint16_t>(
      fields.number("release_hours", 0, 24L * 366, Presence::optional).value_or(24));
  const toml::node* release = fields.node("release_hours", Presence::optional);
  if (release != nullptr && fields.node("reserved_for", Presence::optional) == nullptr)
    fields.fault(*release, "'release_hours' means nothing without 'reserved_for'");
  fields.finish();
  type_places_.push_back(fields.place());
  types_.push_back(std::move(type));
}

void TimesReader::read_worker(Fields& fields) {
  Worker worker;
  worker.code = worker_codes_.read(fields);
  worker.name = fields.text("name").value_or("");
  if (worker.name.size() > longest_name || has_control_character(worker.name))
    fields.fault(*fields.node("name", Presence::required),
                 "'name' is longer than 100 bytes or holds a control character");
  if (const auto i = fields.choice("profession", professions, Presence::required))
    worker.profession = professions[*i];
  worker.team = mention(fields, "team", named_teams_, Presence::required);
  worker.languages = read_languages(fields);
  fields.finish();
  workers_.push_back(std::move(worker));
}

void TimesReader::read_shift(Fields& fields) {
  ShiftTemplate shift;
  shift.workers = mentions(fields, "workers", named_workers_, Presence::required);
  shift.days = weekdays_of(fields);
  const auto from = clock_time(fields, "from");
  const auto until = clock_time(fields, "until");
  shift.from = from.value_or(0);
  shift.until = until.value_or(0);
  if (from && until && *until <= *from)
    fields.fault(*fields.node("until", Presence::required),
                 "'until' is not after 'from'; a shift over midnight is two shifts, until \"24:00\" and from "
                 "\"00:00\"");
  shift.type = mention(fields, "type", named_types_, Presence::required);
  shift.room = fields.text("room", Presence::optional).value_or("");
  if (shift.room.size() > longest_code || has_control_character(shift.room))
    fields.fault(*fields.node("room", Presence::optional),
                 "'room' is longer than 62 bytes or holds a control character");
  fields.finish();
  shift_places_.push_back(fields.place());
  shifts_.push_back(std::move(shift));
}

void TimesReader::finish(const Codes& services, const Codes& teams, County& county) {
  services.check(named_services_, errors_);
  teams.check(named_teams_, errors_);
  type_codes_.check(named_types_, errors_);
  worker_codes_.check(named_workers_, errors_);
  check_types(county);
  check_shifts();
  check_overlaps();
  check_rooms(county);
  county.slot_types = std::move(types_);
  county.workers = std::move(workers_);
  county.courses = std::move(courses_);
  county.shifts = std::move(shifts_);
  county.freed_times = freed_;
  county.unused_times = unused_;
  county.weeks_ahead = weeks_ahead_;
}

}  // namespace vuoro::content
