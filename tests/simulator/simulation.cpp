#include "simulator/simulation.hpp"

#include <fmt/format.h>

#include <deque>
#include <optional>
#include <set>
#include <stdexcept>

#include "core/codec.hpp"
#include "core/setting_for_tests.hpp"
#include "live/batcher.hpp"
#include "simulator/chance.hpp"
#include "simulator/oracle.hpp"
#include "simulator/wishes.hpp"

namespace vuoro::simulator {

namespace {

using core::testing::at;

class World {
 public:
  explicit World(const Plan& plan)
      : plan_(plan),
        chance_(plan.seed),
        setting_(core::testing::setting_for_tests()),
        disk_(std::make_shared<Disk>()),
        oracle_(*disk_, setting_) {
    disk_->fault = plan.fault;
    setting_.unused = {true, std::chrono::hours{24}, 1};
    // Two days over a change of the clocks, over a midsummer without working days, or anywhere in a year.
    const Instant starts[] = {at(2025, 3, 29, 13), at(2025, 10, 25, 9), at(2025, 6, 19, 15),
                              at(2025, 1, 1) + std::chrono::seconds{chance_.below(364) * 86'400}};
    real_ = chance_.of(starts);
  }

  Report run() {
    try {
      start();
      found_county();
      while (sent_ < plan_.errands) step();
      settle();
    } catch (const Oracle::Fault& fault) {
      report_.fault = fault.what;
    }
    for (const auto& event : disk_->events) {
      print_.add(event);
      const auto entry = core::decode(event);
      if (!entry.ok()) continue;
      report_.places += std::holds_alternative<core::PlaceTaken>(entry->event);
      report_.messages += std::holds_alternative<core::MessageWritten>(entry->event);
      if (const auto* ended = std::get_if<core::ChatEnded>(&entry->event)) {
        report_.agreed += ended->how == core::ChatEnd::agreed;
        report_.abandoned += ended->how == core::ChatEnd::abandoned;
      }
      const auto* published = std::get_if<core::TablePublished>(&entry->event);
      report_.published += published != nullptr && published->mark == 0;
      report_.sought += std::holds_alternative<core::NeedFound>(entry->event);
      report_.segmented += std::holds_alternative<core::SegmentDecided>(entry->event);
      report_.named += std::holds_alternative<core::ContactNamed>(entry->event);
      const auto* weighed = std::get_if<core::AdviceWeighed>(&entry->event);
      report_.otherwise += weighed != nullptr && weighed->otherwise != core::Otherwise::none;
      report_.call_backs += std::holds_alternative<core::CallbackAsked>(entry->event);
    }
    report_.events = disk_->events.size();
    report_.hash = print_.value();
    return report_;
  }

 private:
  struct Sending {
    std::size_t errand;
    bool forged;
  };

  void start() {
    process_ = std::make_unique<live::Batcher>(
        std::make_unique<SimulatedLedger>(disk_),
        live::Batcher::Options{[this] { return clock(); }, [this](auto told) { oracle_.told(told); },
                               [this](const Error&) { must_restart_ = true; }});
    const Status loaded = process_->load();
    if (!loaded)
      throw Oracle::Fault{
          fmt::format("the ledger does not open: {} ({})", loaded.error().what, loaded.error().where)};
    must_restart_ = false;
  }

  void restart() {
    disk_->crash = CrashPoint::never;
    disk_->trouble = Trouble::none;
    disk_->unwritten.clear();
    process_.reset();
    start();
    ++report_.restarts;
    oracle_.restarted(process_->read().state());
  }

  [[nodiscard]] Instant clock() const { return real_ + std::chrono::seconds{ahead_}; }

  /// Terms and residents, as live::install and an import would make them.
  void found_county() {
    live::Submission founding{
        std::nullopt,
        [this](live::Transaction& tx) -> std::optional<core::Refusal> {
          const core::Actor system{core::ActorKind::system, {}, {}};
          const auto define = [&](core::TermKind kind, std::string_view text) {
            static_cast<void>(tx.decide(core::DefineTerm{kind, core::ShortText::of(text)}, system));
          };
          for (const char* area : {"Tikkurila", "Kerava"}) define(core::TermKind::area, area);
          for (const char* team : {"nurses", "social", "dental"}) define(core::TermKind::team, team);
          for (const char* service : {"doctor", "social-assessment", "dentist", "self-care"})
            define(core::TermKind::service, service);
          for (const promises::Rule& rule : setting_.pack.rules()) define(core::TermKind::rule, rule.code);
          for (const char* worker : {"anna", "berit", "cecilia"}) define(core::TermKind::worker, worker);
          for (const char* type : {"nurse", "dentist", "urgent"}) define(core::TermKind::slot_type, type);
          for (const char* line : {"main", "dental"}) define(core::TermKind::line, line);
          for (const char* one : {"what-help", "what-help:mood"}) define(core::TermKind::navigator, one);
          for (const char* table : {"criteria", "groups", "begun by people"})
            define(core::TermKind::table, table);
          for (const char* one : {"on-their-own", "together"}) define(core::TermKind::segment, one);
          for (std::uint16_t n = 1; n <= 2; ++n) {
            const DocumentId words = tx.document(fmt::format("table {} of the files", n));
            static_cast<void>(tx.decide(core::InstallTable{TableId{n}, words, 1}, system));
          }
          for (std::uint16_t n = 1; n <= 3; ++n) {
            core::PublishSlots week;
            week.worker = WorkerId{n};
            week.team = TeamId{n == 2 ? std::uint16_t{3} : std::uint16_t{1}};
            week.type = SlotTypeId{n == 2 ? std::uint16_t{2} : std::uint16_t{1}};
            week.begin = tx.now() + std::chrono::hours{n};
            week.count = 60;
            week.minutes = 30;
            week.every = 120;
            week.capacity = n == 3 ? 2 : 1;
            static_cast<void>(tx.decide(week, system));
          }
          for (std::uint32_t n = 0; n < persons; ++n) {
            const core::RegisterPerson person{day_of(1950 + static_cast<int>(n) * 9, 2, 28).n,
                                              core::Sex::female,
                                              core::Language::of("fi"),
                                              AreaId{1},
                                              {}};
            static_cast<void>(tx.decide(person, system));
          }
          return std::nullopt;
        },
        {}};
    process_->process(std::span(&founding, 1), setting_);
    oracle_.shown(process_->read().state());
  }

  void let_time_pass() {
    const std::int64_t batches = plan_.errands / 3;
    const std::int64_t mean = std::int64_t{plan_.days} * 86'400 / std::max<std::int64_t>(batches, 1);
    real_.s += static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(2 * mean)));
    if (chance_.one_in(20)) {
      const std::int64_t jumps[] = {-86'400, -3'600, -1, 3'600, 86'400};
      ahead_ += chance_.of(jumps);
      ++report_.clock_jumps;
    }
    if (chance_.one_in(40)) ahead_ = 0;  // somebody has set the clock right
  }

  void let_things_break() {
    if (full_for_ > 0 && --full_for_ == 0) disk_->trouble = Trouble::none;
    if (full_for_ == 0 && chance_.one_in(25)) {
      full_for_ = 1 + static_cast<int>(chance_.below(4));
      disk_->trouble = Trouble::disk_full;
    }
    if (full_for_ > 0) {
      ++report_.full_batches;
    } else if (chance_.one_in(40)) {
      disk_->trouble = chance_.one_in(2) ? Trouble::failed_and_kept : Trouble::failed_and_lost;
    }
    answers_until_crash_ = -1;
    if (!chance_.one_in(9)) return;
    switch (chance_.below(3)) {
      case 0:
        disk_->crash = CrashPoint::before_append;
        break;
      case 1:
        disk_->crash = CrashPoint::after_append;
        break;
      default:
        answers_until_crash_ = static_cast<int>(chance_.below(4));
    }
  }

  std::size_t add(Errand errand) {
    errand.number = errands_.size() + 1;
    if (std::holds_alternative<core::ReceiveContact>(errand.commands[0]) ||
        std::holds_alternative<core::WriteMessage>(errand.commands[0]))
      errand.words = fmt::format("words {} of seed {}", errand.number, plan_.seed);
    errands_.push_back(std::move(errand));
    ++sent_;
    return errands_.size() - 1;
  }

  /// What goes into one batch: old errands sent again, new ones, races, doubles and forgeries.
  std::vector<Sending> wishes() {
    std::vector<Sending> batch;
    for (const std::size_t waiting : unanswered_) {
      if (chance_.percent(70)) batch.push_back({waiting, false});
    }
    const auto reading = process_->read();
    Wishes wishes(chance_, reading.state(), clock());
    for (auto n = 1 + chance_.below(4); n > 0; --n) batch.push_back({add(wishes.any()), false});
    if (chance_.one_in(5)) {
      auto racers = wishes.race();
      if (!racers.empty()) ++report_.races;
      ++race_;
      for (Errand& racer : racers) {
        racer.race = race_;
        batch.push_back({add(std::move(racer)), false});
      }
    }
    if (chance_.one_in(3)) batch.push_back({chance_.below(errands_.size()), false});
    if (chance_.one_in(4)) batch.push_back(batch[chance_.below(batch.size())]);
    // Only a key that is known to be used can be refused to a forger; another sending is a sending.
    if (const std::size_t used = chance_.below(errands_.size());
        chance_.one_in(15) && oracle_.acknowledged().contains(errands_[used].number))
      batch.push_back({used, true});
    return batch;
  }

  live::Submission submission(Sending sending) {
    const Errand& errand = errands_[sending.errand];
    if (sending.forged) {
      return {forged(errand), [](live::Transaction&) -> std::optional<core::Refusal> { return std::nullopt; },
              [](const live::Outcome& outcome) { Oracle::forgery_answered(outcome); }};
    }
    return {once_of(errand),
            [this, &errand](live::Transaction& tx) {
              oracle_.began(tx.now());
              return simulator::run(tx, errand);
            },
            [this, &errand, index = sending.errand](const live::Outcome& outcome) {
              answer(index, errand, outcome);
            }};
  }

  void answer(std::size_t index, const Errand& errand, const live::Outcome& outcome) {
    if (answers_until_crash_ >= 0 && answers_until_crash_-- == 0) throw Crash{};
    oracle_.answered(errand, outcome);
    heard_.insert(index);
    print_.add(errand.number);
    print_.add(static_cast<std::uint64_t>(outcome.fate));
    print_.add(static_cast<std::uint64_t>(outcome.refusal.code));
    count(outcome);
    if (outcome.fate == live::Fate::failed && outcome.error.code != "internal") {
      unanswered_.insert(index);
    } else {
      unanswered_.erase(index);
    }
    if (outcome.fate == live::Fate::accepted && errand.race != 0 && !won_.insert(errand.race).second)
      throw Oracle::Fault{fmt::format("two won race {} (errand {})", errand.race, errand.number)};
  }

  void count(const live::Outcome& outcome) {
    report_.accepted += outcome.fate == live::Fate::accepted;
    report_.repeated += outcome.fate == live::Fate::repeated;
    report_.refused += outcome.fate == live::Fate::refused;
    report_.internal += outcome.fate == live::Fate::failed && outcome.error.code == "internal";
    report_.failed += outcome.fate == live::Fate::failed && outcome.error.code != "internal";
  }

  void send(const std::vector<Sending>& batch) {
    std::vector<live::Submission> submissions;
    submissions.reserve(batch.size());
    for (const Sending sending : batch) submissions.push_back(submission(sending));
    heard_.clear();
    won_.clear();
    const auto crashes = report_.crashes;
    try {
      process_->process(submissions, setting_);
    } catch (const Crash&) {
      ++report_.crashes;
      // Who has not heard of every sending sends again, once there is somebody to send to.
      for (const Sending sending : batch) {
        if (sending.forged) continue;
        if (const auto heard = heard_.find(sending.errand); heard != heard_.end()) {
          heard_.erase(heard);
        } else {
          unanswered_.insert(sending.errand);
        }
      }
    }
    if (report_.crashes != crashes || must_restart_) return restart();
    disk_->crash = CrashPoint::never;
    if (disk_->trouble == Trouble::failed_and_kept || disk_->trouble == Trouble::failed_and_lost)
      disk_->trouble = Trouble::none;
    if (disk_->trouble == Trouble::disk_full) oracle_.unchanged(process_->read().state());
    oracle_.shown(process_->read().state());
  }

  void step() {
    let_time_pass();
    std::vector<Sending> batch = wishes();
    let_things_break();
    send(batch);
    if (chance_.one_in(12)) keep_snapshot();
    if (chance_.one_in(25)) restart();
  }

  void keep_snapshot() {
    if (auto kept = process_->write_snapshot(); !kept)
      throw Oracle::Fault{"no snapshot: " + kept.error().what};
    ++report_.snapshots;
  }

  /// Calm weather until everybody has an answer.
  void settle() {
    disk_->trouble = Trouble::none;
    disk_->crash = CrashPoint::never;
    answers_until_crash_ = -1;
    for (int round = 0; round < 3 && !unanswered_.empty(); ++round) {
      std::vector<Sending> batch;
      for (const std::size_t waiting : unanswered_) batch.push_back({waiting, false});
      send(batch);
    }
    if (!unanswered_.empty()) throw Oracle::Fault{"somebody never gets an answer"};
    restart();
    oracle_.ended(process_->read().state());
  }

  Plan plan_;
  Chance chance_;
  core::Setting setting_;
  std::shared_ptr<Disk> disk_;
  Oracle oracle_;
  std::unique_ptr<live::Batcher> process_;
  Instant real_{};
  std::int64_t ahead_ = 0;
  int sent_ = 0, race_ = 0, full_for_ = 0, answers_until_crash_ = -1;
  bool must_restart_ = false;
  std::deque<Errand> errands_;
  std::set<std::size_t> unanswered_;
  std::multiset<std::size_t> heard_;  // in this batch
  std::set<int> won_;
  Fingerprint print_;
  Report report_;
};

}  // namespace

Report simulate(const Plan& plan) {
  try {
    return World(plan).run();
  } catch (const std::logic_error& bug) {  // the driver's own assertions notice some faults first
    Report report;
    report.fault = std::string("the driver stopped itself: ") + bug.what();
    return report;
  }
}

}  // namespace vuoro::simulator
