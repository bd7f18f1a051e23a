#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forms/sheet.hpp"

namespace vuoro::forms {

/// A typed fact that answers give: the weight of what was chosen, or a calculated value. Only of items that
/// stand once.
struct Score {
  ItemId item = nothing;
  rules::Decimal value;
};

/// A required item without an answer.
struct Missing {
  std::uint32_t node = nothing;
  ItemId item = nothing;
};

/// Where answers stand against their form: what is asked, missing, wrong, and what it comes to.
class Review {
 public:
  /// One pass in document order: what is enabled, whether its answers hold, what is calculated from them.
  /// Answers of items that are not enabled count as not given. O(nodes × conditions).
  static Review of(const Form& form, Sheet sheet);

  [[nodiscard]] const Sheet& sheet() const { return sheet_; }
  [[nodiscard]] bool enabled(std::uint32_t node) const { return enabled_[node]; }
  /// Somebody is asked this: an enabled question that is shown, in groups that are.
  [[nodiscard]] bool asked(std::uint32_t node) const;
  /// Answers that count: of enabled items, without those that are wrong, with initial and calculated values.
  [[nodiscard]] const std::vector<Datum>& answers(std::uint32_t node) const { return answers_[node]; }
  [[nodiscard]] const Faults& wrong() const { return wrong_; }
  [[nodiscard]] const std::vector<Missing>& missing() const { return missing_; }
  [[nodiscard]] const std::vector<Score>& scores() const { return scores_; }
  /// Nothing is wrong and nothing that is required is missing.
  [[nodiscard]] bool complete() const { return wrong_.empty() && missing_.empty(); }

  /// The first node to ask: enabled, shown, and not in the answers at all.
  [[nodiscard]] std::optional<std::uint32_t> next() const;
  /// The page (node at the top of the form) on which something is to be asked, missing or wrong.
  [[nodiscard]] std::optional<std::uint32_t> next_page() const;
  /// Enabled and shown nodes below (and with) the page, for a form that is filled page by page.
  [[nodiscard]] std::vector<std::uint32_t> page(std::uint32_t top) const;

  /// The answers of an item as a decision table takes them: codes, numbers, texts, days; a list when the
  /// item can have several; null without an answer.
  [[nodiscard]] rules::Value fact(ItemId item) const;

  /// The answers as a QuestionnaireResponse to this form and version, without those that do not count.
  [[nodiscard]] rules::Value response() const;

 private:
  explicit Review(const Form& form, Sheet sheet);
  void settle(std::uint32_t node);
  [[nodiscard]] bool is_enabled(std::uint32_t node) const;
  [[nodiscard]] bool holds(std::uint32_t node, const Condition& condition) const;
  void take_answers(std::uint32_t node);
  void check_count(std::uint32_t node);
  void calculate(std::uint32_t node);
  void weigh(std::uint32_t node);
  void find_missing();
  void count_groups();
  void fault(std::uint32_t node, std::string_view code, std::string_view place, std::string what);

  const Form* form_;
  Sheet sheet_;
  std::vector<bool> enabled_;
  std::vector<bool> faulty_;
  std::vector<std::vector<Datum>> answers_;
  Faults wrong_;
  std::vector<Missing> missing_;
  std::vector<Score> scores_;
};

/// Where a node stands in a group that repeats.
struct Standing {
  ItemId group = nothing;
  std::uint32_t nth = 1;  ///< From 1, among those of the same group.
};
/// The nearest such group at or above the node; nothing when it stands once. O(times).
std::optional<Standing> standing_of(const Form& form, const Sheet& sheet, std::uint32_t node);

/// The node that a fault of these answers is about; nothing when it is about none.
std::optional<std::uint32_t> node_of(const Form& form, const Sheet& sheet, const Fault& fault);

/// The answers with which a form begins: its initial values, as {"linkId": value}.
rules::Value first_answers(const Form& form);

}  // namespace vuoro::forms
