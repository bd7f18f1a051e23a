#include "app/twin_ledger.hpp"

#include <sodium.h>
#include <stdlib.h>  // NOLINT: mkdtemp

#include <algorithm>
#include <fstream>

#include "calendar/zone.hpp"
#include "content/season.hpp"
#include "core/journal.hpp"
#include "core/view.hpp"
#include "exchange/publish_shifts.hpp"
#include "live/install.hpp"
#include "promises/question.hpp"
#include "twin/ground.hpp"

namespace vuoro::app {

namespace {

constexpr core::Actor machine{core::ActorKind::system, {}, {}};

/// A directory that goes away with its owner.
class Scratch {
 public:
  Scratch() {
    std::string path = (std::filesystem::temp_directory_path() / "vuoro-twin-XXXXXX").string();
    if (mkdtemp(path.data()) != nullptr) path_ = path;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Every event with its number, until `sink` or the ledger ends it.
Status each_event(const LedgerOptions& options, const std::function<Status(core::Entry&)>& sink) {
  auto ledger = ledger::open_ledger(place_of(options), ledger::Mode::read);
  if (!ledger) return ledger.error();
  return ledger.value()->replay(1, [&](ledger::Seq seq, std::span<const std::byte> body) -> Status {
    auto entry = core::decode(body);
    const std::string where = "event " + std::to_string(seq);
    if (!entry) return Error{entry.error().code, entry.error().what, where};
    auto done = sink(*entry);
    if (!done) done.error().where = where;
    return done;
  });
}

/// Terms in the numbers that the State has them.
std::optional<core::Refusal> define_terms(live::Transaction& tx, const core::State& state) {
  for (std::size_t kind = 0; kind < core::term_kinds; ++kind) {
    const auto k = static_cast<core::TermKind>(kind);
    for (std::uint16_t n = 1; n <= state.term_count(k); ++n) {
      const auto done = tx.decide(core::DefineTerm{k, core::ShortText::of(state.term_text(k, n))}, machine);
      if (!done) return done.error();
    }
  }
  return std::nullopt;
}

/// Terms that the content has and the ledger does not know yet.
core::State with_new_terms(core::State state, const core::State& other, const core::Setting& setting,
                           Instant now, const Viewer& viewer) {
  twin::Ground ground(std::move(state), setting, viewer);
  for (std::size_t kind = 0; kind < core::term_kinds; ++kind) {
    const auto k = static_cast<core::TermKind>(kind);
    for (std::size_t n = ground.state().term_count(k) + 1; n <= other.term_count(k); ++n)
      ground.give(core::DefineTerm{k, core::ShortText::of(other.term_text(k, static_cast<std::uint16_t>(n)))},
                  machine, now);
  }
  return ground.state();
}

bool follows(const core::PublishSlots& run, const core::SlotRow& row) {
  const bool same = run.worker == row.worker && run.team == row.team && run.type == row.type &&
                    run.room == row.room && run.minutes == row.minutes && run.capacity == row.capacity &&
                    run.mode == row.mode;
  return same && run.begin.s + std::int64_t{run.count} * run.minutes * 60 == row.begin.s;
}

std::vector<twin::Publishing> shifts_of(const core::State& state, const Viewer& viewer) {
  std::vector<twin::Publishing> shifts;
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return shifts;
  for (const auto& chunk : whole->slots().chunks()) {
    for (const core::SlotRow& row : chunk) {
      if (!shifts.empty() && follows(shifts.back().slots, row)) {
        ++shifts.back().slots.count;
        continue;
      }
      shifts.push_back({calendar::local_day(row.begin.instant()),
                        {row.worker, row.team, row.type, row.room, row.begin.instant(), 1, row.minutes, 0,
                         row.capacity, row.mode}});
    }
  }
  std::ranges::stable_sort(shifts, {}, &twin::Publishing::day);
  return shifts;
}

}  // namespace

Result<TwinLedger> read_for_twin(const LedgerOptions& options, const calendar::Calendar& calendar,
                                 std::optional<Instant> until) {
  TwinLedger read;
  read.past = std::make_shared<twin::Past>(calendar);
  core::State state;
  bool over = false;
  const auto done = each_event(options, [&](core::Entry& entry) -> Status {
    if (until && !over && entry.stamp.recorded >= *until) {
      over = true;
      read.state = state;
    }
    read.end = std::max(read.end, entry.stamp.recorded);
    auto applied = core::replay(state, entry);
    if (applied && !over) read.past->see(entry.event, entry.stamp);
    return applied;
  });
  if (!done) return done.error();
  if (state.seq() == 0) return Error{"ledger-empty", "the ledger has no events", options.ledger.string()};
  read.now = until && over ? *until : read.end + std::chrono::seconds{1};
  read.past->finish(read.now);
  (over ? read.whole.emplace() : read.state) = std::move(state);
  return read;
}

Result<std::vector<twin::ReachedVisit>> reached_visits(const LedgerOptions& options) {
  twin::ReachedVisits visits;
  const auto done = each_event(options, [&](core::Entry& entry) -> Status {
    visits.see(entry.event, entry.stamp);
    return Unit{};
  });
  if (!done) return done.error();
  return visits.finish();
}

Result<Instant> days_before_end(const LedgerOptions& options, int days) {
  Instant end;
  const auto done = each_event(options, [&](core::Entry& entry) -> Status {
    end = std::max(end, entry.stamp.recorded);
    return Unit{};
  });
  if (!done) return done.error();
  return calendar::at_local(calendar::local_day(end) - days, 0);
}

Result<std::shared_ptr<twin::LiveCounty>> live_county(TwinLedger& ledger, Content content, int days,
                                                      const Viewer& viewer) {
  if (sodium_init() < 0) return Error{"no-randomness", "libsodium could not start"};
  const Scratch scratch;
  if (scratch.path().empty()) return Error{"file-unwritable", "no temporary directory could be made"};
  live::Driver::Options driving;
  driving.clock = [now = ledger.now] { return now; };
  auto driver =
      open_driver({scratch.path() / "ledger", std::nullopt}, WhenMissing::create, std::move(driving));
  if (!driver) return driver.error();
  const auto defined = (*driver)->submit_and_wait(
      std::nullopt, [&](live::Transaction& tx) { return define_terms(tx, ledger.state); });
  if (defined.fate != live::Fate::accepted)
    return Error{"twin-refused", "the ledger's terms could not be repeated on a scratch ledger"};
  auto installed =
      live::install(**driver, content.county, std::move(content.pack), std::move(content.calendar));
  if (!installed) return installed.error();
  const auto published =
      exchange::publish_templates(**driver, content.county, calendar::local_day(ledger.now), days);
  if (!published) return published.error();
  auto county = std::make_shared<twin::LiveCounty>();
  county->setting = *(*driver)->setting();
  county->now = ledger.now;
  county->published_days = content.county.weeks_ahead * 7;
  const auto reading = (*driver)->read();
  county->publishing = shifts_of(reading.state(), viewer);
  county->start =
      with_new_terms(std::move(ledger.state), reading.state(), county->setting, ledger.now, viewer);
  county->start.stop_work();
  return county;
}

Result<TwinOpened> open_for_twin(const LedgerOptions& where, const ContentOptions& content,
                                 std::optional<Instant> until, int days, const Viewer& viewer) {
  auto read = load_content(content);
  if (!read) return read.error();
  const auto season = content::load_season(content.content / content.pack);
  if (!season) return content::as_error(season.error());
  auto ledger = read_for_twin(where, read->calendar, until);
  if (!ledger) return ledger.error();
  TwinOpened opened{std::move(ledger).value(), nullptr};
  auto county = live_county(opened.ledger, std::move(read).value(), days, viewer);
  if (!county) return county.error();
  opened.county = std::move(county).value();
  auto habits = twin::fit(opened.ledger.past, opened.county->start, opened.county->setting, viewer, *season);
  if (!habits) return habits.error();
  opened.county->habits = std::move(habits).value();
  return opened;
}

Result<std::optional<Instant>> until_of(const std::string& text) {
  if (text.empty()) return std::optional<Instant>{};
  const auto day = promises::parse_day(text);
  if (!day || *day < calendar::first_known_day || *day > calendar::last_known_day)
    return Error{"option-refused", "write the day as YYYY-MM-DD, within 1992–2100", "--until"};
  return std::optional<Instant>{calendar::at_local(*day, 0)};
}

Status write_text(const std::filesystem::path& file, const std::string& text) {
  if (file.empty()) return Unit{};
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return Error{"file-unwritable", "the file cannot be written", file.string()};
  return Unit{};
}

}  // namespace vuoro::app
