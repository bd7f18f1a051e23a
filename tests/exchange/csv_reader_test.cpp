#include "exchange/csv_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "exchange/house_for_tests.hpp"
#include "exchange/utf8.hpp"

namespace vuoro::exchange {
namespace {

using ledger::Scratch;

struct Got {
  std::uint64_t line = 0;
  std::vector<std::string> fields;
  std::string fault;
  std::string raw;
};

std::vector<Got> all_of(const std::filesystem::path& path, char separator = ',') {
  auto csv = ledger::must(CsvReader::open(path, separator));
  std::vector<Got> rows;
  CsvRecord record;
  while (ledger::must(csv.next(record))) {
    rows.push_back({record.line,
                    {record.fields.begin(), record.fields.end()},
                    record.fault ? record.fault->code : "",
                    std::string(record.raw)});
  }
  EXPECT_EQ(csv.bytes_read(), csv.bytes_total());
  return rows;
}

std::vector<Got> rows_of(std::string_view text, char separator = ',') {
  const Scratch scratch;
  return all_of(written(scratch / "f.csv", text), separator);
}

TEST(CsvReader, ReadsWhatRfc4180Writes) {
  struct Case {
    const char* why;
    std::string_view text;
    std::vector<std::string> first;
  };
  const Case cases[] = {
      {"plain", "a,b\n1,2\n", {"1", "2"}},
      {"CRLF", "a,b\r\n1,2\r\n", {"1", "2"}},
      {"no line end at the end", "a,b\n1,2", {"1", "2"}},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n1,2\n",
       {"1", "2"}},
      {"empty fields", "a,b\n,\n", {"", ""}},
      {"quotes", "a,b\n\"1,5\",\"say \"\"ei\"\"\"\n", {"1,5", "say \"ei\""}},
      {"line feed in quotes", "a,b\n\"1\n2\",3\n", {"1\n2", "3"}},
      {"empty quoted", "a,b\n\"\",x\n", {"", "x"}},
      {"blank lines are passed over", "a,b\n\n\r\n1,2\n", {"1", "2"}},
      {"spaces stay", "a,b\n 1 ,2\n", {" 1 ", "2"}},
  };
  for (const Case& c : cases) {
    const auto rows = rows_of(c.text);
    ASSERT_EQ(rows.size(), 1U) << c.why;
    EXPECT_EQ(rows[0].fault, "") << c.why;
    EXPECT_EQ(rows[0].fields, c.first) << c.why;
  }
}

TEST(CsvReader, ABadRowNeverHidesTheNext) {
  struct Case {
    const char* why;
    std::string_view bad;
    const char* code;
  };
  using namespace std::string_view_literals;
  const std::string longest(CsvReader::most_in_record + 10, 'x');
  const std::string quoted_long = "\"" + longest;
  const Case cases[] = {
      {"too few", "1", "column-count"},
      {"too many", "1,2,3", "column-count"},
      {"quote in a plain field", "1,a\"b", "quote-malformed"},
      {"text after a closing quote", "1,\"a\"b", "quote-malformed"},
      {"NUL", "1,a\0b"sv, "nul-character"},
      {"NUL in quotes", "1,\"a\0b\""sv, "nul-character"},
      {"carriage return alone", "1,a\rb", "bare-cr"},
      {"not UTF-8", "1,\xFF", "not-utf8"},
      {"overlong UTF-8", "1,\xC0\x80", "not-utf8"},
      {"too long", longest, "record-too-long"},
      {"too long in quotes", quoted_long, "record-too-long"},
      {"a quote that is never closed", "1,\"2", "quote-unclosed"},
  };
  for (const Case& c : cases) {
    const auto rows = rows_of("a,b\n7,8\n" + std::string(c.bad) + "\n9,10\n11,12\n");
    ASSERT_EQ(rows.size(), 4U) << c.why;
    EXPECT_EQ(rows[0].fault, "") << c.why;
    EXPECT_EQ(rows[1].fault, c.code) << c.why;
    EXPECT_EQ(rows[1].line, 3U) << c.why;
    EXPECT_EQ(rows[1].raw, c.bad.substr(0, CsvReader::most_raw)) << c.why;
    EXPECT_EQ(rows[2].line, 4U) << c.why;
    EXPECT_EQ(rows[2].fields, (std::vector<std::string>{"9", "10"})) << c.why;
    EXPECT_EQ(rows[3].line, 5U) << c.why;
  }
}

TEST(CsvReader, AStrayQuoteThatAnotherClosesTakesNoRowWithIt) {
  // The quotation mark of line 3 closes in line 5: as one record that would swallow line 4.
  const auto rows = rows_of("a,b\n1,2\n3,\"4\n5,6\n\"7,8\n9,10\n");
  std::vector<std::string> good;
  for (const Got& row : rows) {
    if (row.fault.empty()) good.push_back(row.fields[0]);
  }
  EXPECT_EQ(good, (std::vector<std::string>{"1", "5", "9"}));
}

TEST(CsvReader, LinesAreCountedThroughQuotedLineFeeds) {
  const auto rows = rows_of("a,b\n\"1\n\n1\",2\n3,4\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].line, 2U);
  EXPECT_EQ(rows[1].line, 5U);
}

TEST(CsvReader, RefusesWhatIsNoSuchFile) {
  const Scratch scratch;
  EXPECT_EQ(ledger::code_of(CsvReader::open(scratch / "none.csv", ',')), "file-unreadable");
  EXPECT_EQ(ledger::code_of(CsvReader::open(std::filesystem::temp_directory_path(), ',')), "file-unreadable");
  EXPECT_EQ(ledger::code_of(CsvReader::open(written(scratch / "e.csv", ""), ',')), "file-empty");
  EXPECT_EQ(ledger::code_of(CsvReader::open(written(scratch / "u.csv",
                                                    "\xFF\xFE"
                                                    "a"),
                                            ',')),
            "not-utf8");
  EXPECT_EQ(ledger::code_of(CsvReader::open(written(scratch / "h.csv", "a\"b,c\n"), ',')),
            "header-unreadable");
  EXPECT_EQ(ledger::code_of(CsvReader::open(written(scratch / "l.csv", std::string(1 << 20, 'x')), ',')),
            "header-unreadable");
}

std::string csv_of(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) text += ';';
      text += '"';
      for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

RC_GTEST_PROP(CsvReader, GivesBackWhatWasWritten, ()) {
  const auto character =
      rc::gen::element<std::string>("a", "ä", ";", "\"", "\n", "\r\n", "\r", ",", " ", "€");
  const auto field = rc::gen::map(rc::gen::container<std::vector<std::string>>(character),
                                  [](const std::vector<std::string>& parts) {
                                    std::string all;
                                    for (const auto& p : parts) all += p;
                                    return all;
                                  });
  const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
      rc::gen::container<std::vector<std::string>>(3, field));
  auto written_rows = rows;
  written_rows.insert(written_rows.begin(), {"a", "b", "c"});
  const auto got = rows_of(csv_of(written_rows), ';');
  RC_ASSERT(got.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RC_ASSERT(got[i].fault.empty());
    RC_ASSERT(got[i].fields == rows[i]);
  }
}

TEST(CsvReader, RowsAcrossBlocksStayWhole) {
  std::string text = "a,b\n";
  for (int i = 0; i < 60000; ++i) text += std::to_string(i) + ",\"x\n" + std::to_string(i * 7) + "\"\n";
  const auto rows = rows_of(text);
  ASSERT_EQ(rows.size(), 60000U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_EQ(rows[i].fields[0], std::to_string(i));
    ASSERT_EQ(rows[i].fields[1], "x\n" + std::to_string(i * 7));
    ASSERT_EQ(rows[i].line, 2 + 2 * i);
  }
}

TEST(Utf8, KnowsGoodFromBad) {
  for (const char* good : {"", "abc", "äö€", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "سلام"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "\xE2\x82", "a\xC3"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

}  // namespace
}  // namespace vuoro::exchange
