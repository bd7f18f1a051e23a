#include "notices/letter.hpp"

#include <algorithm>
#include <map>

#include "core/words.hpp"
#include "notices/message.hpp"
#include "notices/words.hpp"

namespace vuoro::notices {

namespace {

using Kind = Block::Kind;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",\n"), text.size());
    std::string_view line = text.substr(0, end);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\r')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

class Writer {
 public:
  Writer(const content::Texts& texts, const content::NoticePlan& plan, const LetterFacts& facts,
         content::Language language)
      : texts_(texts), plan_(plan), facts_(facts), language_(language) {}

  std::vector<Block> blocks() {
    other_language();
    if (!facts_.booked.empty()) {
      add(Kind::paragraph, text(facts_.booked.size() == 1 ? "letter.booked" : "letter.booked_more"));
      for (const LetterTime& time : facts_.booked) one(time);
    } else if (!facts_.offered.empty()) {
      add(Kind::paragraph, texts_.text(language_, "letter.offered",
                                       {{"until", when_in_words(texts_, language_, facts_.answer)}}));
      for (const LetterTime& time : facts_.offered) one(time);
    } else {
      add(Kind::paragraph, text("letter.none"));
    }
    ready_for();
    how_to_change();
    add(Kind::paragraph, texts_.text(language_, "letter.code", {{"code", facts_.code}}));
    return std::move(blocks_);
  }

  [[nodiscard]] std::string text(std::string_view key) const {
    return texts_.text(language_, key,
                       {{"phone", promises::in(plan_.phone, language_)}, {"code", facts_.code}});
  }

 private:
  void add(Kind kind, std::string words) { blocks_.push_back({kind, std::move(words)}); }
  void titled(std::string_view key, const promises::Translated& words) {
    const std::string& in_language = promises::in(words, language_);
    if (in_language.empty() || in_language == last_of_[std::string(key)]) return;
    last_of_[std::string(key)] = in_language;  // two visits to one house: told once
    add(Kind::heading, text(key));
    add(Kind::paragraph, in_language);
  }

  void one(const LetterTime& time) {
    add(Kind::time, when_in_words(texts_, language_, time.begin));
    if (time.minutes > 0)
      add(Kind::paragraph,
          texts_.text(language_, "letter.duration", {{"minutes", std::to_string(time.minutes)}}));
    switch (time.mode) {
      case core::Mode::phone:
        return add(Kind::paragraph, text("letter.by_phone"));
      case core::Mode::remote:
        return add(Kind::paragraph, text("letter.by_remote"));
      case core::Mode::home:
        return add(Kind::paragraph, text("letter.by_home"));
      case core::Mode::visit:
      case core::Mode::group:
        titled("letter.place", time.place);
        titled("letter.directions", time.directions);
        titled("letter.accessibility", time.accessibility);
    }
  }

  void ready_for() {
    const bool interpreter = facts_.interpreter == core::Interpreter::yes;
    if (!interpreter && facts_.needs.empty()) return;
    add(Kind::heading, text("letter.ready_for"));
    if (interpreter) add(Kind::item, text("letter.interpreter"));
    facts_.needs.for_each([&](core::Need need) {
      const bool said = need == core::Need::other && !facts_.need_words.empty();
      if (said) {
        add(Kind::item, texts_.text(language_, "letter.need.words", {{"words", facts_.need_words}}));
      } else {
        add(Kind::item, text(need == core::Need::other ? std::string("letter.need.unsaid")
                                                       : "letter.need." + std::string(promises::word(need))));
      }
    });
    add(Kind::paragraph, text("letter.needs_wrong"));
  }

  void how_to_change() {
    if (facts_.booked.empty() && facts_.offered.empty()) return add(Kind::paragraph, text("letter.ask"));
    add(Kind::heading, text("letter.change"));
    add(Kind::paragraph, text("letter.change_how"));
  }

  void other_language() {
    const auto letters = facts_.language.letters();
    const std::string_view code = letters.data();
    if (code.empty() || promises::from_word<content::Language>(code)) return;
    const auto plain = std::ranges::find(plan_.plain, code, &content::PlainSentence::language);
    if (plain == plan_.plain.end()) return;
    add(Kind::other_language, plain->text);
  }

  const content::Texts& texts_;
  const content::NoticePlan& plan_;
  const LetterFacts& facts_;
  content::Language language_;
  std::vector<Block> blocks_;
  std::map<std::string, std::string> last_of_;
};

}  // namespace

Letter write_letter(const content::Texts& texts, const content::NoticePlan& plan,
                    const promises::Translated& county, const LetterFacts& facts) {
  const auto wished = promises::from_word<content::Language>(facts.language.letters().data());
  const content::Language language = wished.value_or(content::Language::fi);
  Writer writer(texts, plan, facts, language);
  const bool any = !facts.booked.empty() || !facts.offered.empty();
  Letter letter;
  letter.language = promises::word(language);
  letter.title = writer.text(any ? "letter.title" : "letter.title_none");
  letter.from = promises::in(county, language);
  letter.phone = promises::in(plan.phone, language);
  letter.date = day_in_words(texts, language, facts.now);
  letter.to_label = writer.text("letter.to");
  letter.to = lines_of(facts.to);
  letter.blocks = writer.blocks();
  return letter;
}

}  // namespace vuoro::notices
