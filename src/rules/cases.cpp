#include "rules/cases.hpp"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "rules/loader.hpp"

namespace vuoro::rules {
namespace {

constexpr int deepest = 100;

bool is_nil(pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name.ends_with(":nil") && std::string_view(attribute.value()) == "true") return true;
  }
  return false;
}

std::string type_name(pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (!std::string_view(attribute.name()).ends_with(":type")) continue;
    const std::string type = attribute.value();
    const std::size_t colon = type.find(':');
    return colon == std::string::npos ? type : type.substr(colon + 1);
  }
  return {};
}

Value typed(const std::string& type, const std::string& text) {
  if (type == "string") return Value::string(text);
  if (type == "boolean") return text == "true" || text == "1";
  if (type == "date") return Date::parse(text);
  if (type == "time") return Time::parse(text);
  if (type == "dateTime") return DateTime::parse(text);
  if (type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration")
    return parse_temporal(text);
  if (type == "decimal" || type == "double" || type == "integer" || type == "int" || type == "float" ||
      type == "long") {
    return Decimal::parse(text);
  }
  return Value::string(text);  // the model's own types decide
}

/// value, list or component children; recursion is bounded.
Value value_in(pugi::xml_node node, int depth) {
  if (depth > deepest || is_nil(node)) return {};
  if (const pugi::xml_node list = child_named(node, "list")) {
    std::vector<Value> items;
    if (is_nil(list)) return {};
    for (const pugi::xml_node item : children_named(list, "item")) items.push_back(value_in(item, depth + 1));
    return Value::list(std::move(items));
  }
  const auto components = children_named(node, "component");
  if (!components.empty()) {
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(components.size());
    for (const pugi::xml_node component : components) {
      entries.emplace_back(component.attribute("name").value(), value_in(component, depth + 1));
    }
    return Value::context(std::move(entries));
  }
  const pugi::xml_node value = child_named(node, "value");
  if (!value || is_nil(value)) return {};
  return typed(type_name(value), value.child_value());
}

bool close(const Value& expected, const Value& got) {
  if (expected.number() != nullptr && got.number() != nullptr) {
    const auto distance = subtract(*expected.number(), *got.number());
    const auto tolerance = Decimal::parse("0.00000001");
    return distance && compare(distance->absolute(), *tolerance) < 0;
  }
  if (expected.list() != nullptr && got.list() != nullptr) {
    return std::equal(expected.list()->begin(), expected.list()->end(), got.list()->begin(),
                      got.list()->end(), close);
  }
  if (expected.context() != nullptr && got.context() != nullptr) {
    const auto& entries = expected.context()->entries;
    return entries.size() == got.context()->entries.size() &&
           std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
             const Value* other = got.context()->find(entry.first);
             return other != nullptr && close(entry.second, *other);
           });
  }
  if (expected.string() != nullptr && got.string() == nullptr) return *expected.string() == text_of(got);
  return equal(expected, got).value_or(false);
}

class Run {
 public:
  explicit Run(const Asking& asking) : asking_(asking) { asking_.matches = Matches::keep; }

  void file(const std::filesystem::path& path) {
    pugi::xml_document document;
    const auto parsed = document.load_file(path.c_str());
    const pugi::xml_node root = document.document_element();
    if (!parsed || local_name(root) != "testCases") {
      if (!parsed) report.faults.push_back({"cases-invalid", parsed.description(), path.string()});
      return;
    }
    const std::string name = child_named(root, "modelName").child_value();
    const auto model_file = path.parent_path() / std::filesystem::path(name).filename();
    const Model* model = model_of(model_file);
    if (model == nullptr) return;
    for (const pugi::xml_node test : children_named(root, "testCase"))
      run_case(path, *model, model_file, test);
  }

  void coverage(const std::vector<std::filesystem::path>& models) {
    for (const auto& path : models) {
      const Model* model = model_of(path);
      if (model == nullptr) continue;
      const auto& tables = model->program().code.tables;
      for (std::uint32_t t = 0; t < tables.size(); ++t) {
        if (tables[t].file != path.string()) continue;
        for (std::size_t row = 0; row < tables[t].rows(); ++row) {
          if (matched_.contains({tables[t].file, tables[t].lines[row]})) continue;
          report.uncovered.push_back({tables[t].file, tables[t].lines[row], tables[t].name, row + 1});
        }
      }
    }
  }

  CaseReport report;

 private:
  const Model* model_of(const std::filesystem::path& path) {
    const auto known = models_.find(path);
    if (known != models_.end()) return known->second ? &*known->second : nullptr;
    auto loaded = Model::load(path);
    auto& slot = models_[path];
    if (!loaded) {
      report.faults.push_back(loaded.error());
      return nullptr;
    }
    slot = std::move(loaded).value();
    report.findings.insert(report.findings.end(), slot->findings().begin(), slot->findings().end());
    return &*slot;
  }

  void run_case(const std::filesystem::path& path, const Model& model,
                const std::filesystem::path& model_file, pugi::xml_node test) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const pugi::xml_node input : children_named(test, "inputNode")) {
      entries.emplace_back(input.attribute("name").value(), value_in(input, 0));
    }
    const Value inputs = Value::context(std::move(entries));
    const bool service = std::string_view(test.attribute("type").value()) == "decisionService";
    const std::string invocable = test.attribute("invocableName").value();
    for (const pugi::xml_node expected : children_named(test, "resultNode")) {
      CaseResult result{
          path.string(), test.attribute("id").value(), expected.attribute("name").value(), {}, {}, {}};
      result.expected = value_in(child_named(expected, "expected"), 0);
      std::uint32_t element = model.find(result.decision);
      if (!invocable.empty()) element = service ? model.find_service(invocable) : model.find(invocable);
      if (service && invocable.empty()) element = model.find_service(result.decision);
      if (element == none) {
        result.why = model_file.string() + " has no such decision";
      } else {
        evaluate(model, element, inputs, result, service);
      }
      report.results.push_back(std::move(result));
    }
  }

  void evaluate(const Model& model, std::uint32_t element, const Value& inputs, CaseResult& result,
                bool service) {
    auto outcome = model.evaluate(element, inputs, asking_);
    if (!outcome) {
      result.why = outcome.error().what;
    } else {
      for (const std::string& problem : outcome->problems)
        result.why += (result.why.empty() ? "" : "; ") + problem;
      result.got = outcome->result;
      for (const Match& match : outcome->matches) {
        const Table& table = model.program().code.tables[match.table];
        for (const std::uint32_t row : match.rows) matched_.insert({table.file, table.lines[row]});
      }
    }
    result.passed = close(result.expected, result.got);
    if (!result.passed && service && result.got.context() != nullptr) {  // one output of several was named
      const Value* part = result.got.context()->find(result.decision);
      if (part != nullptr && close(result.expected, *part)) {
        result.got = Value(*part);
        result.passed = true;
      }
    }
  }

  Asking asking_;
  std::map<std::filesystem::path, std::optional<Model>> models_;
  std::set<std::pair<std::string, std::uint32_t>> matched_;
};

}  // namespace

std::size_t CaseReport::passed() const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const CaseResult& r) { return r.passed; }));
}

Result<CaseReport> run_cases(const std::filesystem::path& where, const Asking& asking) {
  std::vector<std::filesystem::path> cases;
  std::vector<std::filesystem::path> models;
  std::error_code failed;
  if (std::filesystem::is_regular_file(where, failed)) {
    cases.push_back(where);
  } else {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(where, failed)) {
      if (entry.path().extension() == ".xml") cases.push_back(entry.path());
      if (entry.path().extension() == ".dmn") models.push_back(entry.path());
    }
  }
  if (cases.empty()) return Error{"cases-missing", "there are no test cases here", where.string()};
  std::sort(cases.begin(), cases.end());
  std::sort(models.begin(), models.end());
  Run run(asking);
  for (const auto& path : cases) run.file(path);
  run.coverage(models);
  return std::move(run.report);
}

}  // namespace vuoro::rules
