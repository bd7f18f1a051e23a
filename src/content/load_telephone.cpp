#include "content/load_telephone.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace vuoro::content {
namespace {

constexpr std::array<std::string_view, 2> after_words = {"message", "letter"};

}  // namespace

void TelephoneReader::read(const toml::table& table, const std::string& shown) {
  telephone_.emplace();
  Fields file{table, shown, errors_};
  if (auto fields = file.table("callback")) read_callback(*fields);
  if (auto fields = file.table("events", Presence::optional)) read_events(*fields);
  for (Fields& fields : file.tables("exchange", Presence::optional)) read_exchange(fields);
  for (Fields& fields : file.tables("line", Presence::optional)) read_line(fields);
  file.finish();
}

void TelephoneReader::read_callback(Fields& fields) {
  Telephone& t = *telephone_;
  t.tries = static_cast<std::uint8_t>(fields.number("tries", 1, 20).value_or(1));
  t.gap_minutes = static_cast<std::uint16_t>(fields.number("gap_minutes", 0, 24L * 60).value_or(0));
  const auto from = clock_time(fields, "from");
  const auto until = clock_time(fields, "until");
  t.from = from.value_or(0);
  t.until = until.value_or(0);
  if (from && until && *until <= *from)
    fields.fault(*fields.node("until", Presence::required), "'until' is not after 'from'");
  t.days = weekdays_of(fields);
  if (const auto i = fields.choice("after_last", after_words, Presence::required)) t.after = after_words[*i];
  fields.finish();
}

void TelephoneReader::read_events(Fields& fields) {
  Telephone& t = *telephone_;
  t.ahead_seconds = static_cast<std::uint32_t>(
      fields.number("ahead_seconds", 0, 3600, Presence::optional).value_or(t.ahead_seconds));
  t.oldest_hours = static_cast<std::uint16_t>(
      fields.number("oldest_hours", 1, 24L * 31, Presence::optional).value_or(t.oldest_hours));
  fields.finish();
}

void TelephoneReader::read_exchange(Fields& fields) {
  telephone_->exchanges.push_back(exchange_codes_.read(fields));
  fields.finish();
}

void TelephoneReader::read_line(Fields& fields) {
  TelephoneLine line;
  line.code = line_codes_.read(fields);
  line.name = fields.translated("name");
  line.team = mention(fields, "team", named_teams_, Presence::required);
  fields.finish();
  telephone_->lines.push_back(std::move(line));
}

void TelephoneReader::finish(const Codes& teams, County& county) {
  teams.check(named_teams_, errors_);
  county.telephone = std::move(telephone_);
}

}  // namespace vuoro::content
