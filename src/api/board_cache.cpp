#include "api/board_cache.hpp"

#include "core/view.hpp"

namespace vuoro::api {

std::shared_ptr<const BoardFigures> BoardCache::figures(const live::Driver& driver, const Viewer& viewer) {
  const auto setting = driver.setting();
  const Instant now = driver.now();
  const std::lock_guard lock(mutex_);
  const auto reading = driver.read();
  if (!core::Whole::open(reading.state(), viewer)) return nullptr;
  if (kept_ && kept_->at == now) return kept_;
  auto lines = measures::board(reading.state(), viewer, *setting, now);
  auto debts = measures::debts(reading.state(), viewer, *setting, now);
  if (!lines || !debts) return nullptr;
  kept_ = std::make_shared<const BoardFigures>(
      BoardFigures{now, reading.state().seq(), std::move(lines).value(), std::move(debts).value()});
  return kept_;
}

}  // namespace vuoro::api
