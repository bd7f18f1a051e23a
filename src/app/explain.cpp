#include "promises/explain.hpp"

#include <fmt/core.h>

#include <charconv>
#include <iterator>

#include "app/commands.hpp"
#include "calendar/zone.hpp"
#include "content/explanation_text.hpp"
#include "promises/words.hpp"

namespace vuoro::app {

namespace {

/// "2026-11-21".
std::optional<Day> read_day(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int v = -1;
    if (at + size <= text.size()) std::from_chars(text.data() + at, text.data() + at + size, v);
    return v;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok()) return std::nullopt;
  return day_of(date);
}

/// "trigger=2026-11-21" (noon of that day) or "trigger=2026-11-21T15:50".
std::optional<promises::Question::Event> read_event(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const auto trigger = promises::from_word<promises::Trigger>(text.substr(0, equals));
  const std::string_view when = text.substr(equals + 1);
  const auto day = read_day(when.substr(0, 10));
  if (!trigger || !day) return std::nullopt;
  int seconds = 12 * 3600;
  if (when.size() > 10) {
    int hour = -1;
    int minute = -1;
    if (when.size() == 16 && when[10] == 'T' && when[13] == ':') {
      std::from_chars(when.data() + 11, when.data() + 13, hour);
      std::from_chars(when.data() + 14, when.data() + 16, minute);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    seconds = hour * 3600 + minute * 60;
  }
  return promises::Question::Event{*trigger, calendar::at_local(*day, seconds)};
}

template <class E>
std::string words_list() {
  std::string out;
  for (const std::string_view w : promises::words_of<E>()) {
    if (!out.empty()) out += ", ";
    out += w;
  }
  return out;
}

template <class E, class Rep>
std::optional<Error> read_set(const std::vector<std::string>& words, std::string_view option,
                              promises::EnumSet<E, Rep>& into) {
  for (const std::string& w : words) {
    const auto known = promises::from_word<E>(w);
    if (!known)
      return Error{"option-refused", "'" + w + "' is none of: " + words_list<E>(), std::string(option)};
    into.insert(*known);
  }
  return std::nullopt;
}

Result<promises::Question> read_question(const ExplainOptions& options) {
  promises::Question question;
  if (auto e = read_set(options.domains, "--domain", question.domains)) return *e;
  if (auto e = read_set(options.facts, "--fact", question.facts)) return *e;
  if (options.age >= 0) question.age = static_cast<std::uint8_t>(options.age);
  if (!options.birth.empty()) {
    question.birth = read_day(options.birth);
    if (!question.birth) return Error{"option-refused", "write the day as YYYY-MM-DD", "--birth"};
  }
  for (const std::string& text : options.events) {
    const auto event = read_event(text);
    if (!event) {
      return Error{"option-refused",
                   "write trigger=YYYY-MM-DD or trigger=YYYY-MM-DDThh:mm, trigger being one of: " +
                       words_list<promises::Trigger>(),
                   "--event " + text};
    }
    question.events.push_back(*event);
  }
  if (options.all) question.listing = promises::Listing::everything;
  return question;
}

}  // namespace

int explain(const ExplainOptions& options) {
  const auto language = promises::from_word<promises::Language>(options.language);
  if (!language) return fail({"option-refused", "choose fi, sv or en", "--lang"});
  const auto question = read_question(options);
  if (!question) return fail(question.error());
  const auto loaded = load_content(options.content);
  if (!loaded) return fail(loaded.error());
  const auto texts = load_texts(options.content, "promises");
  if (!texts) return fail(texts.error());
  const auto explanation = promises::explain(loaded->calendar, loaded->pack, *question);
  fmt::print("{}", content::render(explanation, loaded->pack, *texts, *language));
  return 0;
}

}  // namespace vuoro::app
