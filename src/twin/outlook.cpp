#include "twin/outlook.hpp"

#include <algorithm>

#include "core/view.hpp"

namespace vuoro::twin {

namespace {

constexpr std::int64_t week = 7 * 86'400;

/// What the matter waited for when the promise fell due, and who gives that.
PromiseLine line_of(const core::Whole& whole, const core::PromiseRow& row) {
  const core::MatterRow& matter = whole.matters()[row.matter.n];
  PromiseLine line{whole.limits()[row.limit - 1U].rule, matter.team, {}};
  for (StepId id = matter.first_step; id; id = whole.steps()[id.n].older) {
    const core::StepRow& step = whole.steps()[id.n];
    if (step.proposed.s > row.due.s) continue;
    line.team = step.team;
    line.service = step.service;
    break;
  }
  return line;
}

class Reader {
 public:
  Reader(const core::Whole& whole, Instant from, int weeks)
      : whole_(whole), from_(from.s), weeks_(weeks), until_(from.s + weeks * week) {}

  Outlook read() {
    for (const auto& chunk : whole_.promises().chunks()) {
      for (const core::PromiseRow& row : chunk) add(row);
    }
    for (const auto& chunk : whole_.steps().chunks()) {
      for (const core::StepRow& row : chunk) add(row);
    }
    for (const auto& chunk : whole_.matters().chunks()) {
      for (const core::MatterRow& row : chunk) add(row);
    }
    sum_queues();
    return std::move(outlook_);
  }

 private:
  [[nodiscard]] bool within(std::int64_t at) const { return at >= from_ && at < until_; }
  [[nodiscard]] std::size_t week_of(std::int64_t at) const {
    return static_cast<std::size_t>((at - from_) / week);
  }

  void add(const core::PromiseRow& row) {
    const std::int64_t due = row.due.s;
    if (!within(due)) return;
    const Fate fate = fate_of(row);
    if (fate == Fate::voided) return;
    const PromiseLine line = line_of(whole_, row);
    auto& weeks = outlook_.promises[line];
    if (weeks.empty()) weeks.resize(static_cast<std::size_t>(weeks_));
    PromiseWeek& w = weeks[week_of(due)];
    ++w.due;
    if (fate == Fate::broken) ++w.broken;
  }

  std::vector<CareWeek>& care(CareKey key) {
    auto& weeks = outlook_.care[key];
    if (weeks.empty()) weeks.resize(static_cast<std::size_t>(weeks_));
    return weeks;
  }

  /// Waited from `began` until `ended` (0 = still waits): adds to the first week's end that saw it and takes
  /// away from the first that did not; sum_queues() makes levels of it.
  void wait(std::vector<CareWeek>& weeks, std::int64_t began, std::int64_t ended) {
    const auto first_end_after = [&](std::int64_t at) {
      return at < from_ ? std::size_t{0} : static_cast<std::size_t>((at - from_) / week);
    };
    const std::size_t in = first_end_after(began);
    const std::size_t out = ended == 0 ? weeks.size() : std::min(weeks.size(), first_end_after(ended));
    if (in >= weeks.size() || out <= in) return;
    ++weeks[in].queue;
    if (out < weeks.size()) --weeks[out].queue;
  }

  void add(const core::StepRow& row) {
    const bool came = row.state == core::StepState::done || row.state == core::StepState::missed;
    const std::int64_t over = came ? row.begin.s : row.ended.s;
    if (over != 0 && over < from_) return;
    if (row.proposed.s >= until_) return;
    auto& weeks = care({row.team, row.service});
    wait(weeks, row.proposed.s, over);
    if (!came || !within(over)) return;
    CareWeek& w = weeks[week_of(over)];
    ++w.used;
    if (row.state != core::StepState::done) return;
    ++w.served;
    w.waited += static_cast<double>(std::max<std::int64_t>(0, over - row.proposed.s)) / 86'400.0;
  }

  void add(const core::MatterRow& row) {
    const std::int64_t over = row.answered ? row.answered.s : row.closed.s;
    if ((over != 0 && over < from_) || row.opened.s >= until_) return;
    auto& weeks = care({row.team, {}});
    wait(weeks, row.opened.s, over);
    if (!within(over) || !row.answered) return;
    CareWeek& w = weeks[week_of(over)];
    ++w.used;
    ++w.served;
    w.waited += static_cast<double>(std::max<std::int64_t>(0, over - row.opened.s)) / 86'400.0;
  }

  void sum_queues() {
    for (auto& [key, weeks] : outlook_.care) {
      std::int32_t level = 0;
      for (CareWeek& w : weeks) w.queue = level += w.queue;
    }
  }

  const core::Whole& whole_;
  std::int64_t from_;
  int weeks_;
  std::int64_t until_;
  Outlook outlook_;
};

}  // namespace

Fate fate_of(const core::PromiseRow& promise) {
  if (promise.ended.s > promise.due.s) return Fate::broken;
  if (promise.state == core::PromiseState::voided) return Fate::voided;
  return promise.state == core::PromiseState::kept ? Fate::kept : Fate::broken;
}

Outlook outlook_of(const core::State& state, const Viewer& viewer, Instant from, int weeks) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return {};
  return Reader(*whole, from, weeks).read();
}

std::map<CareKey, std::vector<std::int32_t>> debts_of(const core::State& state, const Viewer& viewer,
                                                      Instant from, int days) {
  std::map<CareKey, std::vector<std::int32_t>> debts;
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return debts;
  constexpr std::int64_t day = 86'400;
  const std::int64_t length = std::int64_t{days} + 1;
  // The first midnight that is not before it; days are counted by 24 h, as weeks are.
  const auto midnight = [&](std::int64_t at) { return at <= from.s ? 0 : (at - from.s + day - 1) / day; };
  for (const auto& chunk : whole->promises().chunks()) {
    for (const core::PromiseRow& row : chunk) {
      const std::int64_t ended = row.ended.s;
      if (ended != 0 && ended <= std::max<std::int64_t>(row.due.s, from.s)) continue;
      const std::int64_t in = midnight(row.due.s);
      const std::int64_t out = ended == 0 ? length : std::min(length, midnight(ended));
      if (in >= length || in >= out) continue;
      const PromiseLine line = line_of(*whole, row);
      auto& counts = debts[{line.team, line.service}];
      if (counts.empty()) counts.resize(static_cast<std::size_t>(length));
      ++counts[static_cast<std::size_t>(in)];
      if (out < length) --counts[static_cast<std::size_t>(out)];
    }
  }
  for (auto& [key, counts] : debts) {
    std::int32_t level = 0;
    for (std::int32_t& one : counts) one = level += one;
  }
  return debts;
}

}  // namespace vuoro::twin
