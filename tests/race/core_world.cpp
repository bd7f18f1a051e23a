#include "race/core_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/setting_for_tests.hpp"
#include "core/view.hpp"
#include "race/core_words.hpp"
#include "rights/gate.hpp"

namespace vuoro::race {

namespace {

using core::testing::nurses;

constexpr std::uint32_t workers = 10;
constexpr std::uint32_t minutes = 30;
const core::Actor desk{core::ActorKind::staff, StaffId{11}, nurses};
const core::Actor machine{core::ActorKind::system, {}, {}};

Viewer viewer() {
  rights::Account account;
  account.staff = desk.staff;
  account.team = desk.team;
  return *rights::Gate::care(rights::StaffSession{account});
}

Instant now() {
  return core::testing::at(2025, 3, 10, 8);
}

/// As decide_on(PublishSlots) numbers them: one professional after the other.
std::vector<Slot> slots_of(const CorePlan& plan) {
  std::vector<Slot> slots;
  const std::uint32_t each = plan.slots / workers;
  const std::int64_t first = now().s + 86'400;
  for (std::uint32_t n = 0; n < each * workers; ++n) {
    const std::uint32_t worker = n / each;
    slots.push_back({n + 1, 1 + worker % 3, worker, first + std::int64_t{n % each} * minutes * 60, minutes});
  }
  return slots;
}

}  // namespace

CoreWorld::CoreWorld(const CorePlan& plan)
    : plan_(plan),
      chance_(plan.seed),
      setting_(core::testing::setting_for_tests()),
      market_(slots_of(plan), 60) {
  open();
  found();
  clients_.resize(plan.clients);
  for (std::size_t n = 0; n < plan.clients; ++n) {
    bookers_.emplace_back(n + 1, chance_(), market_, ticks_);
    for (int m = 0; m < 2; ++m) {
      const PersonId person{must(core::RegisterPerson{
          day_of(1970, 1, 1).n, core::Sex::female, core::Language::of("fi"), AreaId{1}, {}})};
      bookers_.back().add(matter_made(person));
    }
  }
}

void CoreWorld::open() {
  batcher_ = std::make_unique<live::Batcher>(std::make_unique<simulator::SimulatedLedger>(disk_),
                                             live::Batcher::Options{now});
  if (const Status loaded = batcher_->load(); !loaded) throw std::runtime_error(loaded.error().what);
}

std::uint32_t CoreWorld::must(const core::Command& command) {
  const bool term = std::holds_alternative<core::DefineTerm>(command) ||
                    std::holds_alternative<core::RegisterPerson>(command);
  std::optional<live::Outcome> outcome;
  live::Submission one{std::nullopt,
                       [&](live::Transaction& tx) -> std::optional<core::Refusal> {
                         const auto decided = tx.decide(command, term ? machine : desk);
                         if (!decided) return decided.error();
                         return std::nullopt;
                       },
                       [&](const live::Outcome& o) { outcome = o; }};
  batcher_->process(std::span(&one, 1), setting_);
  if (!outcome || outcome->fate != live::Fate::accepted)
    throw std::logic_error(
        fmt::format("the world could not be made: refusal {}", static_cast<int>(outcome->refusal.code)));
  return outcome->subject;
}

void CoreWorld::found() {
  const auto define = [&](core::TermKind kind, std::string_view text) {
    must(core::DefineTerm{kind, core::ShortText::of(text)});
  };
  for (const char* area : {"Tikkurila", "Kerava"}) define(core::TermKind::area, area);
  for (const char* team : {"nurses", "social", "dental"}) define(core::TermKind::team, team);
  for (const char* service : {"doctor", "social-assessment", "dentist", "self-care"})
    define(core::TermKind::service, service);
  for (const promises::Rule& rule : setting_.pack.rules()) define(core::TermKind::rule, rule.code);
  for (const char* type : {"nurse", "dentist", "urgent"}) define(core::TermKind::slot_type, type);
  for (std::uint32_t n = 0; n < workers; ++n) define(core::TermKind::worker, fmt::format("worker-{}", n));
  for (std::size_t n = 0; n < market_.slots().size(); n += market_.slots().size() / workers) {
    const Slot& s = market_.slots()[n];
    const auto first = must(core::PublishSlots{WorkerId{static_cast<std::uint16_t>(s.worker + 1)},
                                               nurses,
                                               core::testing::nurse_time,
                                               {},
                                               {s.begin},
                                               static_cast<std::uint16_t>(market_.slots().size() / workers),
                                               minutes,
                                               0,
                                               static_cast<std::uint8_t>(s.capacity),
                                               core::Mode::visit});
    if (first != s.id) throw std::logic_error("slots have other numbers");
  }
}

MatterSeen CoreWorld::matter_made(PersonId person) {
  core::ReceiveContact contact;
  contact.person = person;
  contact.language = core::Language::of("fi");
  contact.team = nurses;
  MatterSeen matter;
  matter.id = must(contact);
  matter.person = person.n;
  must(core::AssessNeed{MatterId{matter.id},
                        core::Urgency::non_urgent,
                        core::Profession::nurse,
                        {promises::Domain::health},
                        {}});
  for (int n = 0; n < 2; ++n) {
    matter.steps.push_back(
        {must(core::ProposeStep{MatterId{matter.id}, core::testing::doctor_visit, core::no_due}), {}});
    person_of_step_[matter.steps.back().id] = person.n;
  }
  return look(batcher_->read().state(), MatterId{matter.id}, matter);
}

MatterSeen CoreWorld::look(const core::State& state, MatterId id, const MatterSeen& known) const {
  MatterSeen seen = known;
  const Viewer who = viewer();
  const auto sight = core::View(state, who).matter(id);
  if (!sight) throw std::logic_error("a matter cannot be seen");
  seen.version = sight->row->version;
  const core::Times times(state, setting_, who);
  for (StepSeen& step : seen.steps) {
    step.places.clear();
    for (const auto& [slot, place] : times.places(StepId{step.id})) {
      if (place.state != core::PlaceState::left)
        step.places.push_back({slot.n, place.state == core::PlaceState::held});
    }
  }
  return seen;
}

core::Command CoreWorld::command_of(const Sent& sent) const {
  const Wish& wish = sent.wish;
  if (wish.deed == Deed::block) {
    const Slot& s = slot(wish.slots[0]);
    return core::BlockTime{WorkerId{static_cast<std::uint16_t>(s.worker + 1)},
                           {s.begin},
                           {s.begin + 60},
                           core::BlockReason::absence};
  }
  const StepId step{sent.matter.steps[wish.step].id};
  switch (wish.deed) {
    case Deed::hold:
      return core::HoldTimes{step, list_of(wish.slots)};
    case Deed::cancel:
      return core::CancelBooking{step, core::CancelledBy::person};
    case Deed::end_hold:
      return core::EndHold{step, core::HoldEnd::withdrawn};
    default:
      return core::BookTimes{step, list_of(wish.slots)};
  }
}

live::Submission CoreWorld::submission(const Sent& sent) {
  const auto script = [this, sent](live::Transaction& tx) -> std::optional<core::Refusal> {
    const Viewer who = viewer();
    if (sent.wish.deed != Deed::block) {
      const auto sight = core::View(tx.state(), who).matter(MatterId{sent.matter.id});
      if (!sight || sight->row->version != sent.wish.version)
        return core::Refusal{core::RefusalCode::version_changed, sent.matter.id};
    }
    const auto decided = tx.decide(command_of(sent), desk);
    if (!decided) return decided.error();
    return std::nullopt;
  };
  return {once_of(sent.wish.key), script,
          [this, sent](const live::Outcome& outcome) { answered(sent, outcome); }};
}

void CoreWorld::answered(const Sent& sent, const live::Outcome& outcome) {
  ++report_.commands;
  const bool done = outcome.fate == live::Fate::accepted || outcome.fate == live::Fate::repeated;
  report_.refused += outcome.fate == live::Fate::refused;
  report_.repeated += outcome.fate == live::Fate::repeated;
  report_.bugs += outcome.fate == live::Fate::failed;
  if (sent.orphan) return;
  Client& client = clients_[sent.client];
  if (sent.twin) {
    // The same key in the same batch: what was done is said to be done.
    if (client.said == Said::done && outcome.fate != live::Fate::repeated && report_.fault.empty())
      report_.fault =
          fmt::format("a command sent twice was not known the second time (client {})", sent.client);
    return;
  }
  client.phase = Phase::answered;
  client.said = done                                  ? Said::done
                : outcome.fate == live::Fate::refused ? said_by(outcome.refusal)
                                                      : Said::other;
  client.has_seen = false;
}

void CoreWorld::read_now(std::size_t n) {
  Client& client = clients_[n];
  const auto reading = batcher_->read();
  const MatterSeen& matter = bookers_[n].matter(client.wish.matter);
  client.phase = Phase::answered;
  client.said = Said::other;
  client.has_seen = client.wish.deed == Deed::look;
  ++report_.reads;
  if (client.has_seen) {
    client.seen = look(reading.state(), MatterId{matter.id}, matter);
    return;
  }
  const Slot& about = slot(client.wish.slots[0]);
  const Viewer who = viewer();
  const TeamId teams[] = {nurses};
  core::TimeWish wish;
  wish.step = StepId{matter.steps[client.wish.step].id};
  wish.teams = teams;
  wish.from = {about.begin};
  wish.until = {about.begin + 3600};
  client.shown.clear();
  for (const core::FreeTime& time : core::Times(reading.state(), setting_, who).free(wish, now()))
    client.shown.push_back(time.slot.n);
}

void CoreWorld::invoke() {
  for (std::size_t n = 0; n < clients_.size(); ++n) {
    Client& client = clients_[n];
    if (client.phase != Phase::idle || chance_() % 2 == 0) continue;
    client.wish = bookers_[n].next();
    client.shown.clear();
    if (client.wish.deed == Deed::look || client.wish.deed == Deed::search) {
      read_now(n);
      continue;
    }
    client.phase = Phase::sent;
    queue_.push_back({n, client.wish, bookers_[n].matter(client.wish.matter)});
  }
}

void CoreWorld::process() {
  std::shuffle(queue_.begin(), queue_.end(), chance_);
  const std::size_t size = queue_.empty() ? 0 : 1 + chance_() % queue_.size();
  std::vector<live::Submission> batch;
  for (std::size_t n = 0; n < size; ++n) {
    Sent& sent = queue_[n];
    batch.push_back(submission(sent));
    if (!sent.orphan && chance_() % 100 < 2) {
      Sent twin = sent;
      twin.twin = true;
      batch.push_back(submission(twin));
    }
  }
  try {
    batcher_->process(batch, setting_);
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(size));
  } catch (const simulator::Crash&) {
    crash();
  }
}

/// What is under way is lost: what was not written, and the answers that nobody has read.
void CoreWorld::crash() {
  deliver();  // what was answered before the power went may have been read
  disk_->crash = simulator::CrashPoint::never;
  disk_->unwritten.clear();
  ends_[server_] = ticks_.next();
  queue_.clear();
  batcher_.reset();
  open();
  for (std::size_t n = 0; n < clients_.size(); ++n) {
    Client& client = clients_[n];
    if (client.phase == Phase::idle) continue;
    if (client.wish.deed == Deed::look || client.wish.deed == Deed::search) {
      client.phase = Phase::idle;
    } else if (chance_() % 100 < 60) {
      client.phase = Phase::sent;
      queue_.push_back({n, client.wish, bookers_[n].matter(client.wish.matter)});
    } else {
      client.phase = Phase::idle;
      bookers_[n].lost(client.wish, server_);
    }
  }
  ++server_;
  ++report_.crashes;
}

void CoreWorld::deliver() {
  for (std::size_t n = 0; n < clients_.size(); ++n) {
    Client& client = clients_[n];
    if (client.phase == Phase::sent && chance_() % 1000 < 3) {
      // Waits no longer; the wish is on its way all the same.
      for (Sent& sent : queue_) sent.orphan = sent.orphan || sent.client == n;
      bookers_[n].lost(client.wish, server_);
      client.phase = Phase::idle;
    }
    if (client.phase != Phase::answered || chance_() % 3 == 0) continue;
    client.phase = Phase::idle;
    if (client.said == Said::done && client.wish.deed != Deed::block) {
      const MatterSeen& known = bookers_[n].matter(client.wish.matter);
      client.seen = look(batcher_->read().state(), MatterId{known.id}, known);
      client.has_seen = true;
    }
    bookers_[n].answered(client.wish, client.said, client.has_seen ? &client.seen : nullptr, client.shown);
    client.has_seen = false;
  }
}

/// Reads the slots of all professionals at one time. @return What is plainly wrong, without any history.
std::string CoreWorld::notes_of_slots(std::int64_t from, std::int64_t until) {
  const Tick invoked = ticks_.next();
  const auto reading = batcher_->read();
  const Viewer who = viewer();
  std::map<std::pair<std::int64_t, std::uint32_t>, std::uint32_t> busy;  // a visit may have several places
  std::string fault;
  for (const core::SlotSight& sight :
       core::Times(reading.state(), setting_, who).day(nurses, {from}, {until})) {
    linear::SlotModel::Operation read{SlotAct::read, 0, SlotSaid::ok, {}, sight.row->blocked != 0};
    for (const core::PlaceSight& place : sight.places) {
      read.all.push_back(place.step.n);
      if (place.state != core::PlaceState::booked) continue;
      const std::uint32_t person = person_of_step_.at(place.step.n);
      const auto at = busy.emplace(std::pair{sight.row->begin.instant().s, person}, place.step.n).first;
      if (at->second != place.step.n) fault = fmt::format("person {} is booked twice at one time", person);
    }
    if (read.all.size() > sight.row->capacity) fault = fmt::format("slot {} over capacity", sight.slot.n);
    std::sort(read.all.begin(), read.all.end());
    reads_.push_back({sight.slot.n, {std::move(read), invoked, ticks_.next(), false}, -1});
  }
  return fault;
}

void CoreWorld::audit() {
  const Slot& about = market_.choose(chance_);
  if (auto fault = notes_of_slots(about.begin, about.begin + 60); !fault.empty() && report_.fault.empty())
    report_.fault = std::move(fault);
}

void CoreWorld::at_the_end() {
  for (std::size_t n = 0; n < clients_.size(); ++n) {
    const Wish& wish = clients_[n].wish;
    if (clients_[n].phase != Phase::idle && wish.deed != Deed::look && wish.deed != Deed::search)
      bookers_[n].lost(wish, server_);
    clients_[n].phase = Phase::idle;
    bookers_[n].close();
  }
  crash();
  const auto& slots = market_.slots();
  if (auto fault = notes_of_slots(slots.front().begin, slots.back().begin + 60);
      !fault.empty() && report_.fault.empty())
    report_.fault = "in the end: " + fault;
}

CoreReport CoreWorld::run() {
  std::uint64_t noted = 0;
  while (noted < plan_.operations) {
    invoke();
    if (chance_() % 400 == 0)
      disk_->crash =
          chance_() % 2 == 0 ? simulator::CrashPoint::before_append : simulator::CrashPoint::after_append;
    process();
    deliver();
    if (chance_() % 8 == 0) audit();
    noted = reads_.size();
    for (const Booker& booker : bookers_) noted += booker.notes().size();
  }
  at_the_end();
  std::vector<Note> all = std::move(reads_);
  for (const Booker& booker : bookers_) all.insert(all.end(), booker.notes().begin(), booker.notes().end());
  report_.verdicts = judge(std::move(all), market_, ends_);
  return report_;
}

}  // namespace vuoro::race
