#include <utility>
#include <vector>

#include "forms/review.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;
using Members = std::vector<std::pair<std::string, Value>>;

}  // namespace

/// Backwards over the nodes, so that what is below is ready before what holds it; no recursion.
Value Review::response() const {
  const auto& nodes = sheet_.nodes();
  std::vector<std::vector<Value>> below(nodes.size());
  std::vector<Value> top;
  for (auto node = static_cast<std::uint32_t>(nodes.size()); node-- > 0;) {
    const Item& item = form_->item(nodes[node].item);
    if (!enabled_[node] || item.type == ItemType::display) continue;
    std::vector<Value> inner(below[node].rbegin(), below[node].rend());
    if (item.type == ItemType::group && inner.empty()) continue;
    if (item.is_question() && answers_[node].empty() && !nodes[node].seen) continue;
    Members members{{"linkId", Value::string(item.link_id)}};
    if (item.type == ItemType::group) {
      members.emplace_back("item", Value::list(std::move(inner)));
    } else if (!answers_[node].empty()) {
      std::vector<Value> answers;
      for (const Datum& answer : answers_[node]) {
        Members held{to_member(answer, "value")};
        if (!inner.empty()) held.emplace_back("item", Value::list(inner));
        answers.push_back(Value::context(std::move(held)));
      }
      members.emplace_back("answer", Value::list(std::move(answers)));
    }
    auto& into = nodes[node].parent == nothing ? top : below[nodes[node].parent];
    into.push_back(Value::context(std::move(members)));
  }
  Members out{{"resourceType", Value::string("QuestionnaireResponse")},
              {"questionnaire", Value::string(form_->identity())},
              {"status", Value::string(complete() ? "completed" : "in-progress")}};
  if (!top.empty()) out.emplace_back("item", Value::list({top.rbegin(), top.rend()}));
  return Value::context(std::move(out));
}

}  // namespace vuoro::forms
