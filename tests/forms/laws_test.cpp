#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "forms/form_texts.hpp"
#include "rules/json.hpp"

namespace vuoro::forms::testing {
namespace {

using rules::Value;

/// A random JSON value of FHIR-like words, nested at most `depth` deep.
Value any_json(int depth) {
  static const std::vector<std::string> words{
      "linkId",     "type",        "item",     "group",       "choice",
      "string",     "integer",     "text",     "who",         "self",
      "answer",     "valueCoding", "code",     "valueString", "valueInteger",
      "enableWhen", "question",    "operator", "=",           "answerOption",
      "extension",  "url",         "repeats",  "required",    "true",
      "initial",    "ä",           ""};
  const int kind = *rc::gen::inRange(0, depth > 0 ? 6 : 4);
  if (kind == 0) return {};
  if (kind == 1) return Value(*rc::gen::arbitrary<bool>());
  if (kind == 2) return Value::number(*rc::gen::inRange(-3, 20));
  if (kind == 3) return Value::string(*rc::gen::elementOf(words));
  const int count = *rc::gen::inRange(0, 4);
  if (kind == 4) {
    std::vector<Value> items;
    for (int i = 0; i < count; ++i) items.push_back(any_json(depth - 1));
    return Value::list(std::move(items));
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (int i = 0; i < count; ++i) {
    std::string key = *rc::gen::elementOf(words);
    const bool known =
        std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
    if (!known) entries.emplace_back(std::move(key), any_json(depth - 1));
  }
  return Value::context(std::move(entries));
}

/// The value with one of its parts, found by a random walk, replaced, left out or given another name.
Value mutated(const Value& value, int depth) {
  const bool here = depth == 0 || *rc::gen::inRange(0, 4) == 0;
  if (value.list() != nullptr && !value.list()->empty() && !here) {
    std::vector<Value> items = *value.list();
    const auto at = *rc::gen::inRange<std::size_t>(0, items.size());
    if (*rc::gen::inRange(0, 8) == 0) {
      const Value again = items[at];
      items.push_back(again);
    } else {
      items[at] = mutated(items[at], depth - 1);
    }
    return Value::list(std::move(items));
  }
  if (value.context() != nullptr && !value.context()->entries.empty() && !here) {
    auto entries = value.context()->entries;
    const auto at = *rc::gen::inRange<std::size_t>(0, entries.size());
    if (*rc::gen::inRange(0, 8) == 0) {
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      entries[at].second = mutated(entries[at].second, depth - 1);
    }
    return Value::context(std::move(entries));
  }
  return any_json(2);
}

/// Whatever a review says has to fit together.
void check_review(const Form& form, const Review& review) {
  const auto& nodes = review.sheet().nodes();
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    const bool above = nodes[node].parent == nothing || review.enabled(nodes[node].parent);
    RC_ASSERT(above || !review.enabled(node));
    RC_ASSERT(review.enabled(node) || review.answers(node).empty());
    for (const Datum& answer : review.answers(node))
      RC_ASSERT(takes(form.item(nodes[node].item), answer.type));
  }
  for (const Missing& one : review.missing()) {
    RC_ASSERT(review.enabled(one.node));
    RC_ASSERT(review.answers(one.node).empty());
  }
  if (const auto next = review.next()) {
    RC_ASSERT(form.item(nodes[*next].item).is_asked());
    RC_ASSERT(review.next_page().has_value());
  }
  const Value response = review.response();
  auto again = Sheet::read(form, response);
  RC_ASSERT(again.ok());
  const Review second = Review::of(form, std::move(*again));
  RC_ASSERT(second.wrong().text("again") == "");
  RC_ASSERT(rules::to_json(second.response()) == rules::to_json(response) || !review.wrong().empty());
}

RC_GTEST_PROP(FormLaws, WhatIsReadIsWrittenAgain, ()) {
  const Value before = *read_json_text(everyday_text());
  const std::string text = rules::to_json(mutated(before, 8));
  const auto form = Form::read(text);
  if (!form) {
    RC_ASSERT(!form.error().empty());
    return;
  }
  RC_ASSERT(form->to_json() == text);
  RC_ASSERT(rules::equal(form->document(), *read_json_text(text)).value_or(false));
}

RC_GTEST_PROP(FormLaws, AMutatedFormIsRefusedOrWorks, ()) {
  Value document = *read_json_text(everyday_text());
  const int times = *rc::gen::inRange(1, 4);
  for (int i = 0; i < times; ++i) document = mutated(document, 10);
  const auto form = Form::read(rules::to_json(document));
  if (!form) return;
  for (const Item& item : form->items())
    for (const Condition& condition : item.conditions)
      RC_ASSERT(condition.question < *form->find(item.link_id));
  auto sheet = Sheet::read(*form, first_answers(*form));
  if (sheet) check_review(*form, Review::of(*form, std::move(*sheet)));
}

Value any_answer(const Item& item) {
  if (*rc::gen::inRange(0, 6) == 0) return any_json(1);
  if (!item.options.empty())
    return item.options[*rc::gen::inRange<std::size_t>(0, item.options.size())].datum.value;
  switch (item.type) {
    case ItemType::boolean:
      return *rc::gen::arbitrary<bool>();
    case ItemType::date:
      return Value::string("2026-11-22");
    case ItemType::string:
    case ItemType::text:
      return Value::string("01230");
    default:
      return Value::number(*rc::gen::inRange(0, 15));
  }
}

RC_GTEST_PROP(FormLaws, AnyAnswersAreReviewed, ()) {
  std::vector<std::pair<std::string, Value>> answers;
  for (const Item& item : everyday().items()) {
    if (item.is_question() && *rc::gen::inRange(0, 3) > 0)
      answers.emplace_back(item.link_id, any_answer(item));
  }
  auto sheet = Sheet::read(everyday(), Value::context(std::move(answers)));
  RC_ASSERT(sheet.ok());
  check_review(everyday(), Review::of(everyday(), std::move(*sheet)));
}

/// Whoever answers each question that comes, gets through, and each question comes once.
RC_GTEST_PROP(FormLaws, OneQuestionAtATimeEnds, ()) {
  std::vector<std::pair<std::string, Value>> answers;
  for (std::size_t step = 0;; ++step) {
    RC_ASSERT(step <= everyday().items().size());
    auto sheet = Sheet::read(everyday(), Value::context(answers));
    RC_ASSERT(sheet.ok());
    const Review review = Review::of(everyday(), std::move(*sheet));
    const auto next = review.next();
    if (!next) break;
    const Item& item = everyday().item(review.sheet().nodes()[*next].item);
    for (const auto& [link_id, value] : answers) RC_ASSERT(link_id != item.link_id);
    answers.emplace_back(item.link_id, any_answer(item));
  }
}

RC_GTEST_PROP(FormLaws, AnyResponseIsReviewedOrRefused, ()) {
  const Value full = *read_json_text(
      R"({"resourceType":"QuestionnaireResponse","questionnaire":"https://example.org/forms/everyday|2.1",
      "item":[{"linkId":"who","answer":[{"valueCoding":{"code":"other"}}]},
      {"linkId":"home","item":[{"linkId":"adults","answer":[{"valueInteger":2}]}]},
      {"linkId":"coping","item":[{"linkId":"sleep","answer":[{"valueCoding":{"code":"never"}}]}]},
      {"linkId":"children","item":[{"linkId":"age","answer":[{"valueInteger":8}]}]},
      {"linkId":"children","item":[{"linkId":"age","answer":[{"valueInteger":2}]}]},
      {"linkId":"free","answer":[{"valueString":"a","item":[{"linkId":"free-who"}]}]}]})");
  Value response = full;
  const int times = *rc::gen::inRange(1, 5);
  for (int i = 0; i < times; ++i) response = mutated(response, 8);
  auto sheet = Sheet::read(everyday(), response);
  if (sheet) check_review(everyday(), Review::of(everyday(), std::move(*sheet)));
}

}  // namespace
}  // namespace vuoro::forms::testing
