// The file that names the gateways, and notices.toml.
#include "content/senders.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "content/county.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

class SendersFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("vuoro-senders-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    write("smtp.secret", "open sesame\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    std::ofstream(folder_ / name) << text;
    ASSERT_EQ(::chmod((folder_ / name).c_str(), mode), 0);
  }
  Result<Senders, ContentErrors> load(const std::string& text, mode_t mode = 0600) {
    write("senders.toml", text, mode);
    return load_senders(folder_ / "senders.toml");
  }

  fs::path folder_;
};

TEST_F(SendersFile, ASoundOneLoads) {
  const auto senders = load(R"([email]
via = "smtp"
url = "smtp://mail.example.fi:587"
from = "ei-vastausta@alue.example"
user = "vuoro"
secret_file = "smtp.secret"
[sms]
via = "http"
url = "https://sms.example.fi/send"
from = "Vuoro"
secret_file = "smtp.secret"
fields = { to = "recipient", from = "sender", text = "body", id = "reference" }
)");
  ASSERT_TRUE(senders.ok()) << to_string(senders.error());
  EXPECT_EQ(senders->email->secret, "open sesame");
  EXPECT_EQ(senders->email->tls, Tls::starttls);
  EXPECT_EQ(senders->sms->names.to, "recipient");
  EXPECT_EQ(senders->sms->timeout, std::chrono::seconds{30});
}

TEST_F(SendersFile, NobodyElseMayReadIt) {
  const std::string text = "[email]\nvia = \"folder\"\nfolder = \"out\"\n";
  EXPECT_TRUE(load(text).ok());
  const auto open = load(text, 0640);
  ASSERT_FALSE(open.ok());
  EXPECT_NE(open.error()[0].reason.find("chmod 600"), std::string::npos);
}

TEST_F(SendersFile, EveryFaultIsToldWithItsLine) {
  write("open.secret", "x\n", 0644);
  write("empty.secret", "");
  const struct {
    const char* text;
    int line;
    const char* reason;
    const char* why;
  } cases[] = {
      {"", 1, "neither [email] nor [sms]", "nothing to send with"},
      {"[email]\nvia = \"pigeon\"\nfolder = \"x\"\n", 2, "'via'", "no such way"},
      {"[email]\nvia = \"smtp\"\nurl = \"http://x\"\nfrom = \"a@b\"\n", 3, "smtp://", "another protocol"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://u:p@x\"\nfrom = \"a@b\"\n", 3, "secret_file",
       "a secret in the address"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://x\"\nfrom = \"a@b\"\ntls = \"none\"\n", 3, "on this machine",
       "letters in clear over the net"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://127.0.0.1.evil.example\"\nfrom = \"a@b\"\ntls = \"none\"\n",
       3, "on this machine", "a name that begins like this machine's"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://x\"\nfrom = \"nobody\"\n", 4, "e-mail address", "no address"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://x\"\nfrom = \"a@b\"\nuser = \"u\"\n", 5,
       "needs a 'secret_file'", "no password"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://x\"\nfrom = \"a@b\"\nsecret_file = \"open.secret\"\n", 5,
       "chmod 600", "others can read the secret"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://x\"\nfrom = \"a@b\"\nsecret_file = \"empty.secret\"\n", 5,
       "first line", "nothing in it"},
      {"[email]\nvia = \"smtp\"\nurl = \"smtp://x\"\nfrom = \"a@b\"\nsecret_file = \"none.secret\"\n", 5,
       "cannot be opened", "no such file"},
      {"[sms]\nvia = \"http\"\nurl = \"http://sms.example.fi/\"\nfrom = \"V\"\n", 3, "on this machine",
       "in clear"},
      {"[email]\nvia = \"folder\"\nfolder = \"x\"\nhurry = 1\n", 4, "unknown key", "a key nobody reads"},
  };
  for (const auto& c : cases) {
    const auto loaded = load(c.text);
    ASSERT_FALSE(loaded.ok()) << c.why;
    EXPECT_EQ(loaded.error().size(), 1U) << c.why << '\n' << to_string(loaded.error());
    EXPECT_EQ(loaded.error()[0].line, c.line) << c.why << '\n' << to_string(loaded.error());
    EXPECT_NE(loaded.error()[0].reason.find(c.reason), std::string::npos) << c.why << '\n'
                                                                          << to_string(loaded.error());
  }
}

/// The shipped pack with another notices.toml.
class NoticesFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("vuoro-notices-" + std::to_string(::getpid())) / "small";
    fs::remove_all(folder_.parent_path());
    fs::create_directories(folder_);
    for (const char* file : {"county.toml", "services.toml"})
      fs::copy_file(fs::path(VUORO_SOURCE_DIR) / "content" / "vantaa-kerava" / file, folder_ / file);
  }
  void TearDown() override { fs::remove_all(folder_.parent_path()); }
  Result<County, ContentErrors> load(const std::string& text) {
    std::ofstream(folder_ / "notices.toml") << text;
    return load_county(folder_);
  }
  fs::path folder_;
};

constexpr std::string_view sound = R"(other_languages = ["fi"]
[sender]
phone = { fi = "1", sv = "1", en = "1" }
link = { fi = "a", sv = "b", en = "c" }
[reach]
phone = "none"
sms = "sms"
email = "email"
[tries]
most = 8
first_wait_minutes = 2
told_within_hours = 72
[[notice]]
kind = "booked"
[[notice]]
kind = "reminder"
hours_before = [24, 72]
)";

TEST_F(NoticesFile, ASoundOneLoads) {
  const auto county = load(std::string(sound));
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_EQ(county->notices->rules[1].hours_before, (std::vector<std::uint16_t>{72, 24}))
      << "the longest first";
  EXPECT_EQ(county->notices->quiet_from, county->notices->quiet_until);
}

TEST_F(NoticesFile, EveryFaultIsToldWithItsLine) {
  const struct {
    const char* from;
    const char* to;
    int line;
    const char* reason;
  } cases[] = {
      {"sms = \"sms\"", "sms = \"email\"", 7, "has left no address"},
      {"email = \"email\"", "email = \"sms\"", 8, "has left no address"},
      {"phone = \"none\"", "phone = \"fax\"", 6, "'phone'"},
      {"\"booked\"", "\"bokked\"", 14, "did you mean 'booked'"},
      {"\"booked\"", "\"reminder\"", 13, "needs 'hours_before'"},
      {"[24, 72]", "[24, 24]", 17, "twice"},
      {"[24, 72]", "[]", 17, "one to three"},
      {"[24, 72]", "[0]", 17, "from 1 to 1440"},
      {"kind = \"booked\"", "kind = \"booked\"\nhours_before = [1]", 15, "for reminders only"},
      {"most = 8", "most = 99", 10, "'most'"},
      {"other_languages = [\"fi\"]", "other_languages = [\"de\"]", 1, "'de'"},
  };
  for (const auto& c : cases) {
    std::string text(sound);
    text.replace(text.find(c.from), std::string_view(c.from).size(), c.to);
    const auto county = load(text);
    ASSERT_FALSE(county.ok()) << c.to;
    const bool found = std::ranges::any_of(county.error(), [&](const ContentError& e) {
      return e.line == c.line && e.reason.find(c.reason) != std::string::npos &&
             e.file == "small/notices.toml";
    });
    EXPECT_TRUE(found) << c.to << '\n' << to_string(county.error());
  }
}

}  // namespace
}  // namespace vuoro::content
