#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "forms/json_text.hpp"
#include "forms/review.hpp"

namespace vuoro::forms::testing {

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string everyday_text() {
  return text_of(std::filesystem::path{VUORO_SOURCE_DIR} / "tests/forms/data/everyday.json");
}

inline Form form_of(const std::string& text) {
  auto form = Form::read(text);
  EXPECT_TRUE(form.ok()) << (form.ok() ? "" : form.error().text("form"));
  return std::move(form).value();
}

inline const Form& everyday() {
  static const Form form = form_of(everyday_text());
  return form;
}

/// A form of these items.
inline std::string with_items(const std::string& items) {
  return R"({"resourceType":"Questionnaire","url":"urn:f","version":"1","item":[)" + items + "]}";
}

inline Review reviewed(const Form& form, const std::string& answers) {
  const auto json = read_json_text(answers);
  EXPECT_TRUE(json.ok()) << answers;
  auto sheet = Sheet::read(form, *json);
  EXPECT_TRUE(sheet.ok()) << (sheet.ok() ? "" : sheet.error().what);
  return Review::of(form, std::move(*sheet));
}

/// Link ids of what is missing, or codes of what is wrong, by commas.
inline std::string missing_of(const Form& form, const Review& review) {
  std::string out;
  for (const Missing& one : review.missing()) out += (out.empty() ? "" : ",") + form.item(one.item).link_id;
  return out;
}
inline std::string wrong_of(const Review& review) {
  std::string out;
  for (const Fault& one : review.wrong().all())
    out += (out.empty() ? "" : ",") + one.link_id + ":" + one.code;
  return out;
}
inline std::string scores_of(const Form& form, const Review& review) {
  std::string out;
  for (const Score& one : review.scores())
    out += (out.empty() ? "" : ",") + form.item(one.item).link_id + "=" + one.value.json();
  return out;
}
inline std::string next_of(const Form& form, const Review& review) {
  const auto node = review.next();
  return node ? form.item(review.sheet().nodes()[*node].item).link_id : "";
}

}  // namespace vuoro::forms::testing
