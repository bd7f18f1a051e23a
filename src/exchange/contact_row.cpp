#include "exchange/contact_row.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "calendar/zone.hpp"
#include "exchange/date_format.hpp"
#include "exchange/fields.hpp"
#include "exchange/header_columns.hpp"

namespace vuoro::exchange {
namespace {

using core::Channel;

constexpr std::array<std::pair<std::string_view, Channel>, 9> channels = {
    {{"web", Channel::web},
     {"phone", Channel::phone},
     {"callback", Channel::callback},
     {"chat", Channel::chat},
     {"message", Channel::message},
     {"walk_in", Channel::walk_in},
     {"letter", Channel::letter},
     {"professional", Channel::professional},
     {"partner", Channel::partner}}};

std::optional<Channel> channel_of(std::string_view word) {
  for (const auto& [name, channel] : channels) {
    if (name == word) return channel;
  }
  return std::nullopt;
}

/// "+02:00" in seconds.
std::optional<int> offset_of(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] - '0'; };
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  for (const std::size_t i : {1U, 2U, 4U, 5U}) {
    if (digit(i) < 0 || digit(i) > 9) return std::nullopt;
  }
  const int hours = digit(1) * 10 + digit(2);
  const int minutes = digit(4) * 10 + digit(5);
  if (hours > 14 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes) * 60;
}

std::string seconds(const std::optional<Instant>& t) {
  return t ? std::to_string(t->s) : "-";
}

}  // namespace

Digest ContactEvent::fingerprint() const {
  const auto letters = language.letters();
  const std::string rest =
      fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", static_cast<int>(channel), received.s, seconds(answered),
                  seconds(callback_reached), seconds(abandoned), seconds(ended), letters.data(), age.years);
  return digest_of({"contact", area_code, team_code, rest});
}

std::optional<Instant> read_instant(std::string_view text) {
  static const auto formats = [] {
    std::vector<DateFormat> all;
    for (const char* pattern :
         {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"}) {
      all.push_back(DateFormat::compile(pattern).value());
    }
    return all;
  }();
  std::optional<int> offset;
  if (text.ends_with('Z')) {
    offset = 0;
    text.remove_suffix(1);
  } else if (text.size() > 6 && text[text.size() - 3] == ':' &&
             (text[text.size() - 6] == '+' || text[text.size() - 6] == '-')) {
    offset = offset_of(text.substr(text.size() - 6));
    if (!offset) return std::nullopt;
    text.remove_suffix(6);
  }
  for (const DateFormat& format : formats) {
    const auto wall = format.read(text);
    if (!wall) continue;
    if (!offset) return calendar::at_local(wall->day, wall->second);
    return Instant{std::int64_t{wall->day.n} * calendar::seconds_per_day + wall->second - *offset};
  }
  return std::nullopt;
}

Result<ContactReader> ContactReader::bind(const std::vector<std::string>& header, TermNames areas,
                                          TermNames teams) {
  ContactReader reader;
  reader.areas_ = std::move(areas);
  reader.teams_ = std::move(teams);
  HeaderColumns columns(header);
  reader.id_ = columns.required("id");
  reader.channel_ = columns.required("channel");
  reader.received_ = columns.required("received");
  reader.answered_ = columns.optional("answered");
  reader.reached_ = columns.optional("callback_reached");
  reader.abandoned_ = columns.optional("abandoned");
  reader.ended_ = columns.optional("ended");
  reader.language_ = columns.optional("language");
  reader.area_ = columns.optional("area");
  reader.team_ = columns.optional("team");
  reader.age_ = columns.optional("age");
  if (auto fine = columns.status(); !fine) return fine.error();
  reader.ignored_ = columns.ignored();
  return reader;
}

std::optional<RowFault> ContactReader::read_times(Fields fields, Instant now, ContactEvent& c) const {
  std::optional<Instant> received;
  const std::array<std::tuple<std::string_view, std::optional<std::size_t>, std::optional<Instant>*>, 5> all =
      {{{"received", received_, &received},
        {"answered", answered_, &c.answered},
        {"callback_reached", reached_, &c.callback_reached},
        {"abandoned", abandoned_, &c.abandoned},
        {"ended", ended_, &c.ended}}};
  for (const auto& [name, column, into] : all) {
    if (!column || (fields[*column].empty() && into != &received)) continue;
    *into = read_instant(fields[*column]);
    if (!*into)
      return field_fault("date-unreadable", name, fields[*column], "not a time like 2026-03-02T08:15:00");
    if (!in_calendar(**into))
      return field_fault("time-out-of-range", name, fields[*column], "outside 1992–2100");
    if (**into > now) return field_fault("time-after-now", name, fields[*column], "has not been yet");
    if (**into < *received)
      return field_fault("before-received", name, fields[*column], "before the contact was received");
  }
  c.received = *received;
  if (c.abandoned && (c.answered || c.callback_reached))
    return field_fault("answered-and-abandoned", "abandoned", fields[*abandoned_],
                       "an abandoned contact was answered by nobody");
  if (c.callback_reached && c.channel != Channel::callback)
    return field_fault("not-a-callback", "callback_reached", fields[*reached_],
                       "only a contact of channel callback is called back");
  return std::nullopt;
}

std::optional<RowFault> ContactReader::read_terms(Fields fields, ContactEvent& c) const {
  if (language_ && !fields[*language_].empty()) {
    c.language = core::Language::of(fields[*language_]);
    if (c.language.n == 0)
      return field_fault("language-unreadable", "language", fields[*language_],
                         "not an ISO 639 code of two or three small letters");
  }
  if (area_ && !fields[*area_].empty()) {
    const auto found = areas_.find(fields[*area_]);
    if (found == areas_.end())
      return field_fault("area-unknown", "area", fields[*area_], "the ledger knows no such area");
    c.area_code = found->first;
    c.area = AreaId{found->second};
  }
  if (team_ && !fields[*team_].empty()) {
    const auto found = teams_.find(fields[*team_]);
    if (found == teams_.end())
      return field_fault("team-unknown", "team", fields[*team_], "the ledger knows no such team");
    c.team_code = found->first;
    c.team = TeamId{found->second};
  }
  return std::nullopt;
}

Result<ContactEvent, RowFault> ContactReader::read(Fields fields, Instant now) const {
  ContactEvent c;
  auto id = read_id(fields[id_], "id");
  if (!id) return id.error();
  c.id = std::move(id).value();
  const auto channel = channel_of(fields[channel_]);
  if (!channel) return field_fault("word-unknown", "channel", fields[channel_], "not a channel");
  c.channel = *channel;
  if (auto fault = read_times(fields, now, c)) return *std::move(fault);
  if (auto fault = read_terms(fields, c)) return *std::move(fault);
  if (age_) {
    const auto age = read_age(fields[*age_], "age");
    if (!age) return age.error();
    c.age = *age;
  }
  return c;
}

}  // namespace vuoro::exchange
