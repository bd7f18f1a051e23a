#include "live/driver.hpp"

#include <algorithm>
#include <future>
#include <iterator>

namespace vuoro::live {

Driver::Driver(std::unique_ptr<ledger::Ledger> ledger, Options options)
    : options_(std::move(options)),
      batcher_(std::move(ledger), {options_.clock, options_.told, options_.failed, options_.around_answers}),
      setting_(std::make_shared<core::Setting>()) {}

Result<std::unique_ptr<Driver>> Driver::start(std::unique_ptr<ledger::Ledger> ledger, Options options) {
  std::unique_ptr<Driver> driver(new Driver(std::move(ledger), std::move(options)));
  if (auto loaded = driver->batcher_.load(); !loaded) return loaded.error();
  driver->writer_ = std::thread([d = driver.get()] { d->run(); });
  return driver;
}

Driver::~Driver() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (writer_.joinable()) writer_.join();
}

void Driver::use(std::shared_ptr<const core::Setting> setting) {
  const std::lock_guard lock(queue_mutex_);
  setting_ = std::move(setting);
}

std::shared_ptr<const core::Setting> Driver::setting() const {
  const std::lock_guard lock(queue_mutex_);
  return setting_;
}

void Driver::submit(Submission submission) {
  {
    const std::lock_guard lock(queue_mutex_);
    queue_.push_back(std::move(submission));
  }
  wake_.notify_one();
}

Outcome Driver::submit_and_wait(std::optional<Once> once,
                                std::function<std::optional<core::Refusal>(Transaction&)> script) {
  std::promise<Outcome> told;
  auto outcome = told.get_future();
  submit({once, std::move(script), [&told](const Outcome& o) { told.set_value(o); }});
  return outcome.get();
}

void Driver::between_batches(const std::function<void()>& work) {
  std::promise<void> finished;
  auto waiting = finished.get_future();
  {
    const std::lock_guard lock(queue_mutex_);
    between_.emplace_back([&] {
      work();
      finished.set_value();
    });
  }
  wake_.notify_one();
  waiting.get();
}

Status Driver::write_snapshot() {
  Status written = Unit{};
  between_batches([&] { written = batcher_.write_snapshot(); });
  return written;
}

void Driver::run() {
  std::vector<Submission> batch;
  std::vector<std::function<void()>> between;
  while (true) {
    std::shared_ptr<const core::Setting> setting;
    {
      std::unique_lock lock(queue_mutex_);
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty() || !between_.empty(); });
      if (stopping_ && queue_.empty() && between_.empty()) return;
      between.swap(between_);
      const auto most = std::min(queue_.size(), options_.most_in_batch);
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(most);
      batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
      setting = setting_;
    }
    for (const auto& work : between) work();
    between.clear();
    if (!batch.empty()) batcher_.process(batch, *setting);
    batch.clear();
  }
}

}  // namespace vuoro::live
