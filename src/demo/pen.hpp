#pragma once

#include <optional>
#include <string>

#include "core/commands.hpp"
#include "core/refusal.hpp"
#include "live/driver.hpp"

namespace vuoro::demo {

/// Writes the story through the core. The story gives only commands that fit, so a refusal is a fault: the
/// first is kept, and nothing is written after it.
class Pen {
 public:
  /// The transaction that the next commands belong to.
  void use(live::Transaction& transaction) { transaction_ = &transaction; }

  /// @return the subject's number; 0 after a fault.
  std::uint32_t write(const core::Command& command, const core::Actor& actor, Instant at) {
    if (fault_) return 0;
    auto decided = transaction_->decide(command, actor, at);
    if (decided) return *decided;
    fault_ = decided.error();
    fault_command_ = command.index();
    return 0;
  }
  /// Books, unless the person has another time that overlaps.
  bool book(const core::BookStep& command, const core::Actor& actor, Instant at) {
    if (fault_) return true;
    auto decided = transaction_->decide(command, actor, at);
    if (decided) return true;
    if (decided.error().code == core::RefusalCode::overlapping_booking) return false;
    fault_ = decided.error();
    fault_command_ = core::Command{command}.index();
    return true;
  }

  [[nodiscard]] live::Transaction& transaction() { return *transaction_; }
  [[nodiscard]] const std::optional<core::Refusal>& fault() const { return fault_; }
  [[nodiscard]] std::size_t fault_command() const { return fault_command_; }

 private:
  live::Transaction* transaction_ = nullptr;
  std::optional<core::Refusal> fault_;
  std::size_t fault_command_ = 0;
};

}  // namespace vuoro::demo
