#include "app/forget.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <span>
#include <vector>

#include "core/navigators.hpp"
#include "rights/gate.hpp"

namespace vuoro::app {

namespace {

constexpr std::size_t portion = 200;
constexpr std::chrono::hours between_rounds{1};

}  // namespace

Result<Forgotten> forget_answers(live::Driver& driver, Instant since) {
  std::vector<DocumentId> outdated;
  {
    const auto reading = driver.read();
    outdated = core::outdated_answers(reading.state(), rights::Gate::operations(), since, driver.now());
  }
  Forgotten out;
  for (std::size_t at = 0; at < outdated.size(); at += portion) {
    const auto some = std::span(outdated).subspan(at, std::min(portion, outdated.size() - at));
    Result<ledger::Erasure> done = ledger::Erasure{};
    driver.between_batches([&] { done = driver.ledger().erase_documents(some); });
    if (!done) return done.error();
    out.answers += done->documents;
    out.clean = done->clean;
  }
  return out;
}

void ForgetRun::look() {
  const Instant now = driver_.now();
  if (looked_ != Instant{} && now >= looked_ && now < looked_ + between_rounds) return;
  looked_ = now;
  const auto done = forget_answers(driver_, since_);
  if (!done)
    return spdlog::error("kept answers were not erased: {} ({})", done.error().what, done.error().where);
  if (done->answers > 0) spdlog::info("erased the kept answers of {} codes that ran out", done->answers);
  if (done->clean) since_ = now;
}

}  // namespace vuoro::app
