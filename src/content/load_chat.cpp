#include "content/load_chat.hpp"

#include <algorithm>

namespace vuoro::content {
namespace {

/// A message may have this many letters; a ready answer too (api/messages.cpp).
constexpr std::size_t longest_answer = 2000;

bool same_day(const ChatHours& a, const ChatHours& b) {
  return std::ranges::any_of(
      a.days, [&](std::uint8_t day) { return std::ranges::find(b.days, day) != b.days.end(); });
}

}  // namespace

void ChatReader::read(const toml::table& table, const std::string& shown) {
  Fields file{table, shown, errors_};
  chat_.emplace();
  if (auto head = file.table("chat")) read_head(*head);
  for (Fields& fields : file.tables("hours")) read_hours(fields);
  for (Fields& fields : file.tables("answer", Presence::optional)) read_answer(fields);
  file.finish();
}

void ChatReader::read_head(Fields& fields) {
  chat_->team = mention(fields, "team", named_teams_, Presence::optional);
  chat_->abandoned_after_minutes =
      static_cast<std::uint16_t>(fields.number("abandoned_after_minutes", 1, 240).value_or(10));
  chat_->most_per_professional =
      static_cast<std::uint8_t>(fields.number("most_per_professional", 1, 20).value_or(4));
  chat_->on_holidays = fields.flag("on_holidays", Presence::optional).value_or(false);
  fields.finish();
}

void ChatReader::read_hours(Fields& fields) {
  ChatHours hours;
  hours.days = weekdays_of(fields);
  const auto from = clock_time(fields, "from");
  const auto until = clock_time(fields, "until");
  if (from && until && *from >= *until) fields.fault("the chat closes before it opens");
  hours.from = from.value_or(0);
  hours.until = until.value_or(0);
  const bool overlap = std::ranges::any_of(chat_->hours, [&](const ChatHours& other) {
    return same_day(hours, other) && hours.from < other.until && other.from < hours.until;
  });
  if (overlap) fields.fault("these hours overlap with hours above");
  fields.finish();
  chat_->hours.push_back(std::move(hours));
}

void ChatReader::read_answer(Fields& fields) {
  CannedAnswer answer;
  answer.code = answer_codes_.read(fields);
  answer.text = fields.translated("text");
  for (const std::string& text : answer.text) {
    if (text.size() <= longest_answer) continue;
    fields.fault("an answer is longer than " + std::to_string(longest_answer) + " bytes");
    break;
  }
  fields.finish();
  chat_->answers.push_back(std::move(answer));
}

void ChatReader::finish(const Codes& teams, County& county) {
  teams.check(named_teams_, errors_);
  county.chat = std::move(chat_);
}

}  // namespace vuoro::content
