#include "app/plan_process.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <charconv>

#include "app/forecast_process.hpp"

namespace vuoro::app {

namespace {

constexpr std::string_view progress_words = "vuoro: lived ";
constexpr std::string_view of_words = " of ";
/// Pages are told of every twentieth that is done.
constexpr double told_steps = 20;

std::optional<std::uint32_t> number_at_start(std::string_view& text) {
  std::uint32_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return n;
}

}  // namespace

std::optional<double> progress_in(std::string_view said) {
  // Only whole lines: the last may not have come as a whole yet.
  const std::size_t whole = said.rfind('\n');
  if (whole == std::string_view::npos) return std::nullopt;
  said = said.substr(0, whole);
  const std::size_t at = said.rfind(progress_words);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = said.substr(at + progress_words.size());
  const auto lived = number_at_start(rest);
  if (!lived || !rest.starts_with(of_words)) return std::nullopt;
  rest.remove_prefix(of_words.size());
  const auto all = number_at_start(rest);
  if (!all || *all == 0 || *lived > *all) return std::nullopt;
  return static_cast<double>(*lived) / *all;
}

void tell_progress(std::uint32_t lived, std::uint32_t all) {
  fmt::print(stderr, "{}{}{}{}\n", progress_words, lived, of_words, all);
}

PlanProcess::PlanProcess(api::PlanShelf& shelf, RunPlace& place, Options options)
    : shelf_(shelf), place_(place), options_(std::move(options)) {
  shelf_.settle();
  if (on()) thread_ = std::thread([this] { serve(); });
}

PlanProcess::~PlanProcess() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

api::PlanStart PlanProcess::start(std::uint32_t plan) {
  if (!on()) return api::PlanStart::off;
  switch (place_.take(RunUse::plan)) {
    case RunUse::forecast:
      return api::PlanStart::forecast_running;
    case RunUse::plan:
      return api::PlanStart::plan_running;
    case RunUse::none:
      break;
  }
  const auto noted = shelf_.note(plan, [&](api::KeptPlan& one) {
    one.run = {api::PlanRunPhase::running, one.changed, options_.clock(), {}, {}};
  });
  if (!noted) {
    place_.leave();
    return api::PlanStart::refused;
  }
  {
    const std::lock_guard lock(mutex_);
    running_ = {plan, 0};
    cancelled_ = false;
  }
  wake_.notify_all();
  return api::PlanStart::started;
}

bool PlanProcess::cancel(std::uint32_t plan) {
  const std::lock_guard lock(mutex_);
  if (!running_ || running_->plan != plan) return false;
  cancelled_ = true;
  return true;
}

std::optional<api::PlanProgress> PlanProcess::running() const {
  const std::lock_guard lock(mutex_);
  return running_;
}

bool PlanProcess::cut() const {
  const std::lock_guard lock(mutex_);
  return stopping_ || cancelled_;
}

void PlanProcess::serve() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (!running_) {
      wake_.wait(lock, [&] { return stopping_ || running_; });
      continue;
    }
    const std::uint32_t plan = running_->plan;
    lock.unlock();
    live(plan);
    lock.lock();
  }
  if (running_) note(running_->plan, api::PlanRunPhase::failed, "interrupted");  // asked for, never begun
}

void PlanProcess::hear(const std::string& said) {
  const auto share = progress_in(said);
  if (!share) return;
  {
    const std::lock_guard lock(mutex_);
    if (!running_) return;
    const bool moved = static_cast<int>(*share * told_steps) > static_cast<int>(running_->share * told_steps);
    running_->share = *share;
    if (!moved) return;
  }
  if (options_.told) options_.told();
}

void PlanProcess::note(std::uint32_t plan, api::PlanRunPhase phase, const std::string& fault) {
  const auto noted = shelf_.note(plan, [&](api::KeptPlan& one) {
    one.run.phase = phase;
    one.run.fault = fault;
    one.run.ended = options_.clock();
  });
  if (!noted) spdlog::warn("the run of plan {} is not noted: {}", plan, noted.error().what);
}

void PlanProcess::live(std::uint32_t plan) {
  std::error_code ignored;  // what cannot be made is told by the process
  std::filesystem::create_directories(options_.scratch, ignored);
  auto command = options_.command;
  command.insert(command.end(),
                 {"--plan", std::to_string(plan), "--made", std::to_string(options_.clock().s)});
  Ended ended = run_beside(
      command, options_.scratch, options_.limit, [this] { return cut(); },
      [this](const std::string& said) { hear(said); });
  std::filesystem::remove_all(options_.scratch, ignored);
  const bool cancelled = [&] {
    const std::lock_guard lock(mutex_);
    return cancelled_ && !stopping_;
  }();
  if (ended.fault.empty()) {
    const auto kept = shelf_.find(plan);
    if (!kept || shelf_.result_of(*kept) == nullptr) ended.fault = "unknown";
  }
  if (ended.fault.empty()) {
    note(plan, api::PlanRunPhase::done, {});
  } else if (ended.fault == "interrupted" && cancelled) {
    note(plan, api::PlanRunPhase::cancelled, {});
  } else {
    spdlog::warn("plan {} is not lived: {}: {}", plan, ended.fault, ended.said);
    note(plan, api::PlanRunPhase::failed, ended.fault);
  }
  {
    const std::lock_guard lock(mutex_);
    running_.reset();
  }
  place_.leave();
  if (options_.told) options_.told();
}

}  // namespace vuoro::app
