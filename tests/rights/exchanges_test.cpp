#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "rights/gate.hpp"

namespace vuoro::rights {
namespace {

namespace fs = std::filesystem;

constexpr Instant now{1'800'000'000};
constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
constexpr std::string_view body = R"({"a":1})";
/// printf 'demo\n1800000000\n{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
constexpr std::string_view signature = "v1=dfd7efd01e7358a3e22209386d5d8b736c5b2a38d5d97834ca7c07944ef92173";

class ExchangeSecrets : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("vuoro-secrets-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    put("demo", std::string(secret) + "\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& code, const std::string& text, fs::perms mode = fs::perms::owner_read) const {
    const fs::path file = folder_ / (code + ".secret");
    fs::remove(file);
    std::ofstream(file) << text;
    fs::permissions(file, mode);
  }
  [[nodiscard]] std::string fault(const std::string& code = "demo") const {
    const auto loaded = Exchanges::load(folder_, {code});
    if (loaded.ok()) return "";
    EXPECT_EQ(loaded.error().what.find(secret.substr(0, 8)), std::string::npos) << "the secret is told";
    return loaded.error().code;
  }
  [[nodiscard]] std::string verdict(const SignedRequest& request, Instant when = now) const {
    const auto loaded = Exchanges::load(folder_, {"demo"});
    EXPECT_TRUE(loaded.ok());
    const auto exchange = Gate::telephone(*loaded, request, when);
    return exchange ? exchange->code() : exchange.error().code;
  }

  fs::path folder_;
};

TEST_F(ExchangeSecrets, TheSignatureOfOpensslIsOurs) {
  EXPECT_EQ(verdict({"demo", "1800000000", signature, body}), "demo");
}

TEST_F(ExchangeSecrets, WhateverIsChangedDoesNotFit) {
  std::string other(signature);
  other.back() = other.back() == '0' ? '1' : '0';
  const struct {
    SignedRequest request;
    const char* why;
  } cases[] = {
      {{"demo", "1800000000", signature, "{\"a\":2}"}, "another body"},
      {{"demo", "1800000001", signature, body}, "another time"},
      {{"other", "1800000000", signature, body}, "an exchange that nobody knows"},
      {{"", "", "", ""}, "nothing at all"},
      {{"demo", "1800000000", other, body}, "another signature"},
      {{"demo", "1800000000", signature.substr(3), body}, "no scheme"},
      {{"demo", "1800000000", signature.substr(0, 60), body}, "half of it"},
      {{"demo", "1800000000", "v1=zz00000000000000000000000000000000000000000000000000000000000000", body},
       "no hexadecimal digits"},
  };
  for (const auto& c : cases) EXPECT_EQ(verdict(c.request), "bad-signature") << c.why;
}

TEST_F(ExchangeSecrets, ARightSignatureIsGoodForFiveMinutes) {
  const SignedRequest request{"demo", "1800000000", signature, body};
  EXPECT_EQ(verdict(request, now + std::chrono::seconds{300}), "demo");
  EXPECT_EQ(verdict(request, now + std::chrono::seconds{301}), "stale-request");
  EXPECT_EQ(verdict(request, now + std::chrono::seconds{-300}), "demo");
  EXPECT_EQ(verdict(request, now + std::chrono::seconds{-301}), "stale-request");
}

TEST_F(ExchangeSecrets, NoExchangeGetsInWithoutSecrets) {
  const Exchanges nobody;
  EXPECT_EQ(Gate::telephone(nobody, {"demo", "1800000000", signature, body}, now).error().code,
            "bad-signature");
}

TEST_F(ExchangeSecrets, AFileThatIsNoSecretIsRefused) {
  EXPECT_EQ(fault("nobody"), "secret-missing");
  put("demo", "short\n");
  EXPECT_EQ(fault(), "secret-invalid");
  put("demo", std::string(31, 'x') + " \n\n");
  EXPECT_EQ(fault(), "secret-invalid") << "blanks are no secret";
  put("demo", std::string(5000, 'x'));
  EXPECT_EQ(fault(), "secret-invalid");
  put("demo", std::string(secret), fs::perms::owner_read | fs::perms::group_read);
  EXPECT_EQ(fault(), "secret-open");
  put("demo", std::string(secret), fs::perms::owner_read | fs::perms::others_write);
  EXPECT_EQ(fault(), "secret-open");
  fs::remove(folder_ / "demo.secret");
  fs::create_directory(folder_ / "demo.secret");
  EXPECT_EQ(fault(), "secret-open");
  fs::remove(folder_ / "demo.secret");
  put("real", std::string(secret));
  fs::create_symlink(folder_ / "real.secret", folder_ / "demo.secret");
  EXPECT_EQ(fault(), "secret-open") << "a link is not followed";
}

TEST_F(ExchangeSecrets, BlanksAroundASecretAreNoPartOfIt) {
  put("demo", "\n  " + std::string(secret) + "\r\n");
  EXPECT_EQ(verdict({"demo", "1800000000", signature, body}), "demo");
}

}  // namespace
}  // namespace vuoro::rights
