#include "api/plan_shelf.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <system_error>

#include "ledger/durable_file.hpp"

namespace vuoro::api {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view end_of_name = ".json";

Result<std::string> text_of(const fs::path& file) {
  const auto bytes = ledger::read_file(file);
  if (!bytes) return bytes.error();
  std::string text(bytes->size(), '\0');
  std::ranges::transform(*bytes, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  return text;
}

/// The number that a plan's file has for a name.
std::optional<std::uint32_t> number_of_name(const std::string& name) {
  if (!name.ends_with(end_of_name)) return std::nullopt;
  const char* const end = name.data() + name.size() - end_of_name.size();
  std::uint32_t number = 0;
  const auto [at, fault] = std::from_chars(name.data(), end, number);
  if (fault != std::errc{} || at != end || number == 0) return std::nullopt;
  return number;
}

}  // namespace

fs::path PlanShelf::file_of(std::uint32_t number) const {
  return folder_ / (std::to_string(number) + std::string(end_of_name));
}

fs::path PlanShelf::result_file(std::uint32_t number) const {
  return folder_ / (std::to_string(number) + ".result" + std::string(end_of_name));
}

std::vector<std::uint32_t> PlanShelf::numbers() const {
  std::vector<std::uint32_t> found;
  std::error_code fault;
  for (fs::directory_iterator at(folder_, fault); !fault && at != fs::directory_iterator();
       at.increment(fault)) {
    if (const auto number = number_of_name(at->path().filename().string())) found.push_back(*number);
  }
  std::ranges::sort(found, std::greater{});
  return found;
}

Result<KeptPlan> PlanShelf::read(std::uint32_t number) const {
  std::error_code fault;
  if (!fs::exists(file_of(number), fault)) return Error{"plan-unknown", "there is no such plan"};
  const auto text = text_of(file_of(number));
  if (!text) return text.error();
  auto plan = read_plan(*text);
  if (plan && plan->number != number) return Error{"plan-damaged", "is of another plan", "number"};
  return plan;
}

PlanShelf::Found PlanShelf::all() const {
  const std::lock_guard lock(mutex_);
  Found found;
  for (const std::uint32_t number : numbers()) {
    auto plan = read(number);
    if (plan) {
      found.plans.push_back(std::move(plan).value());
    } else {
      found.skipped.emplace_back(file_of(number).filename().string(), plan.error());
    }
  }
  return found;
}

Result<KeptPlan> PlanShelf::find(std::uint32_t number) const {
  const std::lock_guard lock(mutex_);
  return read(number);
}

std::shared_ptr<const PlanResult> PlanShelf::result_of(const KeptPlan& plan) const {
  const fs::path file = result_file(plan.number);
  std::error_code fault;
  const auto written = fs::last_write_time(file, fault);
  if (fault) return nullptr;
  const auto size = fs::file_size(file, fault);
  if (fault) return nullptr;
  const std::lock_guard lock(seen_mutex_);
  Seen& seen = seen_[plan.number];
  if (!seen.result || seen.written != written || seen.size != size) {
    const auto text = text_of(file);
    auto result = text ? read_plan_result(*text) : Result<PlanResult>(text.error());
    seen = {written, size, result ? std::make_shared<const PlanResult>(std::move(result).value()) : nullptr};
  }
  const bool of_this = seen.result && seen.result->plan == plan.number && seen.result->of == plan.changed;
  return of_this ? seen.result : nullptr;
}

Status PlanShelf::write(const fs::path& file, const std::string& text) const {
  std::error_code fault;
  if (!fs::exists(folder_, fault)) {
    if (auto made = ledger::make_private_directory(folder_); !made) return made;
  }
  return ledger::replace_file(file, {std::as_bytes(std::span(text))});
}

Result<KeptPlan> PlanShelf::begin(KeptPlan plan) {
  const std::lock_guard lock(mutex_);
  const auto taken = numbers();
  plan.number = taken.empty() ? 1 : taken.front() + 1;
  if (auto kept = write(file_of(plan.number), to_json(plan)); !kept) return kept.error();
  return plan;
}

Result<KeptPlan> PlanShelf::change(std::uint32_t number, std::uint32_t revision,
                                   const std::function<Status(KeptPlan&)>& what) {
  const std::lock_guard lock(mutex_);
  auto plan = read(number);
  if (!plan) return plan;
  if (plan->revision != revision) return Error{"plan-changed", "it has another revision"};
  if (plan->state != PlanState::draft) return Error{"plan-ended", "it is no draft"};
  if (plan->run.phase == PlanRunPhase::running) return Error{"plan-running", "it is being lived"};
  if (auto done = what(*plan); !done) return done.error();
  ++plan->revision;
  if (auto kept = write(file_of(number), to_json(*plan)); !kept) return kept.error();
  return plan;
}

Result<KeptPlan> PlanShelf::note(std::uint32_t number, const std::function<void(KeptPlan&)>& what) {
  const std::lock_guard lock(mutex_);
  auto plan = read(number);
  if (!plan) return plan;
  if (plan->state != PlanState::draft) return Error{"plan-ended", "it is no draft"};
  what(*plan);
  if (auto kept = write(file_of(number), to_json(*plan)); !kept) return kept.error();
  return plan;
}

void PlanShelf::settle() {
  for (const KeptPlan& plan : all().plans) {
    if (plan.run.phase != PlanRunPhase::running) continue;
    static_cast<void>(note(plan.number, [](KeptPlan& one) {
      one.run.phase = PlanRunPhase::failed;
      one.run.ended = one.run.began;
      one.run.fault = "interrupted";
    }));
  }
}

Status PlanShelf::keep(const PlanResult& result) const {
  return write(result_file(result.plan), to_json(result));
}

}  // namespace vuoro::api
