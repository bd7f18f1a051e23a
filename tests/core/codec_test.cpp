#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_entries.hpp"

namespace vuoro::core::testing {
namespace {

using Bytes = std::vector<std::byte>;

Bytes encoded(const Entry& entry) {
  Bytes bytes;
  encode(entry, bytes);
  return bytes;
}

RC_GTEST_PROP(Codec, DecodesWhatItEncoded, ()) {
  for (std::size_t kind = 0; kind < event_kinds; ++kind) {
    const Entry entry = any_entry(kind);
    const auto back = decode(encoded(entry));
    RC_ASSERT(back.ok());
    RC_ASSERT(same(*back, entry));
  }
}

RC_GTEST_PROP(Codec, AppendsAndLeavesTheRest, ()) {
  const Entry entry = any_entry(*rc::gen::inRange<std::size_t>(0, event_kinds));
  Bytes bytes(3, std::byte{0xAB});
  encode(entry, bytes);
  const Bytes alone = encoded(entry);
  RC_ASSERT(bytes.size() == alone.size() + 3);
  RC_ASSERT(std::equal(alone.begin(), alone.end(), bytes.begin() + 3));
}

/// Whatever is accepted has one spelling: its bytes again.
void accepted_only_as_written(const Bytes& bytes) {
  const auto back = decode(bytes);
  if (back.ok()) RC_ASSERT(encoded(*back) == bytes);
}

RC_GTEST_PROP(Codec, RandomBytesAreRefusedOrMeanThemselves, (std::vector<std::uint8_t> raw)) {
  Bytes bytes;
  for (const std::uint8_t b : raw) bytes.push_back(std::byte{b});
  accepted_only_as_written(bytes);
}

RC_GTEST_PROP(Codec, DamagedBytesAreRefusedOrMeanThemselves, ()) {
  Bytes bytes = encoded(any_entry(*rc::gen::inRange<std::size_t>(0, event_kinds)));
  const auto hits = *rc::gen::inRange(1, 4);
  for (int hit = 0; hit < hits && !bytes.empty(); ++hit) {
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        bytes[at] ^= std::byte{1} << *rc::gen::inRange(0, 8);
        break;
      case 1:
        bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      default:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                     std::byte{*rc::gen::arbitrary<std::uint8_t>()});
    }
  }
  accepted_only_as_written(bytes);
}

RC_GTEST_PROP(Codec, EveryTruncationIsRefused, ()) {
  const Bytes bytes = encoded(any_entry(*rc::gen::inRange<std::size_t>(0, event_kinds)));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    RC_ASSERT(!decode(std::span(bytes).first(size)).ok());
  }
}

TEST(Codec, RefusesWhatNoEventCanSay) {
  struct Case {
    std::vector<unsigned> bytes;
    const char* why;
  };
  const Case cases[] = {
      {{}, "nothing"},
      {{29, 0, 0, 0, 0, 0, 1}, "a kind that does not exist yet"},
      {{12, 4, 0, 0, 0, 0, 1}, "an actor of no kind"},
      {{12, 0, 0, 0, 0, 0, 0x81, 0}, "the number 1 spelt in two bytes"},
      {{12, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1}, "a matter beyond 32 bits"},
      {{17, 0, 0, 0, 0, 0, 1, 48}, "a trigger that does not exist: a shift beyond the set"},
      {{4, 0, 0, 0, 0, 0, 1, 1, 0x80, 0x80, 4, 0}, "a set with a domain that does not exist"},
      {{12, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 0, 0, 0, 1},
       "an instant beyond time"},
      {{12, 0, 0, 0, 0, 0, 1, 0}, "a byte too many"},
  };
  for (const Case& c : cases) {
    Bytes bytes;
    for (const unsigned b : c.bytes) bytes.push_back(static_cast<std::byte>(b));
    const auto back = decode(bytes);
    ASSERT_FALSE(back.ok()) << c.why;
    EXPECT_EQ(back.error().code, "event-undecodable") << c.why;
  }
}

}  // namespace
}  // namespace vuoro::core::testing
