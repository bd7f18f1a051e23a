#include "forms/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "forms/answer_check.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

bool compares(Operator op, const Datum& answer, const Datum& with) {
  const auto ordered = order(answer, with);
  if (!ordered) return false;
  switch (op) {
    case Operator::greater:
      return *ordered > 0;
    case Operator::less:
      return *ordered < 0;
    case Operator::at_least:
      return *ordered >= 0;
    default:
      return *ordered <= 0;
  }
}

const Option* option_of(const Item& item, const Datum& answer) {
  const auto found = std::find_if(item.options.begin(), item.options.end(),
                                  [&](const Option& option) { return same(option.datum, answer); });
  return found == item.options.end() ? nullptr : &*found;
}

std::vector<Datum> initial_of(const Item& item) {
  std::vector<Datum> out = item.initial;
  for (const Option& option : item.options) {
    if (option.selected) out.push_back(option.datum);
  }
  return out;
}

/// An answer as a calculation takes it: what it weighs when its options have weights.
Value operand(const Item& item, const Datum& answer) {
  const Option* const option = option_of(item, answer);
  return option != nullptr && option->weight ? Value(*option->weight) : answer.value;
}

}  // namespace

Review::Review(const Form& form, Sheet sheet)
    : form_(&form),
      sheet_(std::move(sheet)),
      enabled_(sheet_.nodes().size()),
      faulty_(sheet_.nodes().size()),
      answers_(sheet_.nodes().size()),
      wrong_(sheet_.faults()) {}

Review Review::of(const Form& form, Sheet sheet) {
  Review out(form, std::move(sheet));
  for (std::uint32_t node = 0; node < out.sheet_.nodes().size(); ++node) out.settle(node);
  out.count_groups();
  out.find_missing();
  return out;
}

void Review::fault(std::uint32_t node, std::string_view code, std::string_view place, std::string what) {
  faulty_[node] = true;
  wrong_.add(code, form_->item(sheet_.nodes()[node].item).link_id, place, std::move(what));
}

void Review::settle(std::uint32_t node) {
  enabled_[node] = is_enabled(node);
  if (!enabled_[node]) return;
  take_answers(node);
  calculate(node);
  weigh(node);
}

bool Review::is_enabled(std::uint32_t node) const {
  const Node& at = sheet_.nodes()[node];
  if (at.parent != nothing && !enabled_[at.parent]) return false;
  const Item& item = form_->item(at.item);
  if (item.conditions.empty()) return true;
  const auto holds_here = [&](const Condition& condition) { return holds(node, condition); };
  return item.behaviour == Behaviour::any
             ? std::any_of(item.conditions.begin(), item.conditions.end(), holds_here)
             : std::all_of(item.conditions.begin(), item.conditions.end(), holds_here);
}

bool Review::holds(std::uint32_t node, const Condition& condition) const {
  bool some = false;
  bool hit = false;
  for (const std::uint32_t question : sheet_.near(*form_, node, condition.question)) {
    for (const Datum& answer : answers_[question]) {
      some = true;
      const bool equality = condition.op == Operator::equal || condition.op == Operator::unequal;
      hit = hit ||
            (equality ? same(answer, condition.answer) : compares(condition.op, answer, condition.answer));
    }
  }
  if (condition.op == Operator::exists) return some == condition.answer.value.is_true();
  return condition.op == Operator::unequal ? !hit : hit;
}

void Review::take_answers(std::uint32_t node) {
  const Node& at = sheet_.nodes()[node];
  const Item& item = form_->item(at.item);
  if (!item.is_question()) return;
  if (at.answers.empty() || item.read_only) {
    if (item.hidden || item.read_only) answers_[node] = initial_of(item);
    const bool changed =
        item.read_only && !item.calculation && !at.answers.empty() &&
        !std::equal(at.answers.begin(), at.answers.end(), answers_[node].begin(), answers_[node].end(), same);
    if (changed) fault(node, "read-only", at.path, "this answer is fixed");
    return;
  }
  for (std::size_t i = 0; i < at.answers.size(); ++i) {
    const AnswerFault found = check_answer(item, at.answers[i]);
    if (found.code.empty()) {
      answers_[node].push_back(at.answers[i]);
    } else {
      fault(node, found.code, at.places[i], found.what);
    }
  }
  check_count(node);
}

void Review::check_count(std::uint32_t node) {
  const Node& at = sheet_.nodes()[node];
  const Item& item = form_->item(at.item);
  auto& answers = answers_[node];
  const std::uint32_t most = item.repeats ? item.most_answers : 1;
  if (answers.size() > most) {
    fault(node, "too-many", at.path, fmt::format("more than {} answers", most));
    answers.clear();
  }
  if (answers.size() < item.fewest)
    fault(node, "too-few", at.path, fmt::format("fewer than {} answers", item.fewest));
  for (std::size_t i = 1; i < answers.size(); ++i) {
    const Option* const alone = option_of(item, answers[i]);
    const Option* const first = option_of(item, answers[0]);
    if ((alone != nullptr && alone->exclusive) || (first != nullptr && first->exclusive)) {
      fault(node, "exclusive", at.path, "an option that goes with no other, with another");
      answers.clear();
    }
  }
}

void Review::count_groups() {
  for (std::uint32_t node = 0; node < enabled_.size(); ++node) {
    const Node& at = sheet_.nodes()[node];
    const Item& item = form_->item(at.item);
    if (item.type != ItemType::group || !item.repeats || !at.seen || !enabled_[node]) continue;
    std::uint32_t times = 0;
    bool first = true;
    for (const std::uint32_t other : sheet_.of(at.item)) {
      if (sheet_.nodes()[other].parent != at.parent) continue;
      first = first && other >= node;
      times += sheet_.nodes()[other].none ? 0U : 1U;
    }
    if (!first) continue;
    if (times > item.most_answers)
      fault(node, "too-many", at.path, fmt::format("the group stands more than {} times", item.most_answers));
    if (times < item.fewest)
      fault(node, "too-few", at.path, fmt::format("the group stands fewer than {} times", item.fewest));
  }
}

void Review::calculate(std::uint32_t node) {
  const Item& item = form_->item(sheet_.nodes()[node].item);
  if (!item.calculation) return;
  std::vector<Value> values;
  for (const ItemId used : item.calculation->uses) {
    std::vector<Value> found;
    for (const std::uint32_t other : sheet_.near(*form_, node, used)) {
      for (const Datum& answer : answers_[other]) found.push_back(operand(form_->item(used), answer));
    }
    const bool several = form_->item(used).repeats || form_->stands_repeatedly(used);
    values.push_back(several ? Value::list(std::move(found)) : found.empty() ? Value{} : found.front());
  }
  rules::Budget budget;
  budget.steps = 20'000;
  const auto result = item.calculation->expression.evaluate(values, budget);
  answers_[node].clear();
  if (!result || result->number() == nullptr) return;  // not everything is answered yet
  Datum out;
  out.type = item.type == ItemType::quantity  ? DatumType::quantity
             : item.type == ItemType::integer ? DatumType::integer
                                              : DatumType::decimal;
  out.value = *result->number();
  if (item.type == ItemType::integer) {
    const auto whole = result->number()->integer();
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    if (!whole || *whole > most || *whole < -most - 1)
      return fault(node, "calculated", "", "what is calculated is no whole number of 32 bits");
  }
  if (!item.units.empty() && out.type == DatumType::quantity) {
    out.code = *item.units.front().value.string();
    out.system = item.units.front().system;
    out.display = item.units.front().display;
  }
  const AnswerFault found = check_answer(item, out);
  if (!found.code.empty()) return fault(node, found.code, "", "what is calculated is " + found.what);
  answers_[node].push_back(std::move(out));
}

void Review::weigh(std::uint32_t node) {
  const ItemId id = sheet_.nodes()[node].item;
  const Item& item = form_->item(id);
  if (form_->stands_repeatedly(id) || answers_[node].empty()) return;
  if (item.calculation) {
    scores_.push_back({id, *answers_[node].front().value.number()});
    return;
  }
  std::optional<rules::Decimal> sum;
  for (const Datum& answer : answers_[node]) {
    const Option* const option = option_of(item, answer);
    if (option != nullptr && option->weight) sum = add(sum.value_or(rules::Decimal{}), *option->weight);
  }
  if (sum) scores_.push_back({id, *sum});
}

}  // namespace vuoro::forms
