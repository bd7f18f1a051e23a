#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/plan_kept.hpp"
#include "api/plan_result.hpp"
#include "base/result.hpp"

namespace vuoro::api {

/// The folder <ledger>/plans: <number>.json, which only the server writes, and <number>.result.json, which
/// the process that lived the plan writes. Every file is replaced whole, so nothing is half kept.
/// Thread-safe.
class PlanShelf {
 public:
  explicit PlanShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

  struct Found {
    std::vector<KeptPlan> plans;                         ///< The newest first.
    std::vector<std::pair<std::string, Error>> skipped;  ///< Files that cannot be used, by name.
  };
  [[nodiscard]] Found all() const;

  /// Errors: "plan-unknown", those of read_plan.
  [[nodiscard]] Result<KeptPlan> find(std::uint32_t number) const;

  /// What living the plan as it is now came to; null when it has not been, when the plan has changed since,
  /// or when the file cannot be read.
  [[nodiscard]] std::shared_ptr<const PlanResult> result_of(const KeptPlan& plan) const;

  /// Keeps a new plan under the next number. Errors: those of writing.
  Result<KeptPlan> begin(KeptPlan plan);

  /// Changes a draft. `what` sees the plan as it is. Errors: those of find; "plan-changed" (it has another
  /// revision), "plan-ended" (no draft any more), "plan-running", what `what` says, those of writing.
  Result<KeptPlan> change(std::uint32_t number, std::uint32_t revision,
                          const std::function<Status(KeptPlan&)>& what);

  /// Notes how the living of a plan stands, and nothing else. Errors: those of find and of writing;
  /// "plan-ended".
  Result<KeptPlan> note(std::uint32_t number, const std::function<void(KeptPlan&)>& what);

  /// Runs that were under way when the server went away have failed as "interrupted".
  void settle();

  /// Errors: those of writing.
  Status keep(const PlanResult& result) const;

 private:
  [[nodiscard]] std::filesystem::path file_of(std::uint32_t number) const;
  [[nodiscard]] std::filesystem::path result_file(std::uint32_t number) const;
  [[nodiscard]] std::vector<std::uint32_t> numbers() const;
  [[nodiscard]] Result<KeptPlan> read(std::uint32_t number) const;
  Status write(const std::filesystem::path& file, const std::string& text) const;

  std::filesystem::path folder_;
  mutable std::mutex mutex_;  ///< Held while a plan is read, changed and written.

  struct Seen {
    std::filesystem::file_time_type written;
    std::uintmax_t size = 0;
    std::shared_ptr<const PlanResult> result;
  };
  mutable std::mutex seen_mutex_;
  mutable std::map<std::uint32_t, Seen> seen_;
};

/// In the ledger's directory.
inline constexpr const char* plan_folder = "plans";

}  // namespace vuoro::api
