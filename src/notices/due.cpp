#include "notices/due.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "calendar/zone.hpp"
#include "core/words.hpp"

namespace vuoro::notices {

namespace {

using core::NoticeKind;

class Rounds {
 public:
  Rounds(const core::Notices& notices, const content::NoticePlan& plan, Instant now, Channels open,
         std::size_t most)
      : notices_(notices),
        plan_(plan),
        now_(now),
        morning_(quiet_until(plan, now)),
        open_(open),
        most_(most) {}

  Round run() {
    for (const NoticeId id : notices_.unfinished()) again(id);
    for (const core::Untold& untold : notices_.untold()) fresh(untold);
    remind();
    return std::move(round_);
  }

 private:
  [[nodiscard]] const content::NoticeRule* rule(NoticeKind kind) const {
    const auto found = std::ranges::find(plan_.rules, promises::word(kind), &content::NoticeRule::kind);
    return found == plan_.rules.end() ? nullptr : &*found;
  }

  /// Whether it must wait for the morning; what would be over by then does not, what is over already does.
  [[nodiscard]] bool waits(const content::NoticeRule& rule, Instant about) const {
    return morning_ && !rule.at_night && (about > *morning_ || about <= now_);
  }

  void start(MatterId matter, StepId step, NoticeKind kind, core::Moment about, std::uint8_t nth) {
    const core::MatterRow* m = notices_.matter(matter);
    if (m == nullptr || round_.start.size() >= most_) return;
    const auto channel = channel_of(plan_, m->reach);
    if (!channel || !open_.has(*channel) || m->channel == core::Channel::import) return;
    round_.start.push_back({matter, step, kind, about.instant(), nth, *channel});
  }

  void again(NoticeId id) {
    const core::NoticeRow& row = *notices_.notice(id);
    if (row.state != core::NoticeState::waiting) return;  // on its way
    const content::NoticeRule* by = rule(row.kind);
    const core::MatterRow* m = notices_.matter(row.matter);
    if (by == nullptr || !notices_.holds(id, now_) || !channel_of(plan_, m->reach)) {
      round_.drop.push_back({id, core::NoticeFault::not_needed});
    } else if (row.again.instant() <= now_ && !waits(*by, row.about.instant())) {
      start(row.matter, row.step, row.kind, row.about, row.nth);
    }
  }

  void fresh(const core::Untold& untold) {
    const content::NoticeRule* by = rule(untold.what.kind);
    if (by == nullptr || !notices_.holds(untold, now_)) return;
    if (now_ - untold.what.since.instant() > std::chrono::hours{plan_.told_within_hours}) return;
    fresh_.insert(untold.step);
    if (waits(*by, untold.what.about.instant())) return;
    start(untold.matter, untold.step, untold.what.kind, untold.what.about, 0);
  }

  void remind() {
    const content::NoticeRule* by = rule(NoticeKind::reminder);
    if (by == nullptr || by->hours_before.empty()) return;
    const std::chrono::hours longest{by->hours_before.front()};
    for (const core::Visit& visit :
         notices_.visits(now_ + std::chrono::seconds{1}, now_ + longest + std::chrono::seconds{1})) {
      if (!waits(*by, visit.begin.instant())) remind(visit, *by);
    }
  }

  /// Of several reminders whose hour has come only the last is worth sending. Whoever was told of the time
  /// after that hour has it fresh in mind.
  void remind(const core::Visit& visit, const content::NoticeRule& by) {
    if (fresh_.contains(visit.step)) return;              // what is new about it is told first
    if (notices_.step(visit.step)->minutes == 0) return;  // an import that knows only the day
    std::size_t last = 0;
    while (last + 1 < by.hours_before.size() && hour(visit, by, last + 1) <= now_) ++last;
    const auto nth = static_cast<std::uint8_t>(last);
    if (notices_.reminded(visit, nth) || notices_.told_at(visit).instant() >= hour(visit, by, last)) return;
    start(visit.matter, visit.step, NoticeKind::reminder, visit.begin, nth);
  }
  static Instant hour(const core::Visit& visit, const content::NoticeRule& by, std::size_t nth) {
    return visit.begin.instant() + -std::chrono::hours{by.hours_before[nth]};
  }

  const core::Notices& notices_;
  const content::NoticePlan& plan_;
  Instant now_;
  std::optional<Instant> morning_;
  Channels open_;
  std::size_t most_;
  Round round_;
  std::set<StepId> fresh_;  ///< Steps with something to be told, now or in the morning.
};

std::optional<core::NoticeChannel> by_gateway(content::Gateway gateway) {
  if (gateway == content::Gateway::email) return core::NoticeChannel::email;
  if (gateway == content::Gateway::sms) return core::NoticeChannel::sms;
  return std::nullopt;
}

}  // namespace

Round due(const core::Notices& notices, const content::NoticePlan& plan, Instant now, Channels open,
          std::size_t most) {
  return Rounds(notices, plan, now, open, most).run();
}

std::optional<core::NoticeChannel> channel_of(const content::NoticePlan& plan, core::ReachBy wish) {
  switch (wish) {
    case core::ReachBy::phone:
      return by_gateway(plan.phone_by);
    case core::ReachBy::sms:
      return by_gateway(plan.sms_by);
    case core::ReachBy::email:
      return by_gateway(plan.email_by);
    case core::ReachBy::letter:
    case core::ReachBy::code_only:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Instant> quiet_until(const content::NoticePlan& plan, Instant now) {
  if (plan.quiet_from == plan.quiet_until) return std::nullopt;
  const Day today = calendar::local_day(now);
  const auto within = [&](Day evening) -> std::optional<Instant> {
    const Instant from = calendar::at_local(evening, plan.quiet_from);
    const Day morning = plan.quiet_until > plan.quiet_from ? evening : evening + 1;
    const Instant until = calendar::at_local(morning, plan.quiet_until);
    return from <= now && now < until ? std::optional(until) : std::nullopt;
  };
  if (const auto since_yesterday = within(today + -1)) return since_yesterday;
  return within(today);
}

}  // namespace vuoro::notices
