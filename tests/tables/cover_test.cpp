#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tables/bundle_for_tests.hpp"

namespace vuoro::tables::testing {
namespace {

std::string number_test() {
  const std::string a = std::to_string(*rc::gen::inRange(0, 6));
  const std::string b = std::to_string(*rc::gen::inRange(0, 6));
  return *rc::gen::element<std::string>("-", "-", "-", "null", a, a + ", " + b, "< " + a, ">= " + a,
                                        "[" + a + ".." + b + ")", "not(" + a + ")", "not(null)",
                                        "< " + a + ", null", "? > " + a + " and ? <= " + b,
                                        "not(< " + a + ")", ">= " + a + ".5", "-" + a);
}

std::string list_test() {
  const std::string word = *rc::gen::element<std::string>("social", "older", "oral");
  const std::string has = "list contains(?, \"" + word + "\")";
  return *rc::gen::element<std::string>("-", "-", has, has, "not(" + has + ")",
                                        has + " or list contains(?, \"health\")", "count(?) > 1",
                                        has + " and list contains(?, \"child\")");
}

std::string text_test() {
  const std::string word = *rc::gen::element<std::string>("\"immediate\"", "\"days\"");
  return *rc::gen::element<std::string>("-", "-", word, "not(" + word + ")",
                                        "\"immediate\", \"today\", \"unassessed\"",
                                        "not(\"immediate\", \"today\")");
}

/// Whatever somebody writes: once a table is read, exactly one row answers any facts of its vocabulary.
RC_GTEST_PROP(CoverLaws, WhatIsReadAnswersAlways, ()) {
  Dmn dmn{{{"age", "number"}, {"domains", "tTexts"}, {"urgency", "string"}, {"hands", ""}},
          {"verdict", "source"},
          {}};
  dmn.policy = *rc::gen::element<std::string>("UNIQUE", "FIRST", "FIRST");
  const int rows = *rc::gen::inRange(1, 6);
  for (int i = 0; i < rows; ++i)
    dmn.rows.push_back({number_test(), list_test(), text_test(), number_test(), "\"met\"", "\"law\""});
  // Rows that leave nothing out, so that many tables are read: a last one for all, or every part of the ages.
  const int whole = *rc::gen::inRange(0, 3);
  if (whole == 1) dmn.rows.push_back({"-", "-", "-", "-", "\"met\"", "\"law\""});
  if (whole == 2) {
    const std::string limit = std::to_string(*rc::gen::inRange(0, 6));
    dmn.rows = {{"< " + limit, "-", text_test(), "-", "\"met\"", "\"law\""},
                {">= " + limit, "list contains(?, \"oral\")", "-", "-", "\"met\"", "\"law\""},
                {">= " + limit, "not(list contains(?, \"oral\"))", "-", number_test(), "\"met\"", "\"law\""},
                {"null", list_test(), "-", "-", "\"met\"", "\"law\""}};
  }
  const auto read = Table::read("t", bundle(dmn), places());
  RC_CLASSIFY(read.ok(), "read");
  if (!read) {
    RC_ASSERT(!read.error().empty());
    return;
  }
  const Vocabulary& vocabulary = read->vocabulary();
  for (int i = 0; i < 40; ++i) {
    const int age = *rc::gen::inRange(-1, 8);
    std::vector<Value> domains;
    for (const char* word : {"social", "older", "oral", "health", "child", "admin"}) {
      if (*rc::gen::arbitrary<bool>()) domains.push_back(Value::string(word));
    }
    const auto& words = vocabulary.inputs[*vocabulary.find("urgency")].words;
    const Value facts = Value::context({{"age", age < 0 ? Value{} : Value::number(age)},
                                        {"domains", Value::list(std::move(domains))},
                                        {"urgency", Value::string(*rc::gen::elementOf(words))},
                                        {"hands", Value::number(*rc::gen::inRange(0, 8))}});
    const auto advice = read->ask(facts);
    if (!advice) RC_FAIL(dmn.text() + "\n" + rules::to_json(facts) + "\n" + advice.error().what);
  }
}

/// Bytes of the table that are changed, lost or doubled: refused or read, never worse.
RC_GTEST_PROP(CoverLaws, BrokenBytesAreRefusedOrRead, ()) {
  Bundle broken = bundle(by_age());
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, broken.dmn.size());
    const auto size = *rc::gen::inRange<std::size_t>(0, 40);
    const std::string piece = broken.dmn.substr(*rc::gen::inRange<std::size_t>(0, broken.dmn.size()), size);
    broken.dmn.replace(at, *rc::gen::inRange<std::size_t>(0, 40),
                       *rc::gen::arbitrary<bool>() ? piece : std::string(1, *rc::gen::arbitrary<char>()));
  }
  const auto read = Table::read("t", broken, places());
  RC_CLASSIFY(read.ok(), "read");
  if (read) {
    for (const char* facts : {R"({"age": 17})", R"({"age": 70})", "{}"})
      RC_ASSERT(read->ask(json(facts)).ok());
  } else {
    RC_ASSERT(!read.error().empty());
  }
}

}  // namespace
}  // namespace vuoro::tables::testing
