#include "app/notice_post.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <chrono>

#include "api/reference.hpp"
#include "core/words.hpp"
#include "notices/due.hpp"
#include "notices/place.hpp"
#include "rights/gate.hpp"

namespace vuoro::app {

namespace {

constexpr std::size_t most_in_round = 50;
constexpr std::chrono::seconds gateway_rest{60};

/// The same for every try of a notice and for nobody to guess: replies and bounces can name no matter.
std::string message_id(const ledger::Keys& keys, NoticeId id) {
  const ledger::Keys::Derived derived = keys.derive("notice", id.n);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(derived.data()),
                 16);  // NOLINT
  return hex.data();
}

ledger::IdentityField field_of(core::NoticeChannel channel) {
  return channel == core::NoticeChannel::email ? ledger::IdentityField::email : ledger::IdentityField::phone;
}

}  // namespace

NoticePost::NoticePost(live::Driver& driver, const content::County& county, const content::Texts& texts,
                       const content::Senders& senders, const std::atomic<bool>& stop)
    : driver_(driver), county_(county), texts_(texts), stop_(stop) {
  const auto add = [&](core::NoticeChannel channel, const std::optional<content::SenderPlan>& plan) {
    if (plan) ways_[channel].sender = notices::make_sender(*plan, channel, stop);
  };
  add(core::NoticeChannel::email, senders.email);
  add(core::NoticeChannel::sms, senders.sms);
}

std::optional<NoticeId> NoticePost::submit(const core::Command& command) {
  const live::Outcome outcome =
      driver_.submit_and_wait(std::nullopt, [&](live::Transaction& tx) -> std::optional<core::Refusal> {
        const auto done = tx.decide(command, {core::ActorKind::system, {}, {}});
        if (!done) return done.error();
        return std::nullopt;
      });
  if (outcome.fate != live::Fate::accepted) return std::nullopt;
  return NoticeId{outcome.subject};
}

void NoticePost::take_up() {
  std::vector<NoticeId> started;
  {
    const Viewer viewer = rights::Gate::operations();
    const auto reading = driver_.read();
    const core::Notices notices(reading.state(), viewer);
    for (const NoticeId id : notices.unfinished()) {
      if (notices.notice(id)->state == core::NoticeState::started) started.push_back(id);
    }
  }
  for (const NoticeId id : started) {
    spdlog::warn("notice {} was interrupted: it is tried again with the same Message-ID", id.n);
    static_cast<void>(submit(core::EndNotice{id, core::NoticeFault::interrupted}));
  }
}

std::size_t NoticePost::round() {
  take_up();
  notices::Round round;
  const Instant now = driver_.now();
  notices::Channels open;
  for (const auto& [channel, way] : ways_) {
    if (now >= way.rests_until) open.insert(channel);
  }
  {
    const Viewer viewer = rights::Gate::operations();
    const auto reading = driver_.read();
    round = notices::due(core::Notices(reading.state(), viewer), *county_.notices, now, open, most_in_round);
  }
  for (const core::EndNotice& drop : round.drop) static_cast<void>(submit(drop));
  std::size_t started = 0;
  for (const core::StartNotice& start : round.start) {
    if (stop_) break;
    const auto way = ways_.find(start.channel);
    if (way == ways_.end() || now < way->second.rests_until) continue;
    const auto id = submit(start);
    if (!id) continue;  // something has changed meanwhile
    ++started;
    const notices::Handed handed = hand_over(*id, way->second);
    if (!handed.why.empty()) {
      spdlog::warn("notice {} by {}: {} ({})", id->n, promises::word(start.channel),
                   promises::word(handed.fault), handed.why);
    }
    static_cast<void>(submit(core::EndNotice{*id, handed.fault}));
    if (handed.fault == core::NoticeFault::unreachable) way->second.rests_until = now + gateway_rest;
  }
  return started;
}

notices::Handed NoticePost::hand_over(NoticeId id, Way& way) {
  core::NoticeFault fault = core::NoticeFault::none;
  const auto ready = envelope(id, fault);
  if (!ready) return {fault, {}};
  return way.sender->send(*ready);
}

std::optional<notices::Envelope> NoticePost::envelope(NoticeId id, core::NoticeFault& fault) const {
  const Viewer viewer = rights::Gate::operations();
  std::optional<notices::Facts> facts;
  MatterId matter;
  {
    const auto setting = driver_.setting();
    const auto reading = driver_.read();
    facts = notices::facts_of(reading.state(), *setting, viewer, county_, id);
    matter = core::Notices(reading.state(), viewer).notice(id)->matter;
  }
  fault = core::NoticeFault::not_needed;
  if (!facts) return std::nullopt;
  const auto to =
      driver_.ledger().identity(viewer, {ledger::Subject::matter, matter.n, field_of(facts->channel)});
  fault = to ? core::NoticeFault::no_address : core::NoticeFault::unreachable;
  if (!to || !*to || (*to)->empty()) return std::nullopt;
  fault = core::NoticeFault::none;
  facts->code = api::code_of(matter);
  notices::Envelope out{message_id(driver_.ledger().keys(), id),
                        **to,
                        notices::message(texts_, *county_.notices, county_.name, *facts),
                        {},
                        driver_.now()};
  const auto language = promises::from_word<content::Language>(out.message.language);
  out.sender_name = promises::in(county_.name, language.value_or(content::Language::fi));
  return out;
}

NoticeClock::NoticeClock(live::Driver& driver, const content::County& county, const content::Texts& texts,
                         const content::Senders& senders)
    : driver_(driver), post_(driver, county, texts, senders, stop_), thread_([this] { run(); }) {}

NoticeClock::~NoticeClock() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void NoticeClock::run() {
  constexpr int rounds_between_looks = 20;  // time alone makes reminders and tries due
  std::uint64_t looked_at = 0;
  int rounds = 0;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::seconds{1}, [this] { return stop_.load(); })) {
    lock.unlock();
    const std::uint64_t seq = driver_.read().state().seq();
    if (seq != looked_at || ++rounds >= rounds_between_looks) {
      looked_at = seq;
      rounds = 0;
      static_cast<void>(post_.round());
    }
    lock.lock();
  }
}

}  // namespace vuoro::app
