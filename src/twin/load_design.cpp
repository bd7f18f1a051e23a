#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "content/toml_reader.hpp"
#include "twin/sweep.hpp"

/// Files of designs.
namespace vuoro::twin {

using content::Fields;
using content::Presence;

namespace {

constexpr std::uint32_t most_replications = 1'000'000;
constexpr std::size_t most_factors = 20;

class Mark {
 public:
  void add(std::string_view text) {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211ULL;  // FNV-1a
    hash_ = (hash_ ^ 0xFFU) * 1099511628211ULL;
  }
  void add_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    add(file.filename().string());
    add(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  [[nodiscard]] std::string text() const { return fmt::format("{:016x}", hash_); }

 private:
  std::uint64_t hash_ = 14695981039346656037ULL;
};

std::optional<Override::Value> value_of(const toml::node& node) {
  if (const auto* const flag = node.as_boolean()) return Override::Value{flag->get()};
  if (const auto* const whole = node.as_integer()) return Override::Value{whole->get()};
  if (const auto* const number = node.as_floating_point()) return Override::Value{number->get()};
  if (const auto* const text = node.as_string()) return Override::Value{text->get()};
  return std::nullopt;
}

Factor read_factor(Fields& fields) {
  Factor factor;
  factor.path = fields.text("path").value_or("");
  if (const toml::array* const values = fields.array("values", Presence::required)) {
    for (const toml::node& node : *values) {
      if (auto value = value_of(node)) {
        factor.values.push_back(*std::move(value));
      } else {
        fields.fault(node, "a value is a number, a text, true or false");
      }
    }
    if (values->empty()) fields.fault(*values, "give at least one value");
  }
  return factor;
}

void check_size(Fields& root, const Design& design) {
  std::uint64_t points = 1;
  for (const Factor& factor : design.factors) {
    points = std::min<std::uint64_t>(points * std::max<std::size_t>(1, factor.values.size()),
                                     std::uint64_t{most_points} + 1);
  }
  if (points > most_points) {
    root.fault(fmt::format("more than {} points", most_points));
  } else if (points * ((design.replications + design.together - 1) / design.together) > most_units) {
    root.fault(fmt::format("more than {} units of work: raise 'together'", most_units));
  }
  for (std::size_t i = 0; i < design.factors.size(); ++i) {
    const auto same = std::ranges::count(design.factors, design.factors[i].path, &Factor::path);
    if (same > 1) root.fault(fmt::format("the path '{}' stands {} times", design.factors[i].path, same));
  }
  if (design.factors.size() > most_factors) root.fault(fmt::format("more than {} factors", most_factors));
}

/// What the design, its scenario and the scenario's promises say, byte by byte.
std::string mark_of(const std::filesystem::path& file, const Design& design) {
  Mark mark;
  mark.add_file(file);
  mark.add_file(design.scenario);
  const auto scenario = load_scenario(design.scenario);
  if (scenario && !scenario->promises.empty()) {
    std::vector<std::filesystem::path> rules;
    std::error_code none;  // A folder that is not there is told when a unit reads its rules.
    for (const auto& entry : std::filesystem::directory_iterator(scenario->promises, none))
      if (entry.is_regular_file(none)) rules.push_back(entry.path());
    std::ranges::sort(rules);
    for (const auto& one : rules) mark.add_file(one);
  }
  return mark.text();
}

}  // namespace

Result<Design, content::ContentErrors> load_design(const std::filesystem::path& file) {
  content::ContentErrors errors;
  const auto table = content::read_toml(file, file.filename().string(), errors);
  if (!table) return errors;
  Fields root(*table, file.filename().string(), errors);
  Design design;
  design.scenario = file.parent_path() / root.text("scenario").value_or("");
  design.seed = static_cast<std::uint64_t>(root.number("seed", 0, INT64_MAX, Presence::optional).value_or(1));
  design.replications =
      static_cast<std::uint32_t>(root.number("replications", 1, most_replications).value_or(1));
  design.together = static_cast<std::uint32_t>(
      root.number("together", 1, most_replications, Presence::optional).value_or(10));
  static_cast<void>(root.text("source", Presence::optional));
  for (Fields& factor : root.tables("factor")) design.factors.push_back(read_factor(factor));
  check_size(root, design);
  root.finish();
  if (!errors.empty()) return errors;
  // Mistaken paths and values of the first point are told before any work; those of others when they are run.
  if (const auto scenario = load_scenario(design.scenario, point_of(design, 0)); !scenario)
    return scenario.error();
  design.mark = mark_of(file, design);
  return design;
}

}  // namespace vuoro::twin
