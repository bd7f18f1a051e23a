#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <new>
#include <numeric>
#include <random>
#include <vector>

#include "core/apply.hpp"
#include "core/setting_for_tests.hpp"
#include "core/snapshot.hpp"

/// How many commands a second the core takes on one thread at 300 000 open matters, and what a person and an
/// open matter cost in memory. Prints a table; changes nothing outside.
namespace {

std::size_t live_bytes = 0;  // by the counting operator new below; one thread
constexpr std::size_t header = alignof(std::max_align_t);

}  // namespace

void* operator new(std::size_t size) {
  auto* block = static_cast<std::size_t*>(std::malloc(size + header));  // NOLINT: this is the allocator
  if (block == nullptr) throw std::bad_alloc();
  *block = size;
  live_bytes += size;
  return reinterpret_cast<std::byte*>(block) + header;  // NOLINT
}
void operator delete(void* p) noexcept {
  if (p == nullptr) return;
  auto* block = reinterpret_cast<std::size_t*>(static_cast<std::byte*>(p) - header);  // NOLINT
  live_bytes -= *block;
  std::free(block);  // NOLINT
}
void operator delete(void* p, std::size_t) noexcept {
  operator delete(p);
}

namespace vuoro::core::testing {
namespace {

/// Processor time of this thread: a busy machine does not make the core slower.
struct Clock {
  static double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
};

constexpr std::uint32_t persons = 300'000;
constexpr std::uint32_t open_matters = 300'000;

double seconds_since(double start) {
  return Clock::now() - start;
}

class Bench {
 public:
  Bench() : setting_(setting_for_tests()) {
    for (const char* area : {"Tikkurila", "Kerava"}) define(TermKind::area, area);
    for (const char* team : {"nurses", "social", "dental"}) define(TermKind::team, team);
    for (const promises::Rule& rule : setting_.pack.rules()) define(TermKind::rule, rule.code);
  }

  void run() {
    register_persons();
    fill();
    steady("in turn", 4'000'000);
    std::shuffle(order_.begin(), order_.end(), std::mt19937(7));  // NOLINT: the same order each time
    steady("in random order", 4'000'000);
    fmt::print("state hash ends with {:02x}\n", std::to_integer<unsigned>(hash_of(state_).back()));
  }

 private:
  /// A matter on its way, and how far it has come.
  struct Slot {
    MatterId matter;
    StepId step;
    unsigned stage = 0;
  };
  static constexpr unsigned stages = 8;

  std::uint32_t command(const Command& command, const Actor& actor) {
    const auto decided = decide(state_, setting_, command, actor, now_);
    if (!decided) {
      fmt::print("refused with code {}\n", static_cast<unsigned>(decided.error().code));
      std::exit(1);  // NOLINT: a benchmark that measures refusals measures nothing
    }
    const Stamp stamp{now_, now_, actor.staff, actor.kind};
    for (const Event& event : decided->events) {
      if (!apply(state_, event, stamp)) std::exit(1);  // NOLINT
    }
    ++commands_;
    events_ += decided->events.size();
    return decided->subject;
  }

  void define(TermKind kind, std::string_view text) { command(DefineTerm{kind, ShortText::of(text)}, {}); }

  void register_persons() {
    const std::size_t before = live_bytes;
    const double start = Clock::now();
    for (std::uint32_t n = 0; n < persons; ++n) {
      const std::int32_t born = day_of(1935, 1, 1).n + static_cast<std::int32_t>(n % 32'000);
      command(
          RegisterPerson{
              born, Sex::female, Language::of("fi"), AreaId{static_cast<std::uint16_t>(1 + n % 2)}, {}},
          {});
    }
    const Tables& t = Access::tables(state_);
    fmt::print(
        "persons            {:>9}  {:>6.1f} bytes each by operator new, {:.1f} by the table; {:.2f} M/s\n",
        persons, per(live_bytes - before, persons), per(t.persons.bytes(), persons),
        persons / seconds_since(start) / 1e6);
  }

  /// 300 000 open matters, spread over the stages of their life: a quarter only received, the rest further
  /// on.
  void fill() {
    const std::size_t before = live_bytes;
    order_.resize(open_matters);
    std::iota(order_.begin(), order_.end(), 0U);
    slots_.resize(open_matters);
    const std::size_t bench_own = live_bytes - before;
    for (std::uint32_t n = 0; n < open_matters; ++n) {
      for (unsigned stage = 0; stage <= n % (stages - 1); ++stage) advance(n);
      if (n % 1000 == 0) now_.s += 60;
    }
    const Tables& t = Access::tables(state_);
    std::size_t running = 0;
    for (const auto& chunk : t.promises.chunks()) {
      for (const PromiseRow& p : chunk) running += p.state == PromiseState::running ? 1 : 0;
    }
    fmt::print(
        "open matters       {:>9}  {:>6.1f} bytes each by operator new: row {:.1f}, promises {:.1f}, steps "
        "{:.1f}\n",
        open_matters, per(live_bytes - before - bench_own, open_matters),
        per(t.matters.bytes(), open_matters), per(t.promises.bytes(), open_matters),
        per(t.steps.bytes(), open_matters));
    fmt::print("promises per matter {:>8.2f} of them running {:.2f}; steps {:.2f}\n",
               per(t.promises.size(), open_matters), per(running, open_matters),
               per(t.steps.size(), open_matters));
  }

  /// Every matter one command further per round, in the order of their numbers (as imports, the twin and the
  /// demo go) or in one that no cache likes (as people do); a closed one gives way to a new one.
  void steady(const char* how, std::uint64_t wanted) {
    commands_ = events_ = 0;
    const double start = Clock::now();
    while (commands_ < wanted) {
      for (const std::uint32_t n : order_) advance(n);
      now_.s += 3600;
    }
    const double took = seconds_since(start);
    fmt::print("commands {:>19}  {:.2f} M/s, {:.0f} ns each; {:.2f} events each\n", how,
               static_cast<double>(commands_) / took / 1e6, took * 1e9 / static_cast<double>(commands_),
               per(events_, commands_));
  }

  void advance(std::uint32_t n) {
    Slot& slot = slots_[n];
    const TeamId holder = slot.matter ? Access::tables(state_).matters[slot.matter.n].team : nurses;
    const Actor worker = staff_of(holder, n);
    switch (slot.stage++ % stages) {
      case 0: {
        ReceiveContact c;
        c.person = PersonId{1 + n};
        c.language = Language::of("fi");
        c.channel = n % 3 == 0 ? Channel::web : Channel::phone;
        slot.matter = MatterId{command(c, {})};
        break;
      }
      case 1:
        command(TakeMatter{slot.matter}, worker);
        break;
      case 2:
        command(AnswerContact{slot.matter}, worker);
        break;
      case 3: {
        const DomainSet domains = n % 5 == 0 ? DomainSet{Domain::social} : DomainSet{Domain::health};
        command(AssessNeed{slot.matter, Urgency::non_urgent, Profession::nurse, domains, {}}, worker);
        break;
      }
      case 4:
        slot.step = StepId{
            command(ProposeStep{slot.matter, n % 5 == 0 ? social_assessment : doctor_visit, no_due}, worker)};
        break;
      case 5:
        command(BookStep{slot.step, now_, 30, Mode::visit}, worker);
        break;
      case 6:
        command(CompleteStep{slot.step, Outcome::helped}, worker);
        break;
      default:
        command(CloseMatter{slot.matter, CloseReason::care_given}, worker);
    }
  }

  static Actor staff_of(TeamId team, std::uint32_t n) {
    return {ActorKind::staff, StaffId{1 + n % 400}, team};
  }
  static double per(std::size_t a, std::size_t b) { return static_cast<double>(a) / static_cast<double>(b); }

  State state_;
  Setting setting_;
  Instant now_ = at(2025, 3, 10, 8);
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> order_;
  std::uint64_t commands_ = 0;
  std::uint64_t events_ = 0;
};

}  // namespace
}  // namespace vuoro::core::testing

int main() {
  vuoro::core::testing::Bench().run();
}
