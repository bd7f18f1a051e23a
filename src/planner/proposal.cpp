#include "planner/proposal.hpp"

#include <algorithm>
#include <utility>

#include "core/time_rules.hpp"

namespace vuoro::planner {

namespace {

using core::Profession;

class Proposer {
 public:
  Proposer(const core::Times& times, const core::Setting& setting, const Wish& wish, Instant now)
      : times_(times), setting_(setting), wish_(wish), now_(now) {}

  Proposal run() {
    out_.continuity = times_.continuity(wish_.matter);
    for (const core::FreeTime& time : times_.free(wish_.times, now_)) out_.times.push_back(seen(time));
    add_known();
    choose();
    return std::move(out_);
  }

 private:
  [[nodiscard]] ProposedTime seen(const core::FreeTime& time) const {
    ProposedTime p{time};
    if (const core::SlotTypeRule* type = core::rule_of(setting_, time.row->type))
      p.profession = type->profession;
    if (time.row->worker.n < setting_.workers.size()) {
      const core::WorkerRule& worker = setting_.workers[time.row->worker.n];
      if (worker.profession != Profession::none) p.profession = worker.profession;
      p.speaks = std::ranges::find(worker.languages, wish_.language) != worker.languages.end();
    }
    const auto met = std::ranges::find(out_.continuity.met, time.row->worker, &core::Continuity::Met::worker);
    if (met != out_.continuity.met.end()) p.met = met->visits;
    p.keeps = time.row->begin <= wish_.due;
    p.fits = std::ranges::find(wish_.first_types, time.row->type) != wish_.first_types.end();
    return p;
  }

  /// "Today with someone new, or Thursday with your own nurse": the second half may lie further off than the
  /// page reaches.
  void add_known() {
    const auto met = [](const ProposedTime& p) { return p.met > 0; };
    if (wish_.times.worker || std::ranges::any_of(out_.times, met)) return;
    for (const core::Continuity::Met& known : out_.continuity.met) {
      core::TimeWish with = wish_.times;
      with.worker = known.worker;
      with.most = 1;
      const auto found = times_.free(with, now_);
      if (found.empty()) continue;
      const ProposedTime p = seen(found.front());
      const auto later = std::ranges::upper_bound(out_.times, p.time.row->begin, {},
                                                  [](const ProposedTime& x) { return x.time.row->begin; });
      out_.times.insert(later, p);
      return;
    }
  }

  /// The smaller, the better.
  [[nodiscard]] std::pair<bool, std::size_t> weight(const ProposedTime& p) const {
    const auto& ladder = wish_.lightest_first;
    return {!p.fits, static_cast<std::size_t>(std::ranges::find(ladder, p.profession) - ladder.begin())};
  }

  void choose() {
    if (out_.times.empty()) return;
    const ProposedTime* first = nullptr;
    for (const ProposedTime& p : out_.times) {
      if (p.keeps && (first == nullptr || weight(p) < weight(*first))) first = &p;
    }
    if (first == nullptr) first = &out_.times.front();
    out_.first = first->time.slot;
    for (const ProposedTime& p : out_.times) {
      if (p.met > 0 && !out_.known) out_.known = p.time.slot;
      if (p.speaks && !first->speaks && !out_.own_language) out_.own_language = p.time.slot;
    }
  }

  const core::Times& times_;
  const core::Setting& setting_;
  const Wish& wish_;
  Instant now_;
  Proposal out_;
};

}  // namespace

Proposal propose(const core::Times& times, const core::Setting& setting, const Wish& wish, Instant now) {
  return Proposer(times, setting, wish, now).run();
}

}  // namespace vuoro::planner
