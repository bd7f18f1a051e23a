#include <sys/stat.h>

#include <fstream>
#include <set>

#include "ledger/ledger_for_tests.hpp"

namespace vuoro::ledger {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, const std::string& text) {
  fs::remove(file);
  std::ofstream(file) << text;
  fs::permissions(file, fs::perms(0600));
}

TEST(KeysFile, ComesBackAsItWasWritten) {
  Scratch scratch;
  const auto file = scratch / "k.keys";
  const auto made = must(Keys::create(file));
  const auto read = must(Keys::read(file));
  EXPECT_TRUE(std::equal(made.documents().begin(), made.documents().end(), read.documents().begin()));
  EXPECT_TRUE(std::equal(made.identities().begin(), made.identities().end(), read.identities().begin()));
  EXPECT_FALSE(std::equal(made.documents().begin(), made.documents().end(), read.identities().begin()));
  EXPECT_EQ(made.derive("reference", 7), read.derive("reference", 7));
  struct stat about {};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(code_of(Keys::create(file)), "key-file-exists");
}

TEST(KeysFile, DerivesAnotherValueForEveryPurposeAndNumber) {
  Scratch scratch;
  const auto keys = must(Keys::create(scratch / "k.keys"));
  std::set<Keys::Derived> seen;
  for (const char* purpose : {"", "a", "reference", "reference2"}) {
    for (const std::uint64_t id : {0ULL, 1ULL, 256ULL, ~0ULL}) {
      EXPECT_TRUE(seen.insert(keys.derive(purpose, id)).second);
    }
  }
  const auto other = must(Keys::create(scratch / "l.keys"));
  EXPECT_NE(keys.derive("a", 1), other.derive("a", 1));
}

TEST(KeysFile, RefusesWhatOthersCanOpen) {
  Scratch scratch;
  const auto file = scratch / "k.keys";
  must(Keys::create(file));
  for (const unsigned mode : {0644U, 0640U, 0604U, 0620U, 0602U, 0601U, 0610U, 0666U}) {
    fs::permissions(file, fs::perms(mode));
    const auto keys = Keys::read(file);
    ASSERT_FALSE(keys.ok()) << std::oct << mode;
    EXPECT_EQ(keys.error().code, "key-file-open");
    EXPECT_NE(keys.error().what.find("chmod 600"), std::string::npos) << "says what to do";
  }
  fs::permissions(file, fs::perms(0400));
  EXPECT_TRUE(Keys::read(file).ok()) << "read-only is fine";
  if (::geteuid() == 0) {
    ASSERT_EQ(::chown(file.c_str(), 12345, 12345), 0);
    EXPECT_EQ(code_of(Keys::read(file)), "key-file-open") << "somebody else's";
  }
}

TEST(KeysFile, NamesTheLineThatIsWrong) {
  Scratch scratch;
  const auto file = scratch / "k.keys";
  const std::string key(64, 'a');
  const auto full = "documents=" + key + "\nidentities=" + key + "\nreference=" + key + "\n";
  const struct {
    std::string text;
    int line;  // -1: fine
    const char* why;
  } rows[] = {
      {full, -1, "plain"},
      {"# words\n\n" + full, -1, "comments and empty lines"},
      {full.substr(0, full.size() - 1), -1, "no newline at the end"},
      {"", 0, "empty"},
      {"documents=" + key + "\n", 0, "two are missing"},
      {full + "documents=" + key + "\n", 4, "twice"},
      {full + "passwords=" + key + "\n", 4, "unknown name"},
      {"documents=" + key.substr(1) + "\n" + full, 1, "too short"},
      {"documents=" + key + "a\n" + full, 1, "too long"},
      {"documents=" + std::string(64, 'g') + "\n" + full, 1, "not hexadecimal"},
      {"documents=" + std::string(32, 'a') + " " + std::string(31, 'a') + "\n" + full, 1, "a space"},
      {std::string("docu\0ments=", 11) + key + "\n", 1, "NUL"},
      {std::string(10000, '\n'), 0, "far too long"},
  };
  for (const auto& row : rows) {
    put(file, row.text);
    const auto keys = Keys::read(file);
    if (row.line < 0) {
      EXPECT_TRUE(keys.ok()) << row.why;
      continue;
    }
    ASSERT_FALSE(keys.ok()) << row.why;
    EXPECT_EQ(keys.error().code, "key-file-invalid") << row.why;
    EXPECT_EQ(keys.error().where, file.string() + ":" + std::to_string(row.line)) << row.why;
  }
  fs::remove(file);
  EXPECT_EQ(code_of(Keys::read(file)), "key-file-missing");
  fs::create_directory(file);
  EXPECT_FALSE(Keys::read(file).ok());
}

TEST(KeysFile, OpeningWithOtherKeysIsRefused) {
  Scratch scratch;
  const auto place = Place::at(scratch / "county");
  must(create_ledger(place));
  EXPECT_EQ(place.key_file, scratch / "county.keys");
  EXPECT_EQ(Place::at(scratch / "county/").key_file, place.key_file);
  must(Keys::create(scratch / "other.keys"));
  const Place wrong{place.directory, scratch / "other.keys"};
  EXPECT_EQ(code_of(open_ledger(wrong, Mode::write)), "wrong-key");
  EXPECT_EQ(code_of(open_ledger(wrong, Mode::read)), "wrong-key");
  EXPECT_EQ(must(check_ledger(wrong)).faults.at(0).code, "wrong-key");
  fs::permissions(place.key_file, fs::perms(0644));
  EXPECT_EQ(code_of(open_ledger(place, Mode::write)), "key-file-open");
  EXPECT_EQ(code_of(create_ledger({scratch / "second", place.key_file})), "key-file-open");
}

TEST(KeysFile, NothingReadableLiesInTheLedgersFiles) {
  Scratch scratch;
  const auto place = Place::at(scratch / "county");
  must(create_ledger(place));
  {
    auto ledger = opened(place);
    auto batch = batch_of({"event"});
    batch.documents = {{DocumentId{1}, MatterId{1}, "FINDTHESEWORDS"}};
    batch.identities = {{{Subject::person, 1, IdentityField::name}, "FINDTHISNAME"}};
    must(ledger->append(batch));
    for (const auto& entry : fs::directory_iterator(place.directory)) {
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string all((std::istreambuf_iterator<char>(in)), {});
      EXPECT_EQ(all.find("FINDTHIS"), std::string::npos) << entry.path();
      EXPECT_EQ(all.find("FINDTHESE"), std::string::npos) << entry.path();
      EXPECT_EQ(fs::status(entry.path()).permissions() & fs::perms(077), fs::perms::none) << entry.path();
    }
  }
  EXPECT_EQ(fs::status(place.directory).permissions() & fs::perms(077), fs::perms::none);
}

}  // namespace
}  // namespace vuoro::ledger
