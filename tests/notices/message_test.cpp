#include "notices/message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "content/county.hpp"
#include "core/words.hpp"
#include "notices/email.hpp"
#include "notices/words.hpp"

namespace vuoro::notices {
namespace {

namespace fs = std::filesystem;

const fs::path content_root = fs::path(VUORO_SOURCE_DIR) / "content";

const content::Texts& texts() {
  static const content::Texts all = content::Texts::load(content_root / "texts" / "notices").value();
  return all;
}
const content::County& county() {
  static const content::County one = content::load_county(content_root / "vantaa-kerava").value();
  return one;
}

std::string small(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
  return out;
}

constexpr Instant visit{1'764'055'200};   // 2025-11-25 09:20 in Finland
constexpr Instant answer{1'763'992'800};  // 2025-11-24 16:00

Facts facts(core::NoticeKind kind, core::NoticeChannel channel, core::Mode mode = core::Mode::visit,
            const char* language = "fi") {
  Facts f;
  f.kind = kind;
  f.channel = channel;
  f.begin = visit;
  f.answer = answer;
  f.mode = mode;
  f.address = {"Tie 1, 00100 Kylä", "Vägen 1, 00100 By", "Tie 1, 00100 Kylä"};
  f.language = core::Language::of(language);
  f.code = "7K4M-2XQW";
  return f;
}

/// Everything clinical that the county has a name for, in every language. Addresses are not among them.
std::vector<std::string> clinical_names() {
  std::vector<std::string> names;
  const auto add = [&](const promises::Translated& name) {
    for (const std::string& one : name) names.push_back(small(one));
  };
  for (const auto& s : county().services) add(s.name);
  for (const auto& s : county().slot_types) add(s.name);
  for (const auto& u : county().units) add(u.name);
  for (const auto& t : county().teams) add(t.name);
  for (const char* word :
       {"hoitaj",     "lääkär",  "psyko",     "psyk",      "hamma",  "fysio",   "terapeut", "sosiaal",
        "mielenterv", "päihde",  "neuvol",    "kuntout",   "diagno", "potilas", "läkar",    "sköta",
        "tand",       "socialt", "missbruk",  "patient",   "nurse",  "doctor",  "dent",     "therap",
        "mental",     "social ", "substance", "päivystys", "akut",   "urgent"}) {
    names.emplace_back(word);
  }
  return names;
}

TEST(Message, NamesNothingClinicalInAnyLanguage) {
  const auto names = clinical_names();
  ASSERT_GT(names.size(), 100U);
  std::size_t looked_at = 0;
  for (std::size_t kind = 0; kind < promises::words_of<core::NoticeKind>().size(); ++kind) {
    for (const auto channel : {core::NoticeChannel::email, core::NoticeChannel::sms}) {
      for (std::size_t mode = 0; mode < promises::words_of<core::Mode>().size(); ++mode) {
        for (const char* language : {"fi", "sv", "en", "ar", ""}) {
          const Facts f =
              facts(static_cast<core::NoticeKind>(kind), channel, static_cast<core::Mode>(mode), language);
          // The county calls itself a wellbeing services county; that it writes is no secret.
          const Message m = message(texts(), *county().notices, {"A", "B", "C"}, f);
          const std::string all = small(m.subject + '\n' + m.text);
          for (const std::string& name : names)
            EXPECT_EQ(all.find(name), std::string::npos) << name << " in:\n" << all;
          EXPECT_EQ(all.find('['), std::string::npos) << "a text is missing:\n" << all;
          EXPECT_EQ(all.find('{'), std::string::npos) << "an argument is missing:\n" << all;
          ++looked_at;
        }
      }
    }
  }
  EXPECT_EQ(looked_at, 8U * 2 * 5 * 5);
}

TEST(Message, SaysTimePlaceAndWhatToDo) {
  const Message m = message(texts(), *county().notices, county().name,
                            facts(core::NoticeKind::booked, core::NoticeChannel::email));
  EXPECT_EQ(m.language, "fi");
  EXPECT_EQ(m.subject, "Sinulle on varattu aika");
  EXPECT_EQ(
      m.text,
      "Hei\n\nSinulle on varattu aika tiistaina 25. marraskuuta 2025 kello 9.20.\nPaikka: Tie 1, 00100 "
      "Kylä.\n\nJos aika ei sovi, siirrä tai peru se omalla sivullasi, tai soita 09 000 1000.\n\nOma sivusi: "
      "https://vuoro.example/fi/matter/\nTunnus: 7K4M-2XQW\n\nVantaan ja Keravan hyvinvointialue "
      "(esimerkki)\nTämä on automaattinen viesti, johon ei voi vastata.\n");
}

TEST(Message, ATextMessageIsShortAndInTheWishedLanguage) {
  const Message m =
      message(texts(), *county().notices, county().name,
              facts(core::NoticeKind::time_offered, core::NoticeChannel::sms, core::Mode::phone, "sv"));
  EXPECT_EQ(m.language, "sv");
  EXPECT_EQ(m.subject, "");
  EXPECT_NE(m.text.find("Du erbjuds en tid tis 25.11.2025 kl. 9.20. Svara senast mån 24.11.2025 kl. 16.00."),
            std::string::npos)
      << m.text;
  EXPECT_NE(m.text.find("Vi ringer dig."), std::string::npos);
  EXPECT_LT(m.text.size(), 480U) << "three parts of a text message at most";
}

TEST(Message, WhoSpeaksAnotherLanguageIsToldInTwo) {
  const Message m =
      message(texts(), *county().notices, county().name,
              facts(core::NoticeKind::reminder, core::NoticeChannel::email, core::Mode::visit, "so"));
  EXPECT_NE(m.text.find("Muistutus:"), std::string::npos);
  EXPECT_NE(m.text.find("A reminder:"), std::string::npos);
  EXPECT_EQ(m.language, "fi");
}

TEST(Email, OnlyPlainAddressesAreOnes) {
  for (const char* good : {"a@b.fi", "aino.maija+1@posti.example.fi", "x_y-z@localhost"})
    EXPECT_TRUE(is_address(good)) << good;
  for (const char* bad : {"", "a", "@b.fi", "a@", "a@b@c", "a b@c.fi", "a@b.fi\r\nBcc: x@y.fi", "<a@b.fi>",
                          "a@b.fi,c@d.fi", "\"a b\"@c.fi", "äiti@b.fi", "a@.fi", "a@b.fi."})
    EXPECT_FALSE(is_address(bad)) << bad;
  EXPECT_FALSE(is_address(std::string(250, 'a') + "@b.fi"));
}

TEST(Email, HeadersTakeEveryLetterAndNoLineEnd) {
  EXPECT_EQ(header_text("A time"), "A time");
  EXPECT_EQ(header_text("Päivää"), "=?UTF-8?B?UMOkaXbDpMOk?=");
  EXPECT_EQ(header_text("a\r\nBcc: x"), "=?UTF-8?B?YQ0KQmNjOiB4?=");
  const std::string longer = header_text(std::string(30, 'a') + "äääääääääääääääääääää");
  std::size_t line = 0;
  for (std::size_t at = 0; at < longer.size(); at = line + 2) {
    line = std::min(longer.find("\r\n", at), longer.size());
    EXPECT_LE(line - at, 76U);
  }
  EXPECT_EQ(header_date(visit), "Tue, 25 Nov 2025 07:20:00 +0000");
}

TEST(Email, NumbersBecomeInternational) {
  EXPECT_EQ(phone_number("040 123 4567"), "+358401234567");
  EXPECT_EQ(phone_number("+46 (70) 123-4567"), "+46701234567");
  EXPECT_EQ(phone_number("00358401234567"), "+358401234567");
  for (const char* bad : {"", "123", "puhelin", "040 12x", "+", "0401234567890123456"})
    EXPECT_EQ(phone_number(bad), "") << bad;
}

}  // namespace
}  // namespace vuoro::notices
