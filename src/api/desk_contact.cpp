#include <array>
#include <boost/json.hpp>

#include "api/ask.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "rights/gate.hpp"

/// A contact that staff write down: a caller, somebody at the counter, a letter, another professional.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::Channel;

constexpr std::array channels = {Channel::phone,  Channel::callback, Channel::walk_in,
                                 Channel::letter, Channel::partner,  Channel::professional};

struct DeskAsk {
  Ask ask;
  bool take = false;      // by whoever writes it down
  bool referral = false;  // a professional's referral: its own clocks begin
  bool number = false;    // of today's walk-in list
};

DeskAsk read_desk_ask(Call& call, net::Fields& in) {
  DeskAsk out;
  out.ask.contact.channel =
      channels[in.choice("channel", {"phone", "callback", "walk_in", "letter", "partner", "professional"})];
  const Channel channel = out.ask.contact.channel;
  out.ask = read_ask(call, in);
  out.ask.contact.channel = channel;
  out.take = in.optional_choice("take", {"yes", "no"}).value_or(1) == 0;
  out.referral = in.optional_choice("referral", {"yes", "no"}).value_or(1) == 0;
  out.number = in.optional_choice("number", {"yes", "no"}).value_or(1) == 0;
  if (out.number && channel != Channel::walk_in) in.fault("number", "unknown-field");
  if (out.referral && channel != Channel::professional) in.fault("referral", "unknown-field");
  return out;
}

/// Who is spoken with has been answered.
bool spoken(Channel channel) {
  return channel == Channel::phone || channel == Channel::walk_in;
}

std::optional<core::Refusal> run(live::Transaction& tx, const DeskAsk& asked, const core::Actor& actor) {
  Ask ask = asked.ask;
  // Whoever took the contact holds it until another team accepts it (S-57).
  ask.contact.team = actor.team;
  const auto matter = receive(tx, ask, actor);
  if (!matter) return matter.error();
  std::vector<core::Command> more;
  if (asked.referral) more.emplace_back(core::RecordFact{*matter, promises::Trigger::referral_arrived});
  if (asked.take) more.emplace_back(core::TakeMatter{*matter});
  if (spoken(ask.contact.channel)) more.emplace_back(core::AnswerContact{*matter});
  if (asked.number) more.emplace_back(core::GiveTicket{*matter});
  for (const core::Command& command : more) {
    const auto done = tx.decide(command, actor);
    if (!done) return done.error();
  }
  return std::nullopt;
}

void send_receipt(const CallPtr& call, const Viewer& viewer, MatterId id) {
  auto page = matter_page(*call, viewer, id);
  if (!page) return send_problem(*call, 404, "unknown-matter");
  // The secret is for whoever asked: it is read to them or printed, and is in no list of the desk.
  json::object out{{"code", code_of(id)},
                   {"secret", secret_of(call->house.driver.ledger().keys(), id)},
                   {"matter", std::move(page->first)}};
  send_json(*call, 201, out);
}

}  // namespace

void receive_at_desk(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  DeskAsk asked = read_desk_ask(*call, in);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, "desk-contact-" + std::to_string(viewer->staff().n));
  if (!once) return;
  const core::Actor actor{core::ActorKind::staff, viewer->staff(), viewer->team()};
  call->house.driver.submit(
      {*once, [asked = std::move(asked), actor](live::Transaction& tx) { return run(tx, asked, actor); },
       [call, viewer = *viewer](const live::Outcome& outcome) {
         if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated)
           return send_unfulfilled(*call, outcome);
         call->house.workers.run(
             [call, viewer, id = MatterId{outcome.subject}] { send_receipt(call, viewer, id); });
       }});
}

}  // namespace vuoro::api
