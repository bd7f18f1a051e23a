#include "live/telephone.hpp"

#include <gtest/gtest.h>

namespace vuoro::live {
namespace {

TEST(TelephoneNumber, HasOneSpelling) {
  const struct {
    std::string_view written, plain;
  } cases[] = {
      {"+358 40 123 4567", "+358401234567"}, {"040-123 4567", "+358401234567"},
      {"0401234567", "+358401234567"},       {"00358 (40) 1234567", "+358401234567"},
      {"+46 8 123 456 78", "+46812345678"},  {"0046812345678", "+46812345678"},
      {"09 000 1234", "+35890001234"},
  };
  for (const auto& c : cases) EXPECT_EQ(plain_number(c.written).value_or("refused"), c.plain) << c.written;
}

TEST(TelephoneNumber, IsRefusedWhenItIsNone) {
  for (const std::string_view written :
       {"", " ", "anonymous", "116117", "+", "++358401234567", "040 123 456 7 soita", "+3584012345678901",
        "0", "00", "+0401234567", "358+401234567", "\xE2\x82\xAC"}) {
    EXPECT_FALSE(plain_number(written)) << written;
  }
}

}  // namespace
}  // namespace vuoro::live
