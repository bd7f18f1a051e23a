#include "content/load_notices.hpp"

#include <algorithm>
#include <array>

#include "content/codes.hpp"

namespace vuoro::content {
namespace {

/// The words of core::NoticeKind.
constexpr std::array<std::string_view, 8> kinds = {
    "time_offered",        "booked",   "moved",           "cancelled_by_unit",
    "cancelled_by_person", "reminder", "callback_missed", "visit_missed"};
constexpr std::array<std::string_view, 3> gateways = {"none", "email", "sms"};
constexpr std::size_t most_reminders = 3;
constexpr std::int64_t longest_lead = 24L * 60;

/// A telephone number is called or sent a text message, and an e-mail address gets e-mail.
Gateway gateway(Fields& fields, std::string_view key, Gateway other) {
  const auto i = fields.choice(key, gateways, Presence::required);
  const Gateway chosen = i ? static_cast<Gateway>(*i) : Gateway::none;
  if (chosen != other) return chosen;
  fields.fault(*fields.node(key, Presence::required),
               "'" + std::string{key} + "' cannot be '" + std::string{gateways[*i]} +
                   "': whoever wishes for it has left no address of that kind");
  return Gateway::none;
}

std::vector<std::uint16_t> read_leads(Fields& fields) {
  std::vector<std::uint16_t> leads;
  const toml::array* list = fields.array("hours_before", Presence::optional);
  if (list == nullptr) return leads;
  for (const toml::node& node : *list) {
    const auto hours = node.value<std::int64_t>();
    if (!node.is_integer() || !hours || *hours < 1 || *hours > longest_lead) {
      fields.fault(node, "'hours_before' holds whole hours from 1 to 1440");
    } else if (std::ranges::find(leads, *hours) != leads.end()) {
      fields.fault(node, "'hours_before' names " + std::to_string(*hours) + " twice");
    } else {
      leads.push_back(static_cast<std::uint16_t>(*hours));
    }
  }
  if (list->empty() || list->size() > most_reminders)
    fields.fault(*list, "'hours_before' holds one to three numbers");
  std::ranges::sort(leads, std::greater{});
  return leads;
}

void read_rule(Fields& fields, NoticePlan& plan) {
  NoticeRule rule;
  if (const auto i = fields.choice("kind", kinds, Presence::required)) rule.kind = kinds[*i];
  rule.at_night = fields.flag("at_night", Presence::optional).value_or(false);
  rule.hours_before = read_leads(fields);
  const toml::node* leads = fields.node("hours_before", Presence::optional);
  if (rule.kind == "reminder" && leads == nullptr)
    fields.fault("a reminder needs 'hours_before', for example [48]");
  if (rule.kind != "reminder" && !rule.kind.empty() && leads != nullptr)
    fields.fault(*leads, "'hours_before' is for reminders only");
  const bool twice =
      std::ranges::any_of(plan.rules, [&](const NoticeRule& r) { return r.kind == rule.kind; });
  if (twice && !rule.kind.empty())
    fields.fault(*fields.node("kind", Presence::required), "'" + rule.kind + "' is there twice");
  fields.finish();
  plan.rules.push_back(std::move(rule));
}

void read_sentence(Fields& fields, NoticePlan& plan) {
  PlainSentence one{fields.text("language").value_or(""), fields.text("text").value_or("")};
  const bool letters = std::ranges::all_of(one.language, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!one.language.empty() && (!letters || one.language.size() < 2 || one.language.size() > 3))
    fields.fault(*fields.node("language", Presence::required),
                 "'" + one.language + "' is not an ISO 639 code of two or three small letters");
  fields.finish();
  plan.plain.push_back(std::move(one));
}

void read_languages(Fields& fields, NoticePlan& plan) {
  for (const std::string& word :
       words_among(fields, "other_languages", promises::words_of<promises::Language>())) {
    if (const auto language = promises::from_word<promises::Language>(word)) plan.other.push_back(*language);
  }
}

}  // namespace

NoticePlan read_notices(const toml::table& table, const std::string& shown, ContentErrors& errors) {
  NoticePlan plan;
  Fields file{table, shown, errors};
  if (auto sender = file.table("sender")) {
    plan.phone = sender->translated("phone");
    plan.link = sender->translated("link");
    sender->finish();
  }
  if (auto by = file.table("reach")) {
    plan.phone_by = gateway(*by, "phone", Gateway::email);
    plan.sms_by = gateway(*by, "sms", Gateway::email);
    plan.email_by = gateway(*by, "email", Gateway::sms);
    by->finish();
  }
  if (auto quiet = file.table("quiet_hours", Presence::optional)) {
    plan.quiet_from = quiet->time_of_day("from").value_or(0);
    plan.quiet_until = quiet->time_of_day("until").value_or(0);
    quiet->finish();
  }
  if (auto tries = file.table("tries")) {
    plan.tries = static_cast<std::uint8_t>(tries->number("most", 1, 20).value_or(1));
    plan.first_wait_minutes =
        static_cast<std::uint16_t>(tries->number("first_wait_minutes", 1, 360).value_or(1));
    plan.told_within_hours =
        static_cast<std::uint16_t>(tries->number("told_within_hours", 1, 24L * 31).value_or(1));
    tries->finish();
  }
  read_languages(file, plan);
  for (Fields& fields : file.tables("notice")) read_rule(fields, plan);
  for (Fields& fields : file.tables("plain_sentence", Presence::optional)) read_sentence(fields, plan);
  file.finish();
  return plan;
}

}  // namespace vuoro::content
