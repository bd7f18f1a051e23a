#include "forms/navigator.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "forms/navigator_check.hpp"
#include "rules/json.hpp"
#include "rules/table_reading.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

void add_all(Faults& into, const Faults& from, std::string_view file) {
  for (Fault fault : from.all()) {
    fault.path = fault.path.empty() ? std::string(file) : fmt::format("{} {}", file, fault.path);
    into.add(std::move(fault));
  }
}

std::shared_ptr<const Form> read_form(const Value& document, Faults& faults) {
  auto form = Form::read(rules::to_json(document));
  if (form) return std::make_shared<const Form>(std::move(form).value());
  add_all(faults, form.error(), "form.json");
  return nullptr;
}

std::shared_ptr<const rules::Model> read_table(const std::string& dmn, Faults& faults) {
  auto model = rules::Model::parse(dmn, "table.dmn");
  if (!model) {
    faults.add(model.error().code, "", model.error().where, model.error().what);
    return nullptr;
  }
  // A warning is a gap or a name that nothing has: in a navigator both would be an empty answer.
  for (const rules::Finding& finding : model->findings())
    faults.add("table", "", fmt::format("table.dmn:{}", finding.line),
               fmt::format("{}: {}", finding.where, finding.what()));
  return std::make_shared<const rules::Model>(std::move(model).value());
}

}  // namespace

Result<Navigator, Faults> Navigator::load(const std::filesystem::path& folder,
                                          std::shared_ptr<const SharedTexts> shared,
                                          const Instruments& instruments) {
  const auto bundle = read_guide_folder(folder);
  if (!bundle) return bundle.error();
  return read(folder.filename().string(), *bundle, std::move(shared), instruments);
}

Result<Navigator, Faults> Navigator::read(std::string code, const GuideBundle& bundle,
                                          std::shared_ptr<const SharedTexts> shared,
                                          const Instruments& instruments) {
  Faults faults;
  Navigator out;
  out.code_ = std::move(code);
  out.mark_ = guide_mark(bundle);
  out.shared_ = std::move(shared);
  out.form_ = read_form(bundle.form, faults);
  out.table_ = read_table(bundle.dmn, faults);
  auto texts = NavigatorTexts::read(bundle.texts, *out.shared_);
  if (texts) {
    out.texts_ = std::make_shared<const NavigatorTexts>(std::move(texts).value());
  } else {
    add_all(faults, texts.error(), "texts.toml");
  }
  if (out.form_) {
    if (const Instrument* const instrument = instruments.without_permission(*out.form_))
      faults.add(licence_fault(*instrument));
    check_languages(*out.form_, faults);
    check_groups(*out.form_, faults);
  }
  if (out.form_ && out.table_ && out.texts_)
    check_table(*out.form_, *out.table_, *out.texts_, *out.shared_, faults);
  if (!faults.empty()) return faults;
  out.outcome_ = out.table_->find("Outcome");
  out.exit_ = out.table_->find("Exit");
  return out;
}

Value Navigator::facts(const Review& review) const {
  std::vector<std::pair<std::string, Value>> out;
  for (const rules::Element& element : table_->program().elements) {
    if (element.kind != rules::Element::Kind::input) continue;
    if (const auto id = form_->find(element.name)) out.emplace_back(element.name, review.fact(*id));
  }
  return Value::context(std::move(out));
}

Found Navigator::found(const rules::Table& table, std::uint32_t row, const std::vector<Value>& inputs) const {
  Found out;
  out.line = table.lines[row];
  out.outcome = texts_->outcome(rules::row_text(*table_, table, row, "outcome"));
  out.exit = texts_->exit(rules::row_text(*table_, table, row, "exit"));
  out.source = shared_->source(rules::row_text(*table_, table, row, "source"));
  for (std::size_t column = 0; column < table.inputs.size(); ++column) {
    if (table.cells[row * table.inputs.size() + column].kind == rules::Cell::Kind::any) continue;
    const std::uint32_t input = rules::column_input(*table_, table, column);
    const auto question = form_->find(table_->program().elements[input].name);
    if (question && !inputs[column].is_null()) out.because.push_back({*question, inputs[column]});
  }
  return out;
}

Result<std::vector<Found>> Navigator::matches(std::uint32_t decision, const Value& facts) const {
  std::vector<Found> out;
  if (decision == rules::none) return out;
  rules::Asking asking;
  asking.matches = rules::Matches::keep;
  asking.budget.steps = 200'000;
  const auto outcome = table_->evaluate(decision, facts, asking);
  if (!outcome) return Error{"navigator-table", outcome.error().what, code_};
  for (const rules::Match& match : outcome->matches) {
    const rules::Table& table = table_->program().code.tables[match.table];
    for (const std::uint32_t row : match.rows) out.push_back(found(table, row, match.inputs));
  }
  return out;
}

Result<Turn> Navigator::turn(const Value& answers) const {
  auto sheet = Sheet::read(*form_, answers);
  if (!sheet) return sheet.error();
  Turn out{Turn::State::question, std::nullopt, {}, Review::of(*form_, std::move(*sheet))};
  const Value known = facts(out.review);
  auto exits = matches(exit_, known);
  if (!exits) return exits.error();
  if (!exits->empty()) {
    out.state = Turn::State::exit;
    out.found = {exits->front()};
    return out;
  }
  if (!out.review.wrong().empty()) {
    out.state = Turn::State::wrong;
    return out;
  }
  out.node = out.review.next();
  if (out.node) return out;
  if (!out.review.missing().empty()) {
    out.state = Turn::State::missing;
    out.node = out.review.missing().front().node;
    return out;
  }
  auto results = matches(outcome_, known);
  if (!results) return results.error();
  if (results->empty()) return Error{"navigator-no-result", "no row matches these answers", code_};
  out.state = Turn::State::result;
  // Several rows may lead to one outcome: it is told once, by the first.
  for (Found& one : *results) {
    const bool told = std::any_of(out.found.begin(), out.found.end(),
                                  [&](const Found& other) { return other.outcome == one.outcome; });
    if (!told) out.found.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<Navigator>, Faults> load_navigators(const std::filesystem::path& folder,
                                                       const Instruments& instruments) {
  Faults faults;
  std::vector<Navigator> out;
  auto shared = SharedTexts::load(folder / "shared.toml");
  if (!shared) {
    add_all(faults, shared.error(), "shared.toml");
    return faults;
  }
  const auto texts = std::make_shared<const SharedTexts>(std::move(shared).value());
  std::vector<std::filesystem::path> folders;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.is_directory(failed)) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  if (folders.empty()) faults.add("navigators-missing", "", folder.string(), "there are no navigators here");
  for (const auto& one : folders) {
    auto navigator = Navigator::load(one, texts, instruments);
    if (navigator) {
      out.push_back(std::move(navigator).value());
    } else {
      add_all(faults, navigator.error(), one.filename().string());
    }
  }
  for (const std::string& code : texts->order) {
    const bool there = std::any_of(folders.begin(), folders.end(),
                                   [&](const auto& one) { return one.filename().string() == code; });
    if (!there) faults.add("order", "", "shared.toml", fmt::format("there is no navigator '{}'", code));
  }
  if (!faults.empty()) return faults;
  const auto place = [&](const Navigator& one) {
    return std::find(texts->order.begin(), texts->order.end(), one.code()) - texts->order.begin();
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Navigator& a, const Navigator& b) { return place(a) < place(b); });
  return out;
}

}  // namespace vuoro::forms
