#include "twin/open_promises.hpp"

#include "core/view.hpp"
#include "twin/outlook.hpp"

namespace vuoro::twin {

OpenPromises::OpenPromises(const core::State& now, const Viewer& viewer, Instant from, Instant until) {
  const auto whole = core::Whole::open(now, viewer);
  if (!whole) return;
  std::uint32_t n = 0;
  for (const auto& chunk : whole->promises().chunks()) {
    for (const core::PromiseRow& row : chunk) {
      ++n;
      if (row.state == core::PromiseState::running && row.due.s >= from.s && row.due.s < until.s)
        watched_.push_back({PromiseId{n}, row.matter});
    }
  }
  broken_ = std::vector<std::atomic<std::uint32_t>>(watched_.size());
}

void OpenPromises::see(const core::State& future, const Viewer& viewer) {
  const auto whole = core::Whole::open(future, viewer);
  if (!whole) return;
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    if (fate_of(whole->promises()[watched_[i].promise.n]) == Fate::broken)
      broken_[i].fetch_add(1, std::memory_order_relaxed);
  }
}

std::vector<PromiseChance> OpenPromises::chances(std::uint32_t futures) const {
  std::vector<PromiseChance> all;
  all.reserve(watched_.size());
  for (std::size_t i = 0; i < watched_.size(); ++i)
    all.push_back({watched_[i].promise, watched_[i].matter,
                   static_cast<double>(broken_[i].load(std::memory_order_relaxed)) / futures});
  return all;
}

}  // namespace vuoro::twin
