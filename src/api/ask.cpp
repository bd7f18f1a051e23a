#include "api/ask.hpp"

#include <array>

#include "api/advice.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace {

core::Language language_field(net::Fields& in, std::string_view name) {
  const auto text = in.optional_text(name, 2, 3);
  if (!text) return {};
  const core::Language language = core::Language::of(*text);
  if (language.n == 0) in.fault(name, "not-a-choice");
  return language;
}

}  // namespace

ledger::IdentityField reach_field(core::ReachBy by) {
  switch (by) {
    case core::ReachBy::email:
      return ledger::IdentityField::email;
    case core::ReachBy::letter:
      return ledger::IdentityField::address;
    default:
      return ledger::IdentityField::phone;
  }
}

Ask read_ask(Call& call, net::Fields& in) {
  Ask ask;
  ask.words = in.text("words", 1, 10'000);
  ask.contact.about = static_cast<core::About>(in.choice("about", {"self", "child", "other", "unnamed"}));
  if (const auto age = in.optional_integer("age", 0, 130))
    ask.contact.age = {static_cast<std::uint8_t>(*age)};
  ask.area = in.optional_text("area", 1, 62).value_or("");
  const std::size_t page = in.choice("lang", {"fi", "sv", "en"});
  constexpr std::array<std::string_view, 3> pages = {"fi", "sv", "en"};
  ask.contact.language = language_field(in, "spokenLanguage");
  if (ask.contact.language.n == 0) ask.contact.language = core::Language::of(pages[page]);
  if (in.optional_choice("interpreter", {"yes", "no"}).value_or(1) == 0) {
    ask.contact.interpreter = core::Interpreter::yes;
  }
  if (in.present("needs") || in.present("needWords")) ask.needs = read_needs(in);
  net::Fields reach = in.object("reach");
  ask.contact.reach =
      static_cast<core::ReachBy>(reach.choice("by", {"phone", "sms", "email", "letter", "code_only"}));
  ask.reach_value = reach.optional_text("value", 1, 300).value_or("");
  if (ask.contact.reach != core::ReachBy::code_only && ask.reach_value.empty())
    reach.fault("value", "missing");
  if (ask.contact.reach == core::ReachBy::code_only && !ask.reach_value.empty())
    reach.fault("value", "unknown-field");
  if (!ask.area.empty()) {
    const auto reading = call.house.driver.read();
    if (const auto area = reading.state().term(core::TermKind::area, ask.area)) {
      ask.contact.area = AreaId{*area};
    } else {
      in.fault("area", "not-a-choice");
    }
  }
  return ask;
}

Result<MatterId, core::Refusal> receive(live::Transaction& tx, const Ask& ask, const core::Actor& actor) {
  core::ReceiveContact contact = ask.contact;
  contact.words = tx.document(ask.words);
  const auto matter = tx.decide(contact, actor);
  if (!matter) return matter.error();
  const MatterId id{*matter};
  if (!ask.needs.set.empty()) {
    if (auto refused = note_needs(tx, id, ask.needs, actor)) return *refused;
  }
  tx.documents_belong_to(id);
  if (contact.reach != core::ReachBy::code_only)
    tx.identity({ledger::Subject::matter, id.n, reach_field(contact.reach)}, ask.reach_value);
  return id;
}

Result<MatterId, core::Refusal> receive_routed(live::Transaction& tx, const BookedTables& tables,
                                               promises::DomainSet until_assessed, Ask ask,
                                               const core::Actor& actor) {
  route(tables, tx.state(), until_assessed, calendar::local_day(tx.now()), ask.contact);
  return receive(tx, ask, actor);
}

}  // namespace vuoro::api
