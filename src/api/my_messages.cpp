#include <boost/json.hpp>

#include "api/ask.hpp"
#include "api/conversation.hpp"
#include "api/routes.hpp"

/// The resident's side of the conversation about their own matter.
namespace vuoro::api {

namespace {

struct Details {
  std::optional<std::string> nickname;
  std::optional<std::string> name;
  core::ReachBy by{};
  std::string value;
};

std::optional<Details> read_details(Call& call) {
  const auto body = read_body(call);
  if (!body) return std::nullopt;
  net::Fields in(*body);
  Details out;
  out.nickname = in.optional_text("nickname", 1, 60);
  out.name = in.optional_text("name", 1, 120);
  net::Fields reach = in.object("reach");
  out.by = static_cast<core::ReachBy>(reach.choice("by", {"phone", "sms", "email", "letter", "code_only"}));
  out.value = reach.optional_text("value", 1, 300).value_or("");
  if (out.by != core::ReachBy::code_only && out.value.empty()) reach.fault("value", "missing");
  if (out.by == core::ReachBy::code_only && !out.value.empty()) reach.fault("value", "unknown-field");
  if (const auto faults = in.finish(); !faults.empty()) {
    send_faults(call, faults);
    return std::nullopt;
  }
  return out;
}

}  // namespace

void my_messages(const CallPtr& call) {
  if (const auto me = resident_speaker(*call)) send_conversation(call, *me);
}

void write_my_message(const CallPtr& call) {
  if (const auto me = resident_speaker(*call)) send_words(call, *me);
}

void sign_my_presence(const CallPtr& call) {
  if (const auto me = resident_speaker(*call)) send_sign(call, *me);
}

void end_my_chat(const CallPtr& call) {
  const auto me = resident_speaker(*call);
  if (!me || !takes_nothing(*call)) return;
  send_change(call, *me, core::EndChat{me->matter, core::ChatEnd::agreed});
}

void give_my_details(const CallPtr& call) {
  const auto me = resident_speaker(*call);
  if (!me) return;
  const auto details = read_details(*call);
  if (!details) return;
  send_change(call, *me, core::GiveDetails{me->matter, details->by},
              [matter = me->matter, details = *details](live::Transaction& tx) {
                const auto keep = [&](ledger::IdentityField field, const std::string& value) {
                  tx.identity({ledger::Subject::matter, matter.n, field}, value);
                };
                if (details.nickname) keep(ledger::IdentityField::other, *details.nickname);
                if (details.name) keep(ledger::IdentityField::name, *details.name);
                if (!details.value.empty()) keep(reach_field(details.by), details.value);
              });
}

}  // namespace vuoro::api
