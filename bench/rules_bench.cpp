#include <fmt/core.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <new>

#include "rules/json.hpp"
#include "rules/model.hpp"

/// Evaluates every case of every table of tables.json (bench/rules-feelin) and prints CPU nanoseconds for one
/// evaluation, with the results so that the script can compare them with feelin's.
namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace {

using namespace vuoro::rules;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string model_of(const Context& table) {
  std::string requirements;
  std::string inputs;
  std::string columns;
  const auto& names = *table.find("inputs")->list();
  for (const Value& name : names) {
    const std::string& n = *name.string();
    requirements += "<informationRequirement><requiredInput href=\"#" + n + "\"/></informationRequirement>";
    inputs += "<inputData id=\"" + n + "\" name=\"" + n + "\"><variable name=\"" + n + "\"/></inputData>";
    columns += "<input><inputExpression><text>" + n + "</text></inputExpression></input>";
  }
  std::string rows;
  for (const Value& row : *table.find("rows")->list()) {
    rows += "<rule>";
    for (std::size_t i = 0; i < row.list()->size(); ++i) {
      const char* tag = i < names.size() ? "inputEntry" : "outputEntry";
      rows += fmt::format("<{0}><text>{1}</text></{0}>", tag, escaped(*(*row.list())[i].string()));
    }
    rows += "</rule>";
  }
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" namespace=\"bench\">" + inputs +
         "<decision id=\"d\" name=\"d\">" + requirements + "<decisionTable hitPolicy=\"" +
         *table.find("policy")->string() + "\">" + columns + "<output/>" + rows +
         "</decisionTable></decision></definitions>";
}

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

void run(const Context& table, double seconds) {
  const auto model = Model::parse(model_of(table), "bench.dmn");
  const std::uint32_t decision = model->find("d");
  const auto& cases = *table.find("cases")->list();
  std::vector<Value> results;
  for (const Value& values : cases) results.push_back(model->evaluate(decision, values)->result);
  const std::size_t before = allocations;
  const double start = cpu_seconds();
  double used = 0;
  std::size_t done = 0;
  do {
    for (int i = 0; i < 100; ++i) {
      for (const Value& values : cases) static_cast<void>(model->evaluate(decision, values));
    }
    done += 100 * cases.size();
    used = cpu_seconds() - start;
  } while (used < seconds);
  fmt::print("{{\"table\": {}, \"ns\": {:.1f}, \"allocations\": {:.1f}, \"results\": {}}}\n",
             to_json(*table.find("name")), used / static_cast<double>(done) * 1e9,
             static_cast<double>(allocations - before) / static_cast<double>(done),
             to_json(Value::list(std::move(results))));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "rules_bench TABLES.json\n");
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const auto tables = from_json(std::string(std::istreambuf_iterator<char>(in), {}));
  if (!tables) {
    fmt::print(stderr, "{}\n", tables.error().what);
    return 1;
  }
  for (const Value& table : *tables->list()) run(*table.context(), 3);
  return 0;
}
