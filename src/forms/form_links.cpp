#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "forms/form_reader.hpp"
#include "forms/json_text.hpp"
#include "rules/parser.hpp"
#include "rules/words.hpp"

// What of a form refers to other items: conditions and calculations. Both may look only at items before
// them, so that one pass in document order settles everything and nothing can wait on itself.
namespace vuoro::forms {
namespace {

using rules::Value;

constexpr std::array<std::string_view, 7> operators{"exists", "=", "!=", ">", "<", ">=", "<="};
constexpr std::size_t longest_expression = 2'000;
constexpr std::size_t most_calculations = 50;

bool ordered(DatumType type) {
  return type != DatumType::boolean && type != DatumType::coding && type != DatumType::string &&
         type != DatumType::uri;
}

/// Whether an expression mentions the link id as a word of its own.
bool mentions(std::string_view expression, std::string_view link_id) {
  const auto joins = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t at = expression.find(link_id); at != std::string_view::npos;
       at = expression.find(link_id, at + 1)) {
    const std::size_t end = at + link_id.size();
    const bool before = at == 0 || !joins(expression[at - 1]);
    if (before && (end == expression.size() || !joins(expression[end]))) return true;
  }
  return false;
}

/// Names in the expression that are none of the variables.
std::vector<std::string> unknown_names(const std::string& text, const std::vector<std::string>& variables) {
  rules::Code code;
  rules::NameBook members;
  rules::Surroundings around(code, members);
  rules::Scope scope;
  for (const std::string& name : variables) scope.declare(name);
  rules::Parser parser(around, scope, text);
  parser.whole_expression();
  std::vector<std::string> out;
  for (const rules::UnknownName& one : parser.unknown()) out.push_back(one.name);
  return out;
}

}  // namespace

void FormReader::link() {
  for (ItemId id = 0; id < form_.items_.size(); ++id) {
    link_conditions(id, *sources_[id]);
    link_calculation(id, *sources_[id]);
  }
}

void FormReader::link_conditions(ItemId id, const Value& source) {
  Item& item = form_.items_[id];
  const Value* const all = field(source, "enableWhen");
  const Value* const behaviour = field(source, "enableBehavior");
  if (behaviour != nullptr) {
    const std::string* const word = behaviour->string();
    if (word == nullptr || (*word != "all" && *word != "any")) {
      faults_.add("wrong-type", item.link_id, item.path + ".enableBehavior", "'all' or 'any'");
    } else {
      item.behaviour = *word == "all" ? Behaviour::all : Behaviour::any;
    }
  }
  if (all == nullptr) return;
  if (all->list() == nullptr || all->list()->empty() || all->list()->size() > most_conditions) {
    faults_.add("wrong-type", item.link_id, item.path + ".enableWhen",
                fmt::format("a list of 1 to {}", most_conditions));
    return;
  }
  if (all->list()->size() > 1 && behaviour == nullptr)
    faults_.add("behaviour-missing", item.link_id, item.path + ".enableBehavior",
                "several conditions need 'all' or 'any'");
  for (std::size_t i = 0; i < all->list()->size(); ++i)
    link_condition(id, (*all->list())[i], fmt::format("{}.enableWhen[{}]", item.path, i));
}

void FormReader::link_condition(ItemId id, const Value& source, const std::string& path) {
  Item& item = form_.items_[id];
  const auto fault = [&](std::string_view code, std::string what) {
    faults_.add(code, item.link_id, path, std::move(what));
  };
  if (source.context() == nullptr) return fault("wrong-type", "a condition is an object");
  if (field(source, "modifierExtension") != nullptr)
    return fault("modifier", "it would change the meaning in a way that is not known here");
  const Value* const question = field(source, "question");
  const Value* const op = field(source, "operator");
  if (question == nullptr || question->string() == nullptr) return fault("question-missing", "no question");
  const auto asked = form_.find(*question->string());
  if (!asked) return fault("question-unknown", fmt::format("no item is called '{}'", *question->string()));
  const auto word = op == nullptr || op->string() == nullptr
                        ? operators.end()
                        : std::find(operators.begin(), operators.end(), *op->string());
  if (word == operators.end()) return fault("operator", "the operator is one of exists = != > < >= <=");
  auto answer = read_datum(source, "answer");
  if (!answer) return fault(answer.error().code, answer.error().what);
  Condition condition{*asked, static_cast<Operator>(word - operators.begin()), std::move(*answer)};
  check_condition(id, condition, path);
  item.conditions.push_back(std::move(condition));
}

void FormReader::check_condition(ItemId id, const Condition& condition, const std::string& path) {
  const Item& item = form_.items_[id];
  const Item& question = form_.items_[condition.question];
  const DatumType type = condition.answer.type;
  const auto fault = [&](std::string_view code, std::string what) {
    faults_.add(code, item.link_id, path, std::move(what));
  };
  check_order(id, condition.question, path);
  if (!question.is_question())
    return fault("question-type", fmt::format("'{}' takes no answer", question.link_id));
  if (condition.op == Operator::exists) {
    if (type != DatumType::boolean) fault("wrong-type", "exists needs an answerBoolean");
    return;
  }
  if (!takes(question, type)) {
    return fault("wrong-type", fmt::format("answer{} for '{}', which is a {}", name_of(type),
                                           question.link_id, name_of(question.type)));
  }
  const bool equality = condition.op == Operator::equal || condition.op == Operator::unequal;
  if (!equality && !ordered(type))
    return fault("operator", fmt::format("a {} has no order", name_of(question.type)));
  const bool listed = question.type != ItemType::choice ||
                      std::any_of(question.options.begin(), question.options.end(),
                                  [&](const Option& option) { return same(option.datum, condition.answer); });
  if (equality && !listed)
    fault("option-unknown",
          fmt::format("'{}' has no option '{}'", question.link_id, rules::text_of(condition.answer.value)));
}

void FormReader::check_order(ItemId id, ItemId question, const std::string& path) {
  if (question < id) return;
  const Item& item = form_.items_[id];
  const std::string& other = form_.items_[question].link_id;
  if (question == id) {
    faults_.add("cycle", item.link_id, path, "it waits on itself");
    return;
  }
  if (question < item.end) {
    faults_.add("cycle", item.link_id, path, fmt::format("it waits on '{}', which is below it", other));
    return;
  }
  const Value* const back = field(*sources_[question], "enableWhen");
  bool cycle = false;
  if (back != nullptr && back->list() != nullptr) {
    for (const Value& condition : *back->list()) {
      const Value* const name = field(condition, "question");
      cycle = cycle || (name != nullptr && name->string() != nullptr && *name->string() == item.link_id);
    }
  }
  faults_.add(cycle ? "cycle" : "question-later", item.link_id, path,
              cycle ? fmt::format("it waits on '{}', and '{}' waits on it", other, other)
                    : fmt::format("it waits on '{}', which comes later", other));
}

void FormReader::link_calculation(ItemId id, const Value& source) {
  Item& item = form_.items_[id];
  const auto found = extensions(source, fmt::format("{}sdc-questionnaire-calculatedExpression", url::sdc));
  if (found.empty()) return;
  const std::string path = item.path + ".extension";
  const bool number =
      item.type == ItemType::decimal || item.type == ItemType::integer || item.type == ItemType::quantity;
  if (!number || item.repeats) {
    faults_.add("calculation-type", item.link_id, path,
                "what is calculated is one decimal, integer or quantity");
  } else if (found.size() > 1) {
    faults_.add("extension-twice", item.link_id, path, "calculated twice");
  } else if (++calculations_ > most_calculations) {
    faults_.add("too-many-calculations", item.link_id, path,
                fmt::format("more than {} calculated items", most_calculations));
  } else {
    item.calculation = read_calculation(*found.front(), form_, id, path, faults_);
  }
}

std::optional<Calculation> read_calculation(const Value& extension, const Form& form, ItemId of,
                                            const std::string& path, Faults& faults) {
  const std::string& link_id = form.item(of).link_id;
  const auto fault = [&](std::string_view code, std::string what) {
    faults.add(code, link_id, path, std::move(what));
    return std::nullopt;
  };
  const Value* const held = field(extension, "valueExpression");
  const Value* const language = held == nullptr ? nullptr : field(*held, "language");
  const Value* const text = held == nullptr ? nullptr : field(*held, "expression");
  if (text == nullptr || text->string() == nullptr || text->string()->size() > longest_expression)
    return fault("calculation-invalid", "needs a valueExpression with language and expression");
  if (language == nullptr || language->string() == nullptr || *language->string() != "text/feel") {
    return fault("calculation-language",
                 "only expressions in text/feel are run here; this one would stay without a value");
  }
  std::vector<ItemId> uses;
  std::vector<std::string> names;
  for (ItemId id = 0; id < form.items().size(); ++id) {
    const Item& item = form.item(id);
    if (!item.is_question() || !mentions(*text->string(), item.link_id)) continue;
    if (id == of) return fault("cycle", "it is calculated from itself");
    if (id > of)
      return fault("question-later",
                   fmt::format("it is calculated from '{}', which comes later", item.link_id));
    uses.push_back(id);
    names.push_back(item.link_id);
  }
  auto compiled = rules::Feel::expression(*text->string(), names);
  if (!compiled)
    return fault("calculation-invalid",
                 fmt::format("FEEL: {} ({})", compiled.error().what, compiled.error().where));
  const auto unknown = unknown_names(*text->string(), names);
  if (!unknown.empty())
    return fault("calculation-unknown", fmt::format("no item before it is called '{}'", unknown.front()));
  return Calculation{std::move(*compiled), std::move(uses)};
}

}  // namespace vuoro::forms
