#include "forms/text_marks.hpp"

#include <gtest/gtest.h>

namespace vuoro::forms::testing {
namespace {

/// "sv number-lost 116 117; …"
std::string said(const Trilingual& text, const Trilingual* before = nullptr) {
  std::string out;
  for (const Marked& one : marks_of(text, before)) {
    out += out.empty() ? "" : "; ";
    out += language_codes[static_cast<std::size_t>(one.language)];
    out += " " + std::string(word_of(one.mark));
    if (!one.detail.empty()) out += " " + one.detail;
  }
  return out;
}

TEST(TextMarks, GoodTranslationsHaveNone) {
  EXPECT_EQ(said({"Soita 112.", "Ring 112.", "Call 112."}), "");
  EXPECT_EQ(said({"Soita 080 005 005, kello 8–16.", "Ring 080-005 005, kl. 8–16.",
                  "Call 080\u00A0005\u00A0005, 8–16."}),
            "");
  EXPECT_EQ(said({"Maksu on 1 250,50 euroa", "Avgiften är 1 250,50 euro", "The fee is €1,250.50"}), "");
  EXPECT_EQ(said({"Lue https://www.kela.fi/fi/tuki.", "Läs https://www.kela.fi/sv/tuki.",
                  "See https://www.kela.fi/en/tuki"}),
            "");
  EXPECT_EQ(said({"0–17", "0–17", "0–17"}), "") << "digits are the same in every language";
}

TEST(TextMarks, WhatIsMissingOrTheSame) {
  EXPECT_EQ(said({"Nimi", "", "Name"}), "sv missing");
  EXPECT_EQ(said({"", "Namn", "Name"}), "fi missing") << "there is nothing to compare with";
  EXPECT_EQ(said({"Nimi", "Nimi", "Name"}), "sv untranslated");
}

TEST(TextMarks, NumbersTelephonesLinksAndCodes) {
  EXPECT_EQ(said({"Soita 116 117.", "Ring.", "Call 116 118."}),
            "sv telephone-lost 116 117; en telephone-lost 116 117; en telephone-added 116 118");
  EXPECT_EQ(said({"3 kuukautta", "4 månader", "three months"}),
            "sv number-lost 3; sv number-added 4; en number-lost 3");
  EXPECT_EQ(said({"Katso www.kela.fi.", "Se kela.", "See www.kela.com."}),
            "sv link-lost www.kela.fi; en link-lost www.kela.fi; en link-added www.kela.com");
  EXPECT_EQ(said({"Hei {name}, lomake E104", "Hej {nimi}, E104", "Hello {name}, form E105"}),
            "sv code-lost {name}; sv code-added {nimi}; en code-lost E104; en code-added E105");
}

TEST(TextMarks, TheFinnishMovedOn) {
  const Trilingual before{"Soita heti", "Ring genast", "Call at once"};
  EXPECT_EQ(said({"Soita pian", "Ring genast", "Call soon"}, &before), "sv stale");
  EXPECT_EQ(said(before, &before), "");
}

TEST(TextMarks, LongUnfinishedAndStrayBlanks) {
  std::string words = "ett";
  for (int i = 1; i < 20; ++i) words += " ord";
  EXPECT_EQ(said({"yksi", words + ".", "one"}), "sv much-longer");
  EXPECT_EQ(said({words, words + "x", words + " more"}), "en long-sentence 21");
  EXPECT_EQ(said({words + ". " + words, words + "? x", words + "! y"}), "")
      << "each sentence is counted alone";
  EXPECT_EQ(said({"Nimi", "TODO", "Name  here"}), "sv leftover TODO; en blanks");
  EXPECT_EQ(said({"Nimi ", "Metodologi", "Name"}), "fi blanks") << "a word that only has the letters is none";
}

TEST(TextMarks, AHostileTextMakesFewMarks) {
  std::string numbers;
  for (int i = 0; i < 5000; ++i) numbers += std::to_string(i) + "; ";
  EXPECT_LE(marks_of({numbers, "x", "y"}, nullptr).size(), 20U);
  EXPECT_NO_THROW(marks_of({std::string(20'000, '{'), std::string(20'000, '0'), "\xC2"}, nullptr));
}

}  // namespace
}  // namespace vuoro::forms::testing
