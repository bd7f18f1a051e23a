#include "promises/question.hpp"

#include <charconv>
#include <chrono>

#include "calendar/zone.hpp"
#include "promises/nearest.hpp"

namespace vuoro::promises {
namespace {

constexpr int noon = 12 * 3600;
constexpr int oldest_age = 130;

/// Digits only, the whole text.
std::optional<int> parse_number(std::string_view text) {
  int value = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "15:50" as seconds since midnight.
std::optional<int> parse_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const std::optional<int> hour = parse_number(text.substr(0, 2));
  const std::optional<int> minute = parse_number(text.substr(3, 2));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return *hour * 3600 + *minute * 60;
}

std::optional<Instant> parse_moment(std::string_view text) {
  const std::optional<Day> day = parse_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return calendar::at_local(*day, noon);
  if (text[10] != 'T') return std::nullopt;
  const std::optional<int> second = parse_time(text.substr(11));
  return second ? std::optional{calendar::at_local(*day, *second)} : std::nullopt;
}

template <class E>
Error unknown_word(std::string_view text, const char* option) {
  return {"unknown-word",
          "'" + std::string{text} + "' is not known; did you mean '" +
              std::string{nearest_word(text, words_of<E>())} + "'?",
          option};
}

template <class Set, class E>
std::optional<Error> parse_words(const std::vector<std::string>& words, const char* option, Set& into) {
  for (const std::string& text : words) {
    const std::optional<E> found = from_word<E>(text);
    if (!found) return unknown_word<E>(text, option);
    into.insert(*found);
  }
  return std::nullopt;
}

std::optional<Error> parse_event(std::string_view text, Question& into) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return Error{"bad-event", "'" + std::string{text} + "' should be event=day, as hta_done=2025-01-31",
                 "--event"};
  }
  const std::optional<Trigger> trigger = from_word<Trigger>(text.substr(0, equals));
  if (!trigger) return unknown_word<Trigger>(text.substr(0, equals), "--event");
  const std::optional<Instant> at = parse_moment(text.substr(equals + 1));
  if (!at) {
    return Error{"bad-date",
                 "'" + std::string{text} + "' has no day like 2025-01-31 or time like 2025-01-31T15:50",
                 "--event"};
  }
  into.events.push_back({*trigger, *at});
  return std::nullopt;
}

std::optional<Error> parse_person(const QuestionWords& words, Question& into) {
  if (words.age) {
    const std::optional<int> age = parse_number(*words.age);
    if (!age || *age > oldest_age) return Error{"bad-age", "age is full years, 0 to 130", "--age"};
    into.age = static_cast<std::uint8_t>(*age);
  }
  if (words.birth) {
    into.birth = parse_day(*words.birth);
    if (!into.birth) return Error{"bad-date", "birth day is written as 1985-02-28", "--birth"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<int> year = parse_number(text.substr(0, 4));
  const std::optional<int> month = parse_number(text.substr(5, 2));
  const std::optional<int> day = parse_number(text.substr(8, 2));
  if (!year || !month || !day || *year < 1800 || *year > 2200) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional{day_of(date)} : std::nullopt;
}

Result<Question> parse_question(const QuestionWords& words) {
  Question question;
  question.listing = words.listing;
  if (words.domains.empty()) return Error{"nothing-asked", "name at least one domain", "--domain"};
  if (words.events.empty()) return Error{"nothing-asked", "name at least one event with its day", "--event"};
  if (auto error = parse_words<DomainSet, Domain>(words.domains, "--domain", question.domains)) return *error;
  if (auto error = parse_words<FactSet, Fact>(words.facts, "--fact", question.facts)) return *error;
  if (auto error = parse_person(words, question)) return *error;
  for (const std::string& event : words.events) {
    if (auto error = parse_event(event, question)) return *error;
  }
  return question;
}

}  // namespace vuoro::promises
