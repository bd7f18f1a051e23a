#include <algorithm>
#include <cstdlib>
#include <span>
#include <vector>

#include "core/codec.hpp"
#include "core/invariants.hpp"
#include "core/journal.hpp"
#include "core/snapshot.hpp"

/// Any bytes: refused, or an entry that is written again as the same bytes and that a State takes or refuses;
/// a snapshot that is refused, or a State that can be walked and is written again as the same bytes. The
/// first byte chooses which.
namespace {

using namespace vuoro;

void as_entry(std::span<const std::byte> bytes) {
  const auto entry = core::decode(bytes);
  if (!entry) return;
  std::vector<std::byte> again;
  core::encode(*entry, again);
  if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
  core::State state;
  static_cast<void>(core::replay(state, *entry));
}

/// Length-prefixed entries, one after another, into one State.
void as_ledger(std::span<const std::byte> bytes) {
  core::State state;
  while (!bytes.empty()) {
    const std::size_t size = std::min(std::to_integer<std::size_t>(bytes[0]), bytes.size() - 1);
    if (const auto entry = core::decode(bytes.subspan(1, size))) {
      static_cast<void>(core::replay(state, *entry));
    }
    bytes = bytes.subspan(1 + size);
  }
  static const auto calendar = calendar::Calendar::finnish();
  static_cast<void>(core::violations(state, calendar));
  const auto again = core::read_snapshot(core::write_snapshot(state));
  static_cast<void>(again);
}

void as_snapshot(std::span<const std::byte> bytes) {
  const auto state = core::read_snapshot(bytes);
  if (!state) return;
  const auto again = core::write_snapshot(*state);
  if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
  static const auto calendar = calendar::Calendar::finnish();
  static_cast<void>(core::violations(*state, calendar));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  if (bytes.empty()) return 0;
  const auto rest = bytes.subspan(1);
  switch (data[0] % 3) {
    case 0:
      as_entry(rest);
      break;
    case 1:
      as_ledger(rest);
      break;
    default:
      as_snapshot(rest);
  }
  return 0;
}
