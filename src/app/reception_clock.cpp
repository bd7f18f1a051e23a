#include "app/reception_clock.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "calendar/zone.hpp"
#include "core/times.hpp"
#include "core/view.hpp"
#include "core/walk_in.hpp"
#include "exchange/publish_shifts.hpp"
#include "planner/freed_times.hpp"
#include "rights/gate.hpp"

namespace vuoro::app {

namespace {

constexpr std::size_t most_run_out = 200;

void send(live::Driver& driver, const core::Command& command) {
  driver.submit({std::nullopt,
                 [command](live::Transaction& tx) -> std::optional<core::Refusal> {
                   const auto done = tx.decide(command, {core::ActorKind::system, {}, {}});
                   if (!done) return done.error();
                   return std::nullopt;
                 },
                 [](const live::Outcome&) {}});
}

/// The chats whose resident has neither written nor given a sign for as long as the county waits.
void add_silent(const core::View& view, const api::ChatRoom& chat_room, const core::Setting& setting,
                Instant now, std::vector<core::Command>& commands) {
  for (const MatterId id : view.live_chats()) {
    const core::Conversation talk = view.conversation(id);
    const Instant word = std::max(talk.chat->opened, talk.thread.from_resident).instant();
    if (now - std::max(word, chat_room.last_sign(id)) >= setting.chats.abandoned_after)
      commands.emplace_back(core::EndChat{id, core::ChatEnd::abandoned});
  }
}

/// What the shown State calls for. The read lock is held only here.
std::vector<core::Command> due_now(const live::Driver& driver, const api::ChatRoom& chat_room,
                                   const core::Setting& setting, Instant now, Look look) {
  const Viewer viewer = rights::Gate::operations();
  std::vector<core::Command> commands;
  const auto reading = driver.read();
  const core::Times times(reading.state(), setting, viewer);
  for (const StepId step : times.run_out(now, most_run_out))
    commands.emplace_back(core::EndHold{step, core::HoldEnd::expired});
  const core::View view(reading.state(), viewer);
  for (const MatterId matter : view.lapsed_offers(setting, now, most_run_out))
    commands.emplace_back(core::LapseHandOver{matter});
  // The day is over for whoever still waited: the matter says so, and its holder goes on with it.
  for (const MatterId matter :
       core::WalkIn(reading.state(), viewer).left_over(calendar::local_day(now), most_run_out))
    commands.emplace_back(core::MoveTicket{matter, core::TicketState::lapsed});
  add_silent(view, chat_room, setting, now, commands);
  if (!setting.offers.on || look == Look::ends_only) return commands;
  const auto freed =
      times.freed(now + setting.offers.before + std::chrono::minutes{1}, now + setting.offers.ahead, now);
  if (freed.empty()) return commands;
  for (const planner::Match& match : planner::match_freed(times, setting, freed, now)) {
    const Instant begin = times.slot(match.slot)->begin.instant();
    core::OfferTimes offer{
        match.step, {}, std::min(now + setting.offers.open_for, begin + -setting.offers.before)};
    static_cast<void>(offer.slots.add(match.slot));
    commands.emplace_back(offer);
  }
  return commands;
}

}  // namespace

std::size_t reception_round(live::Driver& driver, const api::ChatRoom& chat_room, Look look) {
  const auto setting = driver.setting();
  const auto commands = due_now(driver, chat_room, *setting, driver.now(), look);
  for (const core::Command& command : commands) send(driver, command);
  return commands.size();
}

ReceptionClock::ReceptionClock(live::Driver& driver, const content::County& county,
                               const api::TableBook& tables, const api::ChatRoom& chat_room)
    : driver_(driver),
      county_(county),
      night_(driver, tables),
      forget_(driver),
      chat_room_(chat_room),
      thread_([this] { run(); }) {}

ReceptionClock::~ReceptionClock() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ReceptionClock::publish(Day today) {
  if (county_.weeks_ahead == 0) return;
  const auto done = exchange::publish_templates(driver_, county_, today, county_.weeks_ahead * 7);
  if (!done)
    return spdlog::error("shifts were not published: {} ({})", done.error().what, done.error().where);
  if (done->added.shifts > 0)
    spdlog::info("published {} shifts, {} slots", done->added.shifts, done->added.slots);
  for (const std::string& reason : done->reasons) spdlog::warn("a shift was not published: {}", reason);
}

void ReceptionClock::run() {
  constexpr int rounds_between_looks = 60;  // time alone changes who gains, but slowly
  std::uint64_t looked_at = 0;
  int rounds = 0;
  Day published{INT32_MIN};
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::seconds{1}, [this] { return stopping_; })) {
    lock.unlock();
    if (const Day today = calendar::local_day(driver_.now()); today > published) {
      publish(today);
      published = today;
    }
    night_.look();
    forget_.look();
    const std::uint64_t seq = driver_.read().state().seq();
    const bool look = seq != looked_at || ++rounds >= rounds_between_looks;
    if (look) {
      looked_at = seq;
      rounds = 0;
    }
    static_cast<void>(reception_round(driver_, chat_room_, look ? Look::all : Look::ends_only));
    lock.lock();
  }
}

}  // namespace vuoro::app
