#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <random>

#include "core/apply.hpp"
#include "core/decide.hpp"
#include "core/setting_for_tests.hpp"
#include "rights/gate.hpp"
#include "tables/bundle.hpp"
#include "tables/groups.hpp"

/// The nightly run: the county's shipped groups over 300 000 residents with a year of histories, against the
/// same groups written by hand in C++ over the same facts. In turns within one run, and both must find the
/// same people by the same rows. Usage: groups_bench [residents]
namespace vuoro::tables {
namespace {

using core::testing::at;

constexpr int rounds = 5;

/// Somebody's year, from one draw.
class County {
 public:
  explicit County(std::uint32_t residents) : setting_(core::testing::setting_for_tests()) {
    for (const char* area : {"tikkurila", "kerava-north"})
      run(core::DefineTerm{core::TermKind::area, core::ShortText::of(area)}, start);
    for (const char* team : {"nurses", "social", "dental"})
      run(core::DefineTerm{core::TermKind::team, core::ShortText::of(team)}, start);
    for (const promises::Rule& r : setting_.pack.rules())
      run(core::DefineTerm{core::TermKind::rule, core::ShortText::of(r.code)}, start);
    run(core::DefineTerm{core::TermKind::service, core::ShortText::of("visit")}, start);
    for (std::uint32_t n = 0; n < residents; ++n) resident();
  }

  core::State state;
  static constexpr std::int64_t day = 86'400;
  const Instant start = at(2025, 3, 10, 8);
  const Instant now = start + std::chrono::hours(24 * 400);

 private:
  std::uint32_t run(const core::Command& command, Instant when) {
    const core::Actor importer{core::ActorKind::import, {}, TeamId{1}};
    const auto decided = core::decide(state, setting_, command, importer, when);
    if (!decided) return 0;
    for (const core::Event& e : decided->events) {
      if (!core::apply(state, e, {when, when, {}, importer.kind})) std::exit(1);  // NOLINT
    }
    return decided->subject;
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  void resident() {
    const Day born = day_of(2025, 1, 1) - static_cast<int>(below(95 * 365));
    const PersonId person{run(core::RegisterPerson{born.n,
                                                   core::Sex::female,
                                                   core::Language::of(below(10) == 0 ? "sv" : "fi"),
                                                   AreaId{static_cast<std::uint16_t>(1 + below(2))},
                                                   {}},
                              start)};
    if (below(4) == 0) return;  // never heard of
    Instant when = start + std::chrono::hours(below(24 * 300));
    for (std::uint32_t n = 1 + below(below(8) == 0 ? 9 : 3); n > 0 && when < now; --n) {
      matter(person, when);
      when = when + std::chrono::hours(12 + below(24 * 60));
    }
  }

  void matter(PersonId person, Instant when) {
    core::ReceiveContact c;
    c.channel = static_cast<core::Channel>(below(5));
    c.person = person;
    c.language = core::Language::of(below(9) == 0 ? "ar" : "fi");
    c.interpreter = below(12) == 0 ? core::Interpreter::yes : core::Interpreter::no;
    c.area = AreaId{1};
    c.age = {40};
    c.team = TeamId{1};
    const MatterId id{run(c, when)};
    const auto later = [&](std::uint32_t hours) {
      return when = when + std::chrono::hours(1 + below(hours));
    };
    if (below(3) == 0) run(core::RepeatContact{id, core::Channel::phone, {}}, later(48));
    run(core::AssessNeed{id, core::Urgency::days, core::Profession::nurse, {promises::Domain::health}, {}},
        later(24 * 5));
    if (below(2) == 0) {
      const StepId step{run(core::ProposeStep{id, ServiceId{1}, core::no_due}, later(4))};
      const Instant begin = when + std::chrono::hours(24 * (1 + below(30)));
      run(core::BookStep{step, begin, 30, core::Mode::visit}, when);
      when = begin;
      if (below(8) == 0) {
        run(core::MissStep{step}, when);
      } else {
        run(core::CompleteStep{step, below(9) == 0 ? core::Outcome::not_helped : core::Outcome::helped},
            when);
      }
    }
    if (below(5) != 0)
      run(core::CloseMatter{id, below(6) == 0 ? core::CloseReason::person_withdrew
                                              : core::CloseReason::care_given},
          later(72));
  }

  core::Setting setting_;
  std::mt19937 random_{11};  // NOLINT: the same county each time
};

/// The shipped groups by hand, in the order of their codes; the row from 1, 0 when nobody is found.
struct ByHand {
  static std::uint32_t long_waiting(const History& h) {
    if (h.open_matters == 0) return 0;
    if (h.longest_open_days > 180) return 2;
    if (h.missed_promises_365 >= 3) return 3;
    const bool late = h.longest_open_days > 90 && h.missed_promises_365 >= 1;
    if (late && h.age != History::unknown && (h.age < 18 || h.age >= 75)) return 4;
    return late && h.interpreter == core::Interpreter::yes ? 5 : 0;
  }
  static std::uint32_t missed_visits(const History& h) {
    if (h.missed_365 >= 3) return 1;
    const bool old = h.missed_365 >= 1 && h.age >= 75;
    if (old && h.days_since_visit == History::unknown) return 2;
    if (old && h.days_since_visit > 90) return 3;
    if (h.missed_365 >= 2 && h.interpreter == core::Interpreter::yes) return 4;
    return h.missed_365 >= 2 && h.age != History::unknown && h.age < 18 ? 5 : 0;
  }
  static std::uint32_t silent_at_75(const History& h) {
    if (h.age == History::unknown || h.age < 75 || h.open_matters > 0) return 0;
    if (h.days_since_contact == History::unknown) return 4;
    const bool no_visit = h.days_since_visit == History::unknown;
    if (h.age >= 85 && h.days_since_contact > 365 && no_visit) return 5;
    if (h.age >= 85 && h.days_since_contact > 365 && h.days_since_visit > 365) return 6;
    if (h.days_since_contact > 730 && no_visit) return 7;
    return h.days_since_contact > 730 && h.days_since_visit > 730 ? 8 : 0;
  }
  static std::uint32_t unsolved_contacts(const History& h) {
    if (h.open_matters > 0 && h.longest_open_days < 14) return 0;
    if (h.contacts_90 >= 4 && h.unsolved_365 >= 1) return 2;
    if (h.unsolved_365 >= 3) return 3;
    if (h.contacts_365 >= 8 && h.days_since_visit == History::unknown) return 4;
    return h.contacts_365 >= 8 && h.days_since_visit > 180 ? 5 : 0;
  }

  static std::vector<Found> find(const core::Whole& whole, Instant now) {
    using Group = std::uint32_t (*)(const History&);
    constexpr std::array<Group, 4> groups = {long_waiting, missed_visits, silent_at_75, unsolved_contacts};
    std::vector<Found> out;
    const AsOf as_of(now);
    for (std::uint32_t n = 1; n <= whole.persons().size(); ++n) {
      const History h = history_of(whole, PersonId{n}, as_of);
      for (std::uint32_t g = 0; g < groups.size(); ++g) {
        if (const std::uint32_t row = groups[g](h); row != 0) out.push_back({PersonId{n}, g, row});
      }
    }
    return out;
  }
};

std::vector<Table> shipped() {
  const std::filesystem::path county = std::filesystem::path{VUORO_SOURCE_DIR} / "content/vantaa-kerava";
  const auto places = Places::of(*content::load_county(county));
  std::vector<Table> out;
  const auto bundles = read_folder(county / "tables");
  for (const NamedBundle& one : *bundles) {
    auto table = Table::read(one.code, one.bundle, places);
    if (table && table->kind() == Kind::group) out.push_back(std::move(table).value());
  }
  return out;
}

bool same(const std::vector<Found>& a, const std::vector<Found>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Found& x, const Found& y) {
    return x.person == y.person && x.table == y.table && x.row == y.row;
  });
}

/// Seconds of the wall.
template <class Work>
double timed(Work work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

int compare(std::uint32_t residents) {
  const County county(residents);
  const auto tables = shipped();
  const auto viewer = rights::Gate::command_line();
  const auto whole = core::Whole::open(county.state, viewer);
  if (!whole || tables.size() != 4) return 1;
  fmt::print("{} residents, {} matters, {} steps, {} promises\n", whole->persons().size(),
             whole->matters().size(), whole->steps().size(), whole->promises().size());
  std::vector<Found> one, two, hand;
  std::int64_t keep = 0;
  for (int round = 0; round < rounds; ++round) {
    const double facts = timed([&] {
      const AsOf as_of(county.now);
      for (std::uint32_t n = 1; n <= whole->persons().size(); ++n)
        keep += history_of(*whole, PersonId{n}, as_of).contacts_365;
    });
    const double by_hand = timed([&] { hand = ByHand::find(*whole, county.now); });
    const double on_one = timed([&] { one = *find_groups(county.state, viewer, tables, county.now, 1); });
    const double on_two = timed([&] { two = *find_groups(county.state, viewer, tables, county.now, 2); });
    fmt::print(
        "round {}: one core {:.3f} s, two {:.3f} s, by hand on one {:.3f} s ({:.1f} x), facts alone {:.3f} "
        "s\n",
        round + 1, on_one, on_two, by_hand, on_one / by_hand, facts);
  }
  std::array<std::size_t, 4> counts{};
  for (const Found& f : one) ++counts[f.table];
  for (std::size_t i = 0; i < tables.size(); ++i) fmt::print("{:<20} {:>8}\n", tables[i].code(), counts[i]);
  if (!same(one, hand) || !same(one, two)) {
    fmt::print("the ways differ: {} {} {}\n", one.size(), two.size(), hand.size());
    return 1;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("found {}, the same each way; {} MB at most ({})\n", one.size(), usage.ru_maxrss / 1024,
             keep != 0);
  return 0;
}

}  // namespace
}  // namespace vuoro::tables

int main(int argc, char** argv) {
  return vuoro::tables::compare(argc > 1 ? static_cast<std::uint32_t>(std::atoi(argv[1])) : 300'000);
}
