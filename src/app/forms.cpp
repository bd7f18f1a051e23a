#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.hpp"
#include "forms/json_text.hpp"
#include "forms/navigator.hpp"
#include "forms/navigator_cases.hpp"
#include "forms/review.hpp"
#include "rules/json.hpp"

namespace vuoro::app {

namespace {

using rules::Value;
using Members = std::vector<std::pair<std::string, Value>>;

/// The files themselves, and every .json below directories that says it is a Questionnaire.
std::vector<std::filesystem::path> forms_below(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> out;
  for (const auto& path : paths) {
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
      out.push_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path, failed)) {
      if (entry.path().extension() != ".json") continue;
      const auto document = forms::read_json_file(entry.path());
      const Value* const type = document ? forms::field(*document, "resourceType") : nullptr;
      const bool other =
          document && (type == nullptr || type->string() == nullptr || *type->string() != "Questionnaire");
      if (!other) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<forms::Form> read_form(const std::filesystem::path& file) {
  const auto document = forms::read_json_file(file);
  if (!document) return document.error();
  auto form = forms::Form::read(rules::to_json(*document));
  if (form) return std::move(form).value();
  return Error{"form-refused", form.error().text(file.string())};
}

Value faults_json(const forms::Faults& faults) {
  std::vector<Value> out;
  for (const forms::Fault& fault : faults.all()) {
    out.push_back(Value::context({{"linkId", Value::string(fault.link_id)},
                                  {"path", Value::string(fault.path)},
                                  {"code", Value::string(fault.code)},
                                  {"what", Value::string(fault.what)}}));
  }
  return Value::list(std::move(out));
}

Value review_json(const forms::Form& form, const forms::Review& review) {
  std::vector<Value> missing;
  for (const forms::Missing& one : review.missing())
    missing.push_back(Value::string(form.item(one.item).link_id));
  Members scores;
  for (const forms::Score& one : review.scores()) scores.emplace_back(form.item(one.item).link_id, one.value);
  const auto next = review.next();
  const Value asked = next ? Value::string(form.item(review.sheet().nodes()[*next].item).link_id) : Value{};
  return Value::context({{"form", Value::string(form.identity())},
                         {"complete", review.complete()},
                         {"next", asked},
                         {"missing", Value::list(std::move(missing))},
                         {"wrong", faults_json(review.wrong())},
                         {"scores", Value::context(std::move(scores))}});
}

/// {"error": {…}} to standard output, as the other answers go.
int refuse(const Error& error) {
  fmt::print(
      "{}\n",
      rules::to_json(Value::context({{"error", Value::context({{"code", Value::string(error.code)},
                                                               {"what", Value::string(error.what)},
                                                               {"where", Value::string(error.where)}})}})));
  return 1;
}

int report(const forms::NavigatorReport& cases) {
  for (const Error& fault : cases.faults) fmt::print("{}: {}\n", fault.where, fault.what);
  for (const forms::FailedCase& one : cases.failed) fmt::print("{}: {}: {}\n", one.file, one.name, one.what);
  for (const forms::UnreachedRow& row : cases.unreached) {
    fmt::print("{}/table.dmn:{}: {}: no case reaches row {}\n", row.navigator, row.line, row.table, row.row);
  }
  return cases.passed() ? 0 : 1;
}

}  // namespace

int forms_check(const FormsCheck& command) {
  const auto instruments = forms::Instruments::load(command.instruments);
  if (!instruments) return fail(instruments.error());
  const auto files = forms_below(command.paths);
  if (files.empty()) return fail({"forms-missing", "there are no forms here"});
  std::size_t refused = 0;
  for (const auto& file : files) {
    const auto form = read_form(file);
    const forms::Instrument* const instrument = form ? instruments->without_permission(*form) : nullptr;
    if (!form) {
      const bool whole = form.error().code != "form-refused";
      fmt::print("{}{}{}", whole ? form.error().where + ": " : "", form.error().what, whole ? "\n" : "");
    } else if (instrument != nullptr) {
      fmt::print("{}: {}\n", file.string(), forms::licence_fault(*instrument).what);
    } else {
      for (const std::string& note : form->notes())
        fmt::print(stderr, "{}: {}: an element that FHIR does not have; kept, not used\n", file.string(),
                   note);
    }
    if (!form || instrument != nullptr) ++refused;
  }
  fmt::print("{} of {} forms can be used\n", files.size() - refused, files.size());
  return refused == 0 ? 0 : 1;
}

int forms_score(const FormsScore& command) {
  const auto form = read_form(command.form);
  if (!form) return refuse(form.error());
  const auto answers = forms::read_json_file(command.answers);
  if (!answers) return refuse(answers.error());
  auto sheet = forms::Sheet::read(*form, *answers);
  if (!sheet) return refuse(sheet.error());
  const forms::Review review = forms::Review::of(*form, std::move(*sheet));
  fmt::print("{}\n", rules::to_json(review_json(*form, review)));
  return 0;
}

int navigators_test(const NavigatorsTest& command) {
  const auto instruments = forms::Instruments::load(command.instruments);
  if (!instruments) return fail(instruments.error());
  const auto navigators = forms::load_navigators(command.folder, *instruments);
  if (!navigators) {
    fmt::print("{}", navigators.error().text(command.folder.string()));
    return 1;
  }
  int status = 0;
  std::size_t cases = 0;
  std::size_t uncovered = 0;
  for (const forms::Navigator& navigator : *navigators) {
    const auto run = forms::run_navigator_cases(navigator, command.folder / navigator.code());
    cases += run.cases;
    uncovered += run.unreached.size();
    status = std::max(status, report(run));
  }
  fmt::print("{} navigators, {} cases, {} rows without a case\n", navigators->size(), cases, uncovered);
  return status;
}

int navigators_ask(const NavigatorsAsk& command) {
  const auto instruments = forms::Instruments::load(command.instruments);
  if (!instruments) return refuse(instruments.error());
  const auto navigators = forms::load_navigators(command.folder, *instruments);
  if (!navigators) return refuse({"navigators-refused", navigators.error().text(command.folder.string())});
  const auto navigator =
      std::find_if(navigators->begin(), navigators->end(),
                   [&](const forms::Navigator& one) { return one.code() == command.name; });
  if (navigator == navigators->end()) return refuse({"navigator-unknown", "there is no such navigator"});
  const auto answers = forms::read_json_file(command.answers);
  if (!answers) return refuse(answers.error());
  const auto turn = navigator->turn(*answers);
  if (!turn) return refuse(turn.error());
  const auto language =
      std::find(forms::language_codes.begin(), forms::language_codes.end(), command.language);
  const auto index = static_cast<std::size_t>(language - forms::language_codes.begin());
  fmt::print("{}\n",
             rules::to_json(forms::turn_json(*navigator, *turn, static_cast<forms::Language>(index))));
  return 0;
}

}  // namespace vuoro::app
