#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "twin/run_scenario.hpp"

/// Scenario files: what is wrong is told with file, line and reason, all of it at once.
namespace vuoro::twin::testing {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What is said of HT-1 after a replacement.
std::string faults_after(const std::string& from, const std::string& to) {
  std::string text = text_of(ht1_file);
  const auto at = text.find(from);
  if (at == std::string::npos) return "'" + from + "' is not in the file";
  text.replace(at, from.size(), to);
  const auto file =
      std::filesystem::temp_directory_path() / ("vuoro-scenario-" + std::to_string(::getpid()) + ".toml");
  std::ofstream(file) << text;
  const auto loaded = load_scenario(file);
  std::filesystem::remove(file);
  return loaded ? "" : content::to_string(loaded.error());
}

struct Fault {
  const char* from;
  const char* to;
  const char* line;
  const char* reason;
};

TEST(Scenario, FaultsAreToldWithLineAndReason) {
  const std::vector<Fault> faults = {
      {"\"4.5 per min\"", "\"4.5 min\"", ".toml:16:", "'rate' must be like"},
      {"{ exponential = \"4.5 min\" }", "{ exponential = \"4.5\" }", ".toml:33:", "a time with its unit"},
      {"{ exponential = \"4.5 min\" }", "{ exponential = \"4 min\", constant = \"4 min\" }",
       ".toml:33:", "give one of"},
      {"share = 0.7\n", "share = 0.6\n", ".toml:29:", "add up to 0.9"},
      {"share = 0.2\nto = \"leave\"", "share = 0.3\nto = \"leave\"", ".toml:55:", "'routine' add up to 1.1"},
      {"to = \"walk-in\"", "to = \"walkin\"", ".toml:64:", "did you mean 'walk-in'"},
      {"does = \"assess\"", "does = \"assses\"", ".toml:57:", "did you mean 'assess'"},
      {"servers = 22", "servers = 0", ".toml:32:", "whole number from 1"},
      {"servers = 22", "severs = 22", ".toml:32:", "unknown key 'severs'; did you mean 'servers'"},
      {"first = [\"urgent\", \"call-back\"", "first = [\"urgnt\", \"call-back\"",
       ".toml:29:", "did you mean 'urgent'"},
      {"visit = \"20 min\"", "visit = \"20.5 min\"", ".toml:87:", "whole minutes"},
      {"rise = 0.10", "rise = 0.97", ".toml:94:", "more than 1 together"},
      {"code = \"triage\"", "code = \"phone\"", ".toml:", "stands twice"},
      {"code = \"triage\"", "code = \"Triage room\"", ".toml:", "small letters"},
      {"horizon = \"120000 min\"", "horizon = \"0 min\"", ".toml:9:", "longer than 0"},
      {"horizon = \"120000 min\"", "horizon = \"50000 d\"", ".toml:9:", "at most 60 years"},
      {"begin = 2026-01-05", "begin = 1950-01-05", ".toml:9:", "between 1992 and 2040"},
      {"patience = { exponential = \"8 min\" }\n", "", ".toml:29:", "nobody gives up without"},
      {"after = { exponential = \"60 min\" }", "after = { constant = \"0 min\" }",
       ".toml:38:", "longer than 0"},
      {"name = \"HT-1", "name = ", ".toml:4:", "not valid TOML"},
  };
  for (const Fault& fault : faults) {
    const std::string told = faults_after(fault.from, fault.to);
    EXPECT_NE(told.find(fault.reason), std::string::npos) << fault.to << "\n" << told;
    EXPECT_NE(told.find(fault.line), std::string::npos) << fault.to << "\n" << told;
  }
}

TEST(Scenario, AMissingFileIsToldAsOne) {
  const auto loaded = load_scenario("/nowhere/none.toml");
  ASSERT_FALSE(loaded.ok());
  EXPECT_NE(content::to_string(loaded.error()).find("none.toml"), std::string::npos);
}

/// A matter only goes on to later stages: no scenario can run in a circle for ever.
TEST(Scenario, NobodyGoesBackToAnEarlierStage) {
  const std::string told = faults_after("to = \"walk-in\"", "to = \"phone\"");
  EXPECT_NE(told.find("unknown word 'phone'"), std::string::npos) << told;
}

TEST(Scenario, EveryShippedScenarioIsSoundAndWatchesWhatItHas) {
  int count = 0;
  for (const auto& folder : {source_dir / "content" / "scenarios", data_dir}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".toml") continue;
      const auto prepared = ready(scenario_in(entry.path()));
      const auto quantities = quantities_of(prepared->scenario, prepared->rules);
      for (const std::string& watched : prepared->scenario.watch)
        EXPECT_NE(std::ranges::find(quantities, watched, &Quantity::name), quantities.end())
            << entry.path() << " watches " << watched;
      ++count;
    }
  }
  EXPECT_GT(count, 30);
}

}  // namespace
}  // namespace vuoro::twin::testing
