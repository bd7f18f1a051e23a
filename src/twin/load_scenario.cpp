#include "twin/load_scenario.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include "content/load_rules.hpp"
#include "twin/override_toml.hpp"
#include "twin/scenario_reader.hpp"

namespace vuoro::twin {

using content::Fields;
using content::Presence;

namespace {

constexpr std::array<std::string_view, 2> runs_words = {"always", "office_hours"};
constexpr std::size_t most_places = 100;
constexpr double longest = 60.0 * 365 * 24 * 60;  // so that bookings stay where the calendar knows holidays
constexpr double most_contacts = 20e6;
constexpr std::size_t longest_code = 40;

/// The codes of an array of tables; what is wrong with them is told when the tables are read.
std::vector<std::string> codes(const toml::table& root, std::string_view key) {
  std::vector<std::string> found;
  const toml::array* list = root[key].as_array();
  if (list == nullptr) return found;
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    found.push_back(table == nullptr ? "" : (*table)["code"].value_or(std::string{}));
  }
  return found;
}

bool good_code(const std::string& code) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !code.empty() && code.size() <= longest_code && std::ranges::all_of(code, plain);
}

void check_codes(Fields& fields, const ScenarioReader::Names& names) {
  std::set<std::string> seen;
  for (const auto* list : {&names.segments, &names.stages, &names.clinics}) {
    if (list->size() > most_places) fields.fault(fmt::format("more than {} of a kind", most_places));
    for (const std::string& code : *list) {
      if (!good_code(code))
        fields.fault(fmt::format("code '{}': small letters, digits and '-', at most {}", code, longest_code));
      if (!seen.insert(code).second) fields.fault(fmt::format("the code '{}' stands twice", code));
    }
  }
}

void read_time(Fields& root, Scenario& s) {
  auto time = root.table("time");
  if (!time) return;
  s.begin = time->day("begin").value_or(s.begin);
  if (s.begin < calendar::first_known_day || s.begin > day_of(2040, 1, 1))
    time->fault("'begin' must lie between 1992 and 2040");
  s.runs = static_cast<Runs>(time->choice("runs", runs_words, Presence::required).value_or(0));
  s.horizon = minutes(*time, "horizon", Presence::required).value_or(1);
  s.warm_up = minutes(*time, "warm_up", Presence::optional).value_or(0);
  if (s.horizon <= 0 || s.horizon > longest)
    time->fault("'horizon' must be longer than 0 and at most 60 years");
  if (s.warm_up >= s.horizon) time->fault("'warm_up' must be shorter than 'horizon'");
  static_cast<void>(time->text("source", Presence::optional));
  time->finish();
}

void check_whole(Fields& root, const Scenario& s) {
  double sum = 0;
  for (const Segment& segment : s.segments) sum += segment.share;
  if (std::abs(sum - 1) > 1e-9)
    root.fault(fmt::format("the shares of the segments add up to {:.6g}, not to 1", sum));
  if (s.arrivals.per_minute * s.horizon > most_contacts)
    root.fault(fmt::format("more than {} contacts in one replication", most_contacts));
}

}  // namespace

Result<Scenario, content::ContentErrors> load_scenario(const std::filesystem::path& file,
                                                       std::span<const Override> others) {
  content::ContentErrors errors;
  auto table = content::read_toml(file, file.filename().string(), errors);
  if (!table) return errors;
  for (const Override& one : others) {
    if (std::string wrong = put(*table, one); !wrong.empty())
      errors.push_back({file.filename().string(), 0, 0, std::move(wrong)});
  }
  if (!errors.empty()) return errors;
  Fields root(*table, file.filename().string(), errors);
  Scenario s;
  s.name = root.text("name").value_or("");
  s.source = root.text("source").value_or("");
  if (const auto pack = root.text("promises", Presence::optional)) s.promises = file.parent_path() / *pack;
  s.watch = root.texts("watch");
  read_time(root, s);
  const ScenarioReader::Names names{codes(*table, "segment"), codes(*table, "stage"),
                                    codes(*table, "clinic")};
  check_codes(root, names);
  const ScenarioReader reader(names);
  for (Fields& fields : root.tables("segment")) s.segments.push_back(reader.segment(fields));
  for (Fields& fields : root.tables("stage")) s.stages.push_back(reader.stage(fields, s.stages.size()));
  for (Fields& fields : root.tables("clinic", Presence::optional)) s.clinics.push_back(reader.clinic(fields));
  if (s.segments.empty()) root.fault("there must be at least one segment");
  if (s.stages.empty()) root.fault("there must be at least one stage");
  if (auto arrivals = root.table("arrivals")) s.arrivals = reader.arrivals(*arrivals);
  check_whole(root, s);
  root.finish();
  if (!errors.empty()) return errors;
  return s;
}

Result<promises::RulePack, content::ContentErrors> load_promises(const Scenario& scenario) {
  if (scenario.promises.empty()) return promises::RulePack();
  return content::load_rules(scenario.promises);
}

}  // namespace vuoro::twin
