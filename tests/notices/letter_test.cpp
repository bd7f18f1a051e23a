#include "notices/letter.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "content/county.hpp"
#include "notices/pdf_language.hpp"

namespace vuoro::notices {
namespace {

namespace fs = std::filesystem;

const fs::path content_root = fs::path(VUORO_SOURCE_DIR) / "content";

const content::Texts& texts() {
  static const content::Texts all = content::Texts::load(content_root / "texts" / "notices").value();
  return all;
}
const content::NoticePlan& plan() {
  static const content::County one = content::load_county(content_root / "vantaa-kerava").value();
  return *one.notices;
}

LetterFacts facts(const char* language = "fi") {
  LetterFacts f;
  f.code = "7K4M-2XQW";
  f.language = core::Language::of(language);
  f.to = "Matti Meikäläinen\nTie 1, 00100 Kylä";
  f.booked = {{{1'764'055'200},
               45,
               core::Mode::visit,
               {"Talo, Katu 2", "Huset, Gatan 2", "House, Street 2"},
               {"Junalta kaksi minuuttia.", "Två minuter från tåget.", "Two minutes from the train."},
               {"Ei portaita.", "Inga trappor.", "No steps."}}};
  f.now = {1'763'450'400};
  return f;
}

Letter letter(const LetterFacts& f) {
  return write_letter(texts(), plan(), {"Alue", "Området", "County"}, f);
}

/// What a reader of the PDF gets, by a program of somebody else.
std::string read(const std::string& pdf) {
  const fs::path file = fs::temp_directory_path() / ("vuoro-letter-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  const std::string command = "pdftotext -enc UTF-8 -layout " + file.string() + " - 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string out;
  std::array<char, 4096> bytes{};
  for (std::size_t n = 0; (n = std::fread(bytes.data(), 1, bytes.size(), pipe)) > 0;)
    out.append(bytes.data(), n);
  EXPECT_EQ(::pclose(pipe), 0) << out;
  fs::remove(file);
  return out;
}

/// The letters alone: lines break where they must, and pdftotext parts the words of Arabic by their glyphs
/// and marks their direction.
std::string letters(std::string text) {
  for (const std::string_view mark : {"\u202a", "\u202b", "\u202c", "\u200f", "\u200e"}) {
    for (std::size_t at = 0; (at = text.find(mark)) != std::string::npos;) text.erase(at, mark.size());
  }
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}
void holds(const std::string& text, const char* part) {
  EXPECT_NE(letters(text).find(letters(part)), std::string::npos) << part << " in:\n" << text;
}

TEST(Letter, TellsEverythingInTheLanguage) {
  const auto pdf = to_pdf(letter(facts()), {1'763'450'400});
  ASSERT_TRUE(pdf.ok()) << pdf.error().what;
  const std::string text = read(*pdf);
  for (const char* part :
       {"Alue", "09 000 1000", "18. marraskuuta 2025", "Matti Meikäläinen", "Tie 1", "00100 Kylä", "Aikasi",
        "tiistaina 25. marraskuuta 2025 kello 9.20", "noin 45 minuuttia", "Talo, Katu 2",
        "Junalta kaksi minuuttia.", "Ei portaita.", "Soita numeroon 09 000 1000 ja sano tunnus 7K4M-2XQW",
        "Asian tunnus: 7K4M-2XQW"}) {
    holds(text, part);
  }
  EXPECT_EQ(text.find('['), std::string::npos) << text;
  EXPECT_EQ(text.find('{'), std::string::npos) << text;
}

TEST(Letter, IsTaggedTitledAndSaysItsLanguage) {
  const auto pdf = to_pdf(letter(facts("sv")), {1'763'450'400});
  ASSERT_TRUE(pdf.ok());
  for (const char* part :
       {"/Lang (sv)", "/DisplayDocTitle true", "/StructTreeRoot", "/Marked true", "/Prev "})
    holds(*pdf, part);
  const std::string text = read(*pdf);
  holds(text, "tisdag den 25 november 2025 klockan 9.20");
  holds(text, "Två minuter från tåget.");
}

TEST(Letter, LeavesLinesForAPenWhereNobodyIsKnown) {
  LetterFacts f = facts("en");
  f.to = "";
  const Letter l = letter(f);
  EXPECT_TRUE(l.to.empty());
  const std::string text = read(to_pdf(l, f.now).value());
  holds(text, "Recipient");
  holds(text, "Tuesday 25 November 2025 at 9:20");
}

TEST(Letter, SaysWhatIsPrepared) {
  LetterFacts f = facts("ar");
  f.interpreter = core::Interpreter::yes;
  f.needs = {core::Need::wheelchair, core::Need::other};
  f.need_words = "avustajakoira";
  const Letter l = letter(f);
  EXPECT_EQ(l.language, "fi");
  EXPECT_EQ(l.blocks.front().kind, Block::Kind::other_language);
  const std::string text = read(to_pdf(l, f.now).value());
  holds(text, "Paikalla on tulkki.");
  holds(text, "pyörätuolilla");
  holds(text, "Muu tarve: avustajakoira");
  holds(text, "موعدك");
}

TEST(Letter, SpeaksOfTheTelephoneForACall) {
  LetterFacts f = facts();
  f.booked[0].mode = core::Mode::phone;
  const std::string text = read(to_pdf(letter(f), f.now).value());
  holds(text, "Sinulle soitetaan tähän aikaan");
  EXPECT_EQ(text.find("Katu 2"), std::string::npos) << "nobody is sent anywhere";
}

TEST(Letter, AnOfferSaysUntilWhen) {
  LetterFacts f = facts();
  f.offered = std::exchange(f.booked, {});
  f.answer = {1'763'992'800};
  holds(read(to_pdf(letter(f), f.now).value()),
        "Vastaa viimeistään maanantaina 24. marraskuuta 2025 kello 16.00");
}

TEST(Letter, WithoutATimeItSaysSo) {
  LetterFacts f = facts();
  f.booked.clear();
  holds(read(to_pdf(letter(f), f.now).value()), "Sinulle ei ole vielä varattu aikaa.");
}

TEST(Letter, ManyTimesGoOverPages) {
  LetterFacts f = facts();
  const LetterTime one = f.booked[0];
  for (int i = 1; i < 30; ++i) {
    f.booked.push_back(one);
    f.booked.back().begin = one.begin + std::chrono::hours{24 * 7 * i};
  }
  const auto pdf = to_pdf(letter(f), f.now);
  ASSERT_TRUE(pdf.ok());
  const std::string text = read(*pdf);
  EXPECT_NE(text.find('\f'), std::string::npos);
  holds(text, "Asian tunnus");
}

TEST(Letter, HostileWordsStayWords) {
  LetterFacts f = facts();
  f.to = std::string(500, 'x') + "\n<b>&amp;</b>\n\xFF\xFE(not UTF-8)\n) /Lang (xx)";
  const auto pdf = to_pdf(letter(f), f.now);
  ASSERT_TRUE(pdf.ok());
  holds(read(*pdf), "<b>&amp;</b>");
}

TEST(PdfLanguage, RefusesWhatIsNoPdfOfCairo) {
  for (const char* text : {"", "%PDF-1.5", "\ntrailer\n<< /Size 3 >>\nstartxref\n9\n",
                           "\ntrailer\n<< /Size 3 /Root 1 0 R /Info 2 0 R >>\nstartxref\n9\n"}) {
    const auto done = with_language(text, "fi");
    ASSERT_FALSE(done.ok()) << text;
    EXPECT_EQ(done.error().code, "letter-unmade");
  }
}

}  // namespace
}  // namespace vuoro::notices
