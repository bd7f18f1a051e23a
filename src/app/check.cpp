#include <fmt/core.h>

#include "app/backup.hpp"
#include "app/commands.hpp"
#include "core/invariants.hpp"
#include "core/journal.hpp"
#include "core/snapshot.hpp"
#include "ledger/sqlite.hpp"

namespace vuoro::app {

namespace {

std::string hex(const core::StateHash& hash) {
  std::string out;
  for (const std::byte b : hash) out += fmt::format("{:02x}", static_cast<unsigned>(b));
  return out;
}

/// Replays every event into an empty State. The first one that does not fit is the fault.
Result<core::State> replayed(const ledger::Place& place) {
  auto ledger = ledger::open_ledger(place, ledger::Mode::read);
  if (!ledger) return ledger.error();
  core::State state;
  const auto done =
      ledger.value()->replay(1, [&](ledger::Seq seq, std::span<const std::byte> body) -> Status {
        auto entry = core::decode(body);
        const std::string where = "event " + std::to_string(seq);
        if (!entry) return Error{entry.error().code, entry.error().what, where};
        auto applied = core::replay(state, *entry);
        if (!applied) applied.error().where = where;
        return applied;
      });
  if (!done) return done.error();
  return state;
}

}  // namespace

int check(const LedgerOptions& options) {
  const ledger::Place place = place_of(options);
  const auto report = ledger::check_ledger(place);
  if (!report) return fail(report.error());
  for (const Error& fault : report->faults) fail(fault);
  if (!report->ok()) {
    if (report->first_bad_event != 0) fmt::print("first bad event: {}\n", report->first_bad_event);
    return 1;
  }
  auto state = replayed(place);
  if (!state) return fail(state.error());
  const auto broken = core::violations(*state, calendar::Calendar::finnish());
  for (const core::Violation& v : broken) {
    fmt::print(stderr, "vuoro: invariant {} broken: {} (matter {})\n", v.invariant, v.what, v.matter.n);
  }
  if (!broken.empty()) return 1;
  fmt::print("events {}  documents {}  identities {}  requests {}\n", report->events, report->documents,
             report->identities, report->requests);
  fmt::print("state hash {}\nledger is sound\n", hex(core::hash_of(*state)));
  return 0;
}

int backup(const LedgerOptions& options, const std::filesystem::path& target) {
  const ledger::Place place = place_of(options);
  if (auto done = back_up(place, target); !done) return fail(done.error());
  fmt::print("backup written to {}; keep the key file {} apart from it\n", target.string(),
             place.key_file.string());
  return 0;
}

int restore(const LedgerOptions& options, const std::filesystem::path& source) {
  if (auto done = bring_back(source, place_of(options)); !done) return fail(done.error());
  return check(options);
}

}  // namespace vuoro::app
