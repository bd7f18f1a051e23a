#include "notices/words.hpp"

#include "calendar/zone.hpp"

namespace vuoro::notices {

namespace {

enum class Months : std::uint8_t { named, numbered };

std::string filled(const content::Texts& texts, content::Language language, Instant at, std::string_view key,
                   std::string_view weekdays, Months months) {
  const Day day = calendar::local_day(at);
  const int second = calendar::second_of_day(at);
  const auto civil = day.civil();
  const auto month_number = std::to_string(static_cast<unsigned>(civil.month()));
  // Day 0, 1970-01-01, was a Thursday.
  const int weekday = ((day.n + 3) % 7 + 7) % 7 + 1;
  const std::string weekday_key = std::string(weekdays) + '.' + std::to_string(weekday);
  const int minute = second / 60 % 60;
  const std::string minutes = (minute < 10 ? "0" : "") + std::to_string(minute);
  const std::string month =
      months == Months::named ? texts.text(language, "month." + month_number) : month_number;
  return texts.text(language, key,
                    {{"weekday", texts.text(language, weekday_key)},
                     {"day", std::to_string(static_cast<unsigned>(civil.day()))},
                     {"month", month},
                     {"year", std::to_string(static_cast<int>(civil.year()))},
                     {"hour", std::to_string(second / 3600)},
                     {"minute", minutes}});
}

}  // namespace

std::string when_in_words(const content::Texts& texts, content::Language language, Instant at) {
  return filled(texts, language, at, "when", "weekday", Months::named);
}

std::string when_short(const content::Texts& texts, content::Language language, Instant at) {
  return filled(texts, language, at, "when_short", "weekday_short", Months::numbered);
}

std::string day_in_words(const content::Texts& texts, content::Language language, Instant at) {
  return filled(texts, language, at, "day", "weekday", Months::named);
}

}  // namespace vuoro::notices
