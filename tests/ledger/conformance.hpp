#pragma once

#include "ledger/ledger_for_tests.hpp"

namespace vuoro::ledger {

// What every engine of the ledger owes its callers; an engine joins by one more line at the end of
// conformance_test.cpp.

struct Engine {
  const char* name;
  Status (*create)(const Place&);
  Result<std::unique_ptr<Ledger>> (*open)(const Place&, Mode);
  Result<CheckReport> (*check)(const Place&);
  Status (*restore)(const std::filesystem::path&, const Place&);
};

class Conformance : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override { must(GetParam().create(place_)); }

  [[nodiscard]] std::unique_ptr<Ledger> open(Mode mode = Mode::write) const {
    auto ledger = must(GetParam().open(place_, mode));
    must(ledger->replay(1, {}));
    return ledger;
  }
  void expect_clean() const {
    const auto report = must(GetParam().check(place_));
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.faults[0].what + " " + report.faults[0].where);
  }

  Scratch scratch_;
  Place place_ = Place::at(scratch_ / "county");
};

}  // namespace vuoro::ledger
