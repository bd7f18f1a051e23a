// What is erased is gone from the files: not a byte of it, sealed or not, in the store or its log.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "ledger/conformance.hpp"

namespace vuoro::ledger {
namespace {

std::string bytes_of(const std::filesystem::path& directory) {
  std::string out;
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    std::ifstream in(file.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), {});
    out.push_back('\0');
  }
  return out;
}

/// The document as it lies in the store.
std::string sealed_body(const Place& place, std::uint64_t id) {
  sqlite3* db = nullptr;
  sqlite3_stmt* row = nullptr;
  std::string out;
  if (sqlite3_open_v2((place.directory / "documents.db").c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) ==
          SQLITE_OK &&
      sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(db, "SELECT body FROM documents WHERE id = ?1", -1, &row, nullptr) == SQLITE_OK) {
    sqlite3_bind_int64(row, 1, static_cast<std::int64_t>(id));
    if (sqlite3_step(row) == SQLITE_ROW) {
      out.assign(static_cast<const char*>(sqlite3_column_blob(row, 0)),
                 static_cast<std::size_t>(sqlite3_column_bytes(row, 0)));
    }
  }
  sqlite3_finalize(row);
  sqlite3_close(db);
  return out;
}

/// Whether any stretch of the body stands anywhere in the bytes: its beginning, its end, and every piece
/// between, each long enough not to be there by chance.
bool has_trace(const std::string& bytes, const std::string& body) {
  constexpr std::size_t piece = 12;
  for (std::size_t at = 0; at + piece <= body.size(); at += 500) {
    const std::string_view wanted = std::string_view(body).substr(at, piece);
    const std::boyer_moore_horspool_searcher search(wanted.begin(), wanted.end());
    if (std::search(bytes.begin(), bytes.end(), search) != bytes.end()) return true;
  }
  const std::string_view end = std::string_view(body).substr(body.size() - piece);
  return bytes.find(end) != std::string::npos;
}

class Erase : public testing::Test {
 protected:
  void SetUp() override { must(create_ledger(place_)); }
  [[nodiscard]] std::unique_ptr<Ledger> open() const {
    auto ledger = must(open_ledger(place_, Mode::write));
    must(ledger->replay(1, {}));
    return ledger;
  }

  Scratch scratch_;
  Place place_ = Place::at(scratch_ / "county");
};

TEST_F(Erase, LeavesNoByteAndTouchesNothingElse) {
  auto ledger = open();
  const std::vector<std::size_t> sizes{0, 20, 900, 4'000, 30'000, 200'000};
  std::uint64_t id = 0;
  for (const std::size_t size : sizes) {
    for (int twin = 0; twin < 3; ++twin) {
      auto batch = batch_of({"event"});
      ++id;
      batch.documents = {{DocumentId{id}, MatterId{twin == 2 ? 5U : 0U}, std::string(size, 'x')}};
      must(ledger->append(batch));
    }
  }
  std::map<std::uint64_t, std::string> bodies;
  for (std::uint64_t one = 1; one <= id; ++one) bodies[one] = sealed_body(place_, one);
  ASSERT_TRUE(has_trace(bytes_of(place_.directory), bodies[4])) << "the search finds what is there";
  std::vector<DocumentId> wanted;
  for (std::uint64_t one = 1; one <= id; ++one) {
    if (one % 3 != 2) wanted.push_back(DocumentId{one});
  }
  wanted.push_back(DocumentId{777});
  const Erasure erased = must(ledger->erase_documents(wanted));
  EXPECT_EQ(erased.documents, sizes.size()) << "those of a matter stay, what is not there is passed over";
  EXPECT_TRUE(erased.clean);
  const std::string after = bytes_of(place_.directory);
  for (std::uint64_t one = 1; one <= id; ++one) {
    const bool gone = one % 3 == 1;
    EXPECT_EQ(has_trace(after, bodies[one]), !gone) << one;
    EXPECT_EQ(code_of(ledger->document(care(), DocumentId{one})), gone ? "not-found" : "ok") << one;
    EXPECT_TRUE(gone || sealed_body(place_, one) == bodies[one]) << one;
  }
  EXPECT_EQ(must(ledger->erase_documents(wanted)).documents, 0U) << "asked again, there is nothing left";
  auto batch = batch_of({"later"});
  batch.documents = {{DocumentId{99}, MatterId{}, "written after"}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->document(care(), DocumentId{99})), "written after");
  EXPECT_TRUE(must(check_ledger(place_)).ok());
  ledger.reset();
  ledger = open();
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{1})), "not-found");
  EXPECT_EQ(must(ledger->document(care(), DocumentId{99})), "written after");
}

TEST_F(Erase, SaysWhenAReaderStillSeesTheOldBytes) {
  auto ledger = open();
  auto batch = batch_of({"event"});
  batch.documents = {{DocumentId{1}, MatterId{}, std::string(3'000, 'x')}};
  must(ledger->append(batch));
  const std::string body = sealed_body(place_, 1);
  sqlite3* reader = nullptr;
  ASSERT_EQ(
      sqlite3_open_v2((place_.directory / "documents.db").c_str(), &reader, SQLITE_OPEN_READWRITE, nullptr),
      SQLITE_OK);
  sqlite3_db_config(reader, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM documents", nullptr, nullptr, nullptr),
            SQLITE_OK);
  const std::vector<DocumentId> one{DocumentId{1}};
  EXPECT_FALSE(must(ledger->erase_documents(one)).clean);
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{1})), "not-found") << "nobody reads it any more";
  EXPECT_TRUE(has_trace(bytes_of(place_.directory), body));
  sqlite3_close(reader);
  const Erasure again = must(ledger->erase_documents(one));
  EXPECT_EQ(again.documents, 0U);
  EXPECT_TRUE(again.clean);
  EXPECT_FALSE(has_trace(bytes_of(place_.directory), body));
}

RC_GTEST_FIXTURE_PROP(Erase, AnyHistoryOfWritingAndErasing, ()) {
  Scratch scratch;
  const Place place = Place::at(scratch / "county");
  must(create_ledger(place));
  auto ledger = must(open_ledger(place, Mode::write));
  must(ledger->replay(1, {}));
  std::map<std::uint64_t, std::string> there;
  std::vector<std::string> gone;
  std::uint64_t next = 1;
  const int steps = *rc::gen::inRange(2, 5);
  for (int step = 0; step < steps; ++step) {
    auto batch = batch_of({"event"});
    const int count = *rc::gen::inRange(1, 12);
    const std::uint64_t first = next;
    for (int i = 0; i < count; ++i)
      batch.documents.push_back({DocumentId{next++}, MatterId{},
                                 std::string(static_cast<std::size_t>(*rc::gen::inRange(0, 6'000)), 'y')});
    must(ledger->append(batch));
    for (std::uint64_t id = first; id < next; ++id) there[id] = sealed_body(place, id);
    std::vector<DocumentId> wanted;
    for (const auto& [id, body] : there) {
      if (*rc::gen::inRange(0, 3) == 0) wanted.push_back(DocumentId{id});
    }
    RC_ASSERT(must(ledger->erase_documents(wanted)).documents == wanted.size());
    for (const DocumentId id : wanted) {
      gone.push_back(there[id.n]);
      there.erase(id.n);
    }
  }
  const std::string bytes = bytes_of(place.directory);
  for (const std::string& body : gone) RC_ASSERT(!has_trace(bytes, body));
  for (const auto& [id, body] : there) RC_ASSERT(ledger->document(care(), DocumentId{id}).ok());
  RC_ASSERT(must(check_ledger(place)).ok());
}

}  // namespace
}  // namespace vuoro::ledger
