#include <fmt/core.h>
#include <sodium.h>

#include "app/commands.hpp"
#include "calendar/zone.hpp"
#include "content/content_error.hpp"
#include "content/network.hpp"
#include "content/planning.hpp"
#include "live/install.hpp"
#include "planner/live_assignment.hpp"
#include "promises/question.hpp"
#include "rights/gate.hpp"

namespace vuoro::app {

namespace {

using planner::Tally;
using planner::Term;

constexpr std::array<std::string_view, planner::term_count> term_words = {
    "breaks the promise", "late",           "wait",       "no time",
    "not met before",     "other language", "other unit", "travel"};
constexpr std::array<std::string_view, planner::term_count> term_codes = {
    "promise", "late", "wait", "unplaced", "stranger", "language", "unit", "travel"};

struct Group {
  std::string code;
  const Tally* best;
  const Tally* soonest;
  const Tally* nothing;
};

/// What the printing needs of a ledger whose plan is made.
struct Outcome {
  const core::State& state;
  const planner::LiveProblem& live;
  const planner::LivePlan& plan;
  std::vector<Group> groups;
};

std::string when(Instant instant) {
  const int seconds = calendar::second_of_day(instant);
  const auto day = calendar::local_day(instant).civil();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), seconds / 3600,
                     seconds / 60 % 60);
}

std::vector<Group> groups_of(const content::Planning& planning, const planner::LivePlan& plan) {
  std::vector<Group> groups;
  const auto add = [&](std::string code, std::size_t i) {
    groups.push_back(
        {std::move(code), &plan.best.groups[i], &plan.soonest_first.groups[i], &plan.nothing.groups[i]});
  };
  for (std::size_t i = 0; i < planning.groups.size(); ++i) add(planning.groups[i].code, i + 1);
  add("others", 0);
  return groups;
}

/// "wait 60, not met before 100"
std::string reasons(const planner::TermPoints& why) {
  std::string out;
  for (std::size_t i = 0; i < why.size(); ++i) {
    if (why[i] == 0) continue;
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", term_words[i], why[i]);
  }
  return out.empty() ? "nothing speaks against it" : out;
}

void print_groups(const Outcome& o) {
  fmt::print("{:<16} {:>8} {:>8} {:>9} | {:>6} {:>7} {:>6} {:>7} | {:>12} {:>10}\n", "group", "matters",
             "overdue", "at stake", "kept", "broken", "open", "placed", "soonest first", "do nothing");
  Tally sum, soonest, nothing;
  const auto row = [](std::string_view code, const Tally& b, const Tally& s, const Tally& n) {
    fmt::print("{:<16} {:>8} {:>8} {:>9} | {:>6} {:>7} {:>6} {:>7} | {:>12} {:>10}\n", code, b.matters,
               b.late_before, b.at_stake, b.kept, b.broken, b.open, b.placed,
               fmt::format("{} / {}", s.kept, s.broken), fmt::format("{} / {}", n.kept, n.broken));
  };
  const auto add = [](Tally& to, const Tally& t) {
    to.matters += t.matters;
    to.placed += t.placed;
    to.late_before += t.late_before;
    to.at_stake += t.at_stake;
    to.kept += t.kept;
    to.broken += t.broken;
    to.open += t.open;
  };
  for (const Group& g : o.groups) {
    row(g.code, *g.best, *g.soonest, *g.nothing);
    add(sum, *g.best);
    add(soonest, *g.soonest);
    add(nothing, *g.nothing);
  }
  row("all", sum, soonest, nothing);
  fmt::print("(the last two columns: promises kept / broken)\n");
  for (const Group& g : o.groups) {
    if (g.best->broken > g.soonest->broken)
      fmt::print("worse off than with soonest due first: {}, {} more broken promises\n", g.code,
                 g.best->broken - g.soonest->broken);
  }
}

void print_pairs(const Outcome& o) {
  fmt::print("\n{:<17} {:<26} {:>8} {:>8}  {}\n", "time", "professional", "step", "matter",
             "points against it");
  for (const planner::ProposedPair& p : o.plan.pairs) {
    const core::SlotRow& slot = *o.live.slots[p.slot].row;
    const core::Waiting& w = o.live.waiting[p.matter];
    fmt::print("{:<17} {:<26} {:>8} {:>8}  {}\n", when(slot.begin.instant()),
               o.state.term_text(core::TermKind::worker, slot.worker.n), w.step.n, w.matter.n,
               reasons(p.why));
  }
}

void print_text(const Outcome& o) {
  const planner::Proof& proof = o.plan.best.proof;
  fmt::print("{} steps wait, {} times are free, {} pairs are possible\n", o.live.waiting.size(),
             o.live.slots.size(), proof.possible);
  fmt::print("gap: {:.4f} % (proven for all possible pairs, in {} rounds)\n", proof.gap * 100, proof.rounds);
  if (o.plan.clashes > 0)
    fmt::print("{} pairs left out: the person would have been in two places at once\n", o.plan.clashes);
  fmt::print("\n");
  print_groups(o);
  print_pairs(o);
  fmt::print(
      "\nProposals only: nothing was booked, held or told to anybody. Not called good before the twin has "
      "lived "
      "such plans: vuoro plan check\n");
}

std::string json_of(const Tally& t) {
  return fmt::format(R"({{"kept":{},"broken":{},"open":{},"placed":{}}})", t.kept, t.broken, t.open,
                     t.placed);
}

/// Codes in it are small letters, digits and hyphens, or numbers: nothing to escape.
void print_json(const Outcome& o) {
  const planner::Proof& proof = o.plan.best.proof;
  fmt::print(R"({{"waiting":{},"free":{},"possible":{},"gap":{:.9f},"rounds":{},"clashes":{},"groups":[)",
             o.live.waiting.size(), o.live.slots.size(), proof.possible, proof.gap, proof.rounds,
             o.plan.clashes);
  const char* comma = "";
  for (const Group& g : o.groups) {
    fmt::print(
        R"({}{{"group":"{}","matters":{},"overdue":{},"atStake":{},"plan":{},"soonestFirst":{},"nothing":{}}})",
        comma, g.code, g.best->matters, g.best->late_before, g.best->at_stake, json_of(*g.best),
        json_of(*g.soonest), json_of(*g.nothing));
    comma = ",";
  }
  fmt::print(R"(],"pairs":[)");
  comma = "";
  for (const planner::ProposedPair& p : o.plan.pairs) {
    const core::SlotRow& slot = *o.live.slots[p.slot].row;
    const core::Waiting& w = o.live.waiting[p.matter];
    fmt::print(R"({}{{"step":{},"matter":{},"slot":{},"begin":{},"points":{{)", comma, w.step.n, w.matter.n,
               o.live.slots[p.slot].slot.n, slot.begin.s);
    const char* between = "";
    for (std::size_t i = 0; i < p.why.size(); ++i) {
      if (p.why[i] == 0) continue;
      fmt::print(R"({}"{}":{})", between, term_codes[i], p.why[i]);
      between = ",";
    }
    fmt::print("}}}}");
    comma = ",";
  }
  fmt::print("]}}\n");
}

/// The ledger for reading, also beside a server that writes it, with the content's words in its numbers.
Result<std::unique_ptr<live::Driver>> open_for_reading(const LedgerOptions& options, Content content) {
  if (sodium_init() < 0) return Error{"no-randomness", "libsodium could not start"};
  auto ledger = ledger::open_ledger(place_of(options), ledger::Mode::read);
  if (!ledger) return ledger.error();
  live::Driver::Options driving;
  driving.clock = wall_clock;
  auto driver = live::Driver::start(std::move(ledger).value(), std::move(driving));
  if (!driver) return driver.error();
  auto installed =
      live::install(**driver, content.county, std::move(content.pack), std::move(content.calendar));
  if (!installed) return installed.error();
  return driver;
}

}  // namespace

int plan_assign(const PlanAssign& command) {
  auto content = load_content(command.content);
  if (!content) return fail(content.error());
  auto planning = content::load_planning(command.content.content / command.content.pack, content->county);
  if (!planning) return fail(content::as_error(planning.error()));
  if (!*planning)
    return fail({"content-refused", "the county has no planning.toml, which says what a proposal weighs",
                 command.content.pack + "/planning.toml"});
  const auto network = content::load_network(command.content.content / command.content.pack, content->county);
  if (!network) return fail(content::as_error(network.error()));
  Instant now = wall_clock();
  if (!command.day.empty()) {
    const auto day = promises::parse_day(command.day);
    if (!day) return fail({"option-refused", "write the day as YYYY-MM-DD", "--day"});
    if (*day < calendar::first_known_day || *day > calendar::last_known_day)
      return fail({"option-refused", "outside 1992–2100, which the calendar knows", "--day"});
    now = calendar::at_local(*day, 8 * 3600);
  }
  std::optional<planner::Ways> ways;
  if (*network)
    ways.emplace(**network, content->county,
                 static_cast<std::uint16_t>(static_cast<int>(calendar::local_day(now).civil().year())));
  const auto driver = open_for_reading(command.ledger, *content);
  if (!driver) return fail(driver.error());
  const Viewer viewer = rights::Gate::operations();
  const auto reading = (*driver)->read();
  const planner::LiveProblem live = planner::gather(reading.state(), *(*driver)->setting(), viewer,
                                                    **planning, now, ways ? &*ways : nullptr);
  const planner::LivePlan plan = planner::plan(live);
  const Outcome outcome{reading.state(), live, plan, groups_of(**planning, plan)};
  if (command.form == PlanForm::json) {
    print_json(outcome);
  } else {
    print_text(outcome);
  }
  return 0;
}

}  // namespace vuoro::app
