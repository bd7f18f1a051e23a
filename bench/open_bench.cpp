#include <fmt/core.h>
#include <sodium.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>

#include "core/journal.hpp"
#include "core/setting_for_tests.hpp"
#include "ledger/sqlite.hpp"
#include "live/driver.hpp"

/// Start from a ledger of 3 million events: without and with a snapshot. The ledger is made by commands
/// through the core. open_bench DIR makes it there when it is missing and keeps it.
namespace vuoro::core::testing {
namespace {

constexpr std::uint64_t wanted = 3'000'000;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Contacts, taken, answered and closed: about eight events a matter.
void make(const std::filesystem::path& dir) {
  const ledger::Place place = ledger::Place::at(dir);
  if (!ledger::create_ledger(place)) std::exit(1);  // NOLINT
  auto ledger = ledger::open_ledger(place, ledger::Mode::write);
  if (!ledger || !(*ledger)->replay(1, [](auto, auto) -> Status { return Unit{}; })) std::exit(1);  // NOLINT
  const Setting setting = setting_for_tests();
  State state;
  ledger::Batch batch;
  std::vector<std::byte> bytes;
  Instant now = at(2025, 3, 10, 8);
  const auto run = [&](const Command& command, const Actor& actor) {
    const auto decided = decide(state, setting, command, actor, now);
    if (!decided) std::exit(1);  // NOLINT
    for (const Event& e : decided->events) {
      bytes.clear();
      if (!record(state, e, {now, now, actor.staff, actor.kind}, bytes)) std::exit(1);  // NOLINT
      batch.events.add(bytes);
    }
    return decided->subject;
  };
  for (const char* area : {"Tikkurila", "Kerava"}) run(DefineTerm{TermKind::area, ShortText::of(area)}, {});
  for (const char* team : {"nurses", "social", "dental"})
    run(DefineTerm{TermKind::team, ShortText::of(team)}, {});
  for (const promises::Rule& r : setting.pack.rules())
    run(DefineTerm{TermKind::rule, ShortText::of(r.code)}, {});
  for (std::uint32_t n = 0; state.seq() < wanted; ++n) {
    now.s += 7;
    ReceiveContact c;
    c.channel = Channel::phone;
    c.age = {static_cast<std::uint8_t>(n % 95)};
    c.team = nurses;
    const Actor nurse{ActorKind::staff, StaffId{1 + n % 400}, nurses};
    const MatterId id{run(c, {})};
    run(TakeMatter{id}, nurse);
    run(AnswerContact{id}, nurse);
    run(CloseMatter{id, CloseReason::advice_was_enough}, nurse);
    if (n % 2000 == 0) {
      if (!(*ledger)->append(batch)) std::exit(1);  // NOLINT
      batch.clear();
    }
  }
  if (!(*ledger)->append(batch)) std::exit(1);  // NOLINT
}

void open_once(const std::filesystem::path& dir, const char* what, bool keep_snapshot) {
  const auto start = std::chrono::steady_clock::now();
  auto ledger = ledger::open_ledger(ledger::Place::at(dir), ledger::Mode::write);
  if (!ledger) std::exit(1);  // NOLINT
  live::Driver::Options options;
  options.clock = [] { return at(2026, 1, 1); };
  auto driver = live::Driver::start(std::move(ledger).value(), std::move(options));
  if (!driver) std::exit(1);  // NOLINT
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:<28} {:.2f} s for {} events; {:.0f} MB resident at most\n", what, seconds_since(start),
             (*driver)->read().state().seq(), static_cast<double>(usage.ru_maxrss) / 1024);
  if (keep_snapshot && !(*driver)->write_snapshot()) std::exit(1);  // NOLINT
}

}  // namespace
}  // namespace vuoro::core::testing

int main(int argc, char** argv) {
  using namespace vuoro::core::testing;  // NOLINT: a small program
  if (sodium_init() < 0) return 1;
  const std::filesystem::path dir = argc > 1 ? argv[1] : "build/bench-ledger/county";
  if (!std::filesystem::exists(dir)) {
    std::filesystem::create_directories(dir.parent_path());
    make(dir);
  }
  for (const auto& file : std::filesystem::directory_iterator(dir)) {
    if (file.path().filename().string().starts_with("snapshot")) std::filesystem::remove(file.path());
  }
  open_once(dir, "replay of every event:", true);
  open_once(dir, "from the snapshot:", false);
}
