#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>

#include "core/snapshot.hpp"
#include "exchange/import_appointments.hpp"
#include "ledger/ledger_for_tests.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

inline const std::filesystem::path source_dir = VUORO_SOURCE_DIR;
inline const std::filesystem::path vitoria_map = source_dir / "content/maps/appointments-vitoria.toml";
inline const std::filesystem::path small_file = source_dir / "tests/exchange/data/appointments-small.csv";

/// 2026-01-15 12:00 in Helsinki.
inline constexpr Instant test_now{1'768'471'200};

/// A ledger of its own with a driver on it.
class House {
 public:
  explicit House(const std::filesystem::path& directory) : place_(ledger::Place::at(directory)) {
    if (!std::filesystem::exists(directory)) ledger::must(ledger::create_ledger(place_));
    open();
  }
  [[nodiscard]] live::Driver& driver() { return *driver_; }
  void reopen() {
    driver_.reset();
    open();
  }
  [[nodiscard]] core::StateHash hash() const {
    const auto reading = driver_->read();
    return core::hash_of(reading.state());
  }

 private:
  void open() {
    auto opened = ledger::must(ledger::open_ledger(place_, ledger::Mode::write));
    driver_ = ledger::must(live::Driver::start(std::move(opened), {.clock = [] { return test_now; }}));
  }
  ledger::Place place_;
  std::unique_ptr<live::Driver> driver_;
};

inline Map loaded_map(const std::filesystem::path& path = vitoria_map) {
  auto map = load_map(path);
  if (!map) throw std::runtime_error(map.error().front().reason);
  return std::move(map).value();
}

inline std::string text_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::filesystem::path written(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  return path;
}

/// Views for the tests of what an import leaves behind.
inline Viewer lead() {
  return rights::Gate::staff(Role::lead, Purpose::steering);
}

}  // namespace vuoro::exchange
