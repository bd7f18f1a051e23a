#include "twin/sweep.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "twin/run_scenario.hpp"

/// Sweeps: what is cut into units comes out the same whoever does which.
namespace vuoro::twin::testing {
namespace {

/// A design's file beside a copy of nothing: it names the scenario by its whole path.
class DesignFile {
 public:
  explicit DesignFile(const std::string& rest)
      : path_(std::filesystem::temp_directory_path() /
              ("vuoro-design-" + std::to_string(::getpid()) + ".toml")) {
    std::ofstream(path_) << "scenario = \"" << ht1_file.string() << "\"\n" << rest;
  }
  DesignFile(const DesignFile&) = delete;
  DesignFile& operator=(const DesignFile&) = delete;
  ~DesignFile() { std::filesystem::remove(path_); }

  [[nodiscard]] Result<Design, content::ContentErrors> load() const { return load_design(path_); }

 private:
  std::filesystem::path path_;
};

/// Short days, so that a replication takes milliseconds.
constexpr const char* short_days = R"(
[[factor]]
path = "time.horizon"
values = ["960 min"]
[[factor]]
path = "stage.phone.servers"
values = [20, 24]
)";

Design design_of(const std::string& rest) {
  auto design = DesignFile(rest).load();
  if (!design) throw std::runtime_error(content::to_string(design.error()));
  return std::move(design).value();
}

std::string swept(const Design& design, unsigned threads) {
  std::vector<std::string> units;
  for (std::uint32_t n = 0; n < units_of(design); ++n) {
    auto text = run_unit(design, n, viewer(), threads);
    if (!text) throw std::runtime_error(text.error().what);
    EXPECT_TRUE(whole_unit(design, n, *text));
    units.push_back(std::move(text).value());
  }
  auto all = gather(design, units);
  if (!all) throw std::runtime_error(all.error().what);
  return std::move(all).value();
}

TEST(Sweep, TheSameBytesHoweverItIsCut) {
  const std::string whole = swept(design_of(std::string("replications = 6\ntogether = 6\n") + short_days), 1);
  EXPECT_EQ(whole, swept(design_of(std::string("replications = 6\ntogether = 1\n") + short_days), 2));
  EXPECT_EQ(whole, swept(design_of(std::string("replications = 6\ntogether = 4\n") + short_days), 3));
  EXPECT_EQ(std::ranges::count(whole, '\n'), 1 + 2 * 6);
  EXPECT_TRUE(whole.starts_with("point,time.horizon,stage.phone.servers,replication,"));
  EXPECT_NE(whole.find("\n1,960 min,24,5,"), std::string::npos);
}

TEST(Sweep, APointIsTheScenarioWithItsValues) {
  const Design design = design_of(std::string("replications = 2\n") + short_days);
  const auto scenario = load_scenario(ht1_file, point_of(design, 1));
  ASSERT_TRUE(scenario.ok());
  EXPECT_EQ(scenario->stages[0].servers, 24U);
  EXPECT_DOUBLE_EQ(scenario->horizon, 960);
  auto prepared = ready(*scenario);
  Plan plan;
  plan.seed = design.seed;
  plan.replications = 2;
  const auto results = run(*prepared, viewer(), plan);
  ASSERT_TRUE(results.ok());
  std::string row = "\n1,960 min,24,1";
  for (const double value : results->rows[1]) row += fmt::format(",{}", value);
  EXPECT_NE(swept(design, 1).find(row + "\n"), std::string::npos) << row;
}

TEST(Sweep, EveryUnitHasOneProcess) {
  for (const std::uint32_t of : {1U, 3U, 7U}) {
    for (std::uint32_t unit = 0; unit < 50; ++unit) {
      int mine = 0;
      for (std::uint32_t nth = 0; nth < of; ++nth) mine += Layout{nth, of}.mine(unit);
      EXPECT_EQ(mine, 1);
    }
  }
}

TEST(Sweep, ATornFileAndOneOfAnotherDesignAreNotWhole) {
  const Design design = design_of(std::string("replications = 2\n") + short_days);
  const Design other = design_of(std::string("replications = 2\nseed = 2\n") + short_days);
  EXPECT_NE(design.mark, other.mark);
  const std::string text = *run_unit(design, 0, viewer(), 1);
  EXPECT_FALSE(whole_unit(other, 0, text));
  EXPECT_FALSE(whole_unit(design, 1, text));
  for (std::size_t n = 0; n < text.size(); ++n) ASSERT_FALSE(whole_unit(design, 0, text.substr(0, n))) << n;
}

TEST(Sweep, PointsWithOtherQuantitiesAreNotGathered) {
  const Design design = design_of(std::string("replications = 1\n") + short_days);
  std::vector<std::string> units{*run_unit(design, 0, viewer(), 1), *run_unit(design, 1, viewer(), 1)};
  units[1].replace(units[1].find("phone."), 6, "phono.");
  const auto all = gather(design, units);
  ASSERT_FALSE(all.ok());
  EXPECT_EQ(all.error().code, "sweep-columns");
  EXPECT_NE(all.error().where.find("stage.phone.servers = 24"), std::string::npos);
}

TEST(Sweep, FaultsOfADesignAreToldWithTheirReason) {
  const auto fault = [](const std::string& rest) {
    const auto design = DesignFile("replications = 1\n" + rest).load();
    return design ? std::string() : content::to_string(design.error());
  };
  const auto factor = [](const std::string& path, const std::string& values) {
    return "[[factor]]\npath = \"" + path + "\"\nvalues = " + values + "\n";
  };
  EXPECT_EQ(fault(factor("stage.phone.servers", "[1]")), "");
  EXPECT_NE(fault("").find("'factor'"), std::string::npos) << fault("");
  EXPECT_NE(fault(factor("stage.phone.servers", "[]")).find("at least one value"), std::string::npos);
  EXPECT_NE(fault(factor("stage.phone.servers", "[[1]]")).find("a value is a number"), std::string::npos);
  EXPECT_NE(fault(factor("stage.fax.servers", "[1]")).find("it has no 'fax'"), std::string::npos);
  EXPECT_NE(fault(factor("name.deeper", "[1]")).find("is no place"), std::string::npos);
  EXPECT_NE(fault(factor("", "[1]")).find("'path'"), std::string::npos);
  EXPECT_NE(fault(factor("stage.", "[1]")).find("is no place"), std::string::npos);
  EXPECT_NE(fault(factor("stage.phone.severs", "[1]")).find("did you mean 'servers'"), std::string::npos);
  EXPECT_NE(fault(factor("stage.phone.servers", "[0]")).find("whole number from 1"), std::string::npos);
  EXPECT_NE(
      fault(factor("time.horizon", "[\"9 min\"]") + factor("time.horizon", "[\"8 min\"]")).find("2 times"),
      std::string::npos);
  std::string many = "[1";
  for (int n = 0; n < 400; ++n) many += ", 1";
  many += "]";
  EXPECT_NE(fault(factor("a", many) + factor("b", many)).find("points"), std::string::npos);
}

TEST(Sweep, AFaultOfALaterPointNamesThePoint) {
  const Design design =
      design_of("replications = 1\n[[factor]]\npath = \"stage.phone.servers\"\nvalues = [20, 0]\n");
  const auto text = run_unit(design, 1, viewer(), 1);
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, "sweep-point");
  EXPECT_EQ(text.error().where, "stage.phone.servers = 0");
}

}  // namespace
}  // namespace vuoro::twin::testing
