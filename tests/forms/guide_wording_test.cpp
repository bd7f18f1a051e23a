#include "forms/guide_wording.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "forms/json_text.hpp"
#include "forms/navigator_cases.hpp"
#include "rules/json.hpp"

namespace vuoro::forms::testing {
namespace {

const std::filesystem::path navigators = std::filesystem::path{VUORO_SOURCE_DIR} / "content/navigators";

GuideBundle bundle_of(const std::string& code) {
  auto bundle = read_guide_folder(navigators / code);
  EXPECT_TRUE(bundle.ok());
  std::vector<Error> faults;
  bundle->cases = read_guide_cases(navigators / code, faults);
  EXPECT_TRUE(faults.empty());
  return std::move(bundle).value();
}

const GuideText* find(const std::vector<GuideText>& texts, std::string_view place) {
  const auto found = std::ranges::find(texts, place, &GuideText::place);
  return found == texts.end() ? nullptr : &*found;
}

TEST(GuideBundle, IsTheSameAgainFromItsJson) {
  for (const auto& entry : std::filesystem::directory_iterator(navigators)) {
    if (!entry.is_directory()) continue;
    const GuideBundle one = bundle_of(entry.path().filename().string());
    const std::string json = guide_bundle_json(one);
    const auto again = guide_bundle_from_json(json);
    ASSERT_TRUE(again.ok()) << again.error().what;
    EXPECT_EQ(guide_bundle_json(*again), json);
    EXPECT_EQ(guide_mark(*again), guide_mark(one));
  }
}

TEST(GuideBundle, WhatIsNoneIsRefusedWithItsPlace) {
  for (const char* text :
       {"", "[]", "{}", R"({"form":{},"dmn":"","texts":{}})", R"({"form":[],"dmn":"","texts":{},"cases":[]})",
        R"({"form":{},"dmn":7,"texts":{},"cases":[]})", R"({"form":{},"dmn":"","texts":{},"cases":{}})",
        R"({"form":{},"dmn":"","texts":{},"cases":[],"more":1})"})
    EXPECT_FALSE(guide_bundle_from_json(text).ok()) << text;
}

TEST(GuideWording, EveryTextHasItsPlaceOnce) {
  const auto texts = GuideWording(bundle_of("therapy-example")).texts();
  std::vector<std::string> places;
  for (const GuideText& one : texts) {
    places.push_back(one.place);
    for (const std::string& words : one.text) EXPECT_FALSE(words.empty()) << one.place;
  }
  EXPECT_EQ(places[0], "texts.name");
  std::ranges::sort(places);
  EXPECT_EQ(std::ranges::adjacent_find(places), places.end());
  ASSERT_NE(find(texts, "form.tried-helped.option.0"), nullptr) << "options inside groups";
}

TEST(GuideWording, OnlyTheTextThatIsSetChanges) {
  const GuideBundle before = bundle_of("what-help");
  for (const GuideText& text : GuideWording(before).texts()) {
    for (const Language language : {Language::fi, Language::sv, Language::en}) {
      GuideWording wording(before);
      ASSERT_TRUE(wording.set(text.place, language, "Uusi \"teksti\"")) << text.place;
      const auto after = wording.texts();
      EXPECT_EQ(in(find(after, text.place)->text, language), "Uusi \"teksti\"");
      ASSERT_TRUE(wording.set(text.place, language, in(text.text, language)));
      EXPECT_EQ(guide_bundle_json(wording.bundle()), guide_bundle_json(before)) << text.place;
    }
  }
}

TEST(GuideWording, AnEmptyTranslationIsTakenAwayAndComesBack) {
  GuideWording wording(bundle_of("what-help"));
  ASSERT_TRUE(wording.set("form.danger.text", Language::sv, ""));
  EXPECT_EQ(find(wording.texts(), "form.danger.text")->text[1], "");
  ASSERT_TRUE(wording.set("form.danger.text", Language::sv, "Fara?"));
  EXPECT_EQ(find(wording.texts(), "form.danger.text")->text[1], "Fara?");
  EXPECT_EQ(find(wording.texts(), "form.danger.text")->text[2],
            find(GuideWording(bundle_of("what-help")).texts(), "form.danger.text")->text[2]);
  EXPECT_FALSE(wording.set("form.nothing.text", Language::sv, "x"));
}

TEST(GuideWording, ABundleOfAnyShapeIsShownAsFarAsItGoes) {
  for (const char* form :
       {"{}", R"({"item":7})",
        R"({"item":[7,{"item":[{"linkId":"a"}]},{"answerOption":[1,{"valueCoding":3}]}]})",
        R"({"title":7,"_title":[],"item":[{"linkId":"a","text":1,"_text":{"extension":[{"url":1}]}}]})"}) {
    GuideBundle bundle;
    bundle.form = *rules::from_json(form);
    bundle.texts = *rules::from_json(R"({"name":7,"outcome":[1,{"code":2}],"exit":{}})");
    bundle.cases = rules::Value::list({});
    GuideWording wording(bundle);
    for (const GuideText& one : wording.texts()) {
      for (const Language language : {Language::fi, Language::sv, Language::en})
        static_cast<void>(wording.set(one.place, language, "x"));
    }
    EXPECT_EQ(find(wording.texts(), "texts.name")->text[1], "x") << form;
  }
}

}  // namespace
}  // namespace vuoro::forms::testing
