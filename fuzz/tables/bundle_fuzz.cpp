#include <cstdint>
#include <cstdlib>
#include <string>

#include "tables/bundle.hpp"
#include "tables/cases.hpp"

/// Any bytes as the bundle that the studio is sent: refused with a reason, or a table that is written as it
/// was read, whose cases run, and that answers facts that nobody knows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vuoro::tables;
  if (size > 65'536) return 0;
  const std::string text(data, data + size);
  const auto bundle = bundle_from_json(text);
  if (!bundle) {
    if (bundle.error().what.empty()) std::abort();
    return 0;
  }
  const auto again = bundle_from_json(bundle_json(*bundle));
  if (!again || bundle_json(*again) != bundle_json(*bundle)) std::abort();
  static const Places places{{"tikkurila", "korso"}, {"families", "oral-korso"}, {"physio-direct"}};
  const auto table = Table::read("fuzz", *bundle, places);
  if (!table) {
    bool refused = false;
    for (const Flaw& flaw : table.error()) refused = refused || (!flaw.warning && !flaw.text().empty());
    if (!refused) std::abort();
    return 0;
  }
  static_cast<void>(run_cases(*table));
  if (!table->ask(vuoro::rules::Value::context({}))) std::abort();
  return 0;
}
