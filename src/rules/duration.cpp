#include "rules/temporal.hpp"
#include "rules/temporal_text.hpp"

namespace vuoro::rules {
namespace {

constexpr std::int64_t most_seconds = 100'000'000'000'000'000;
constexpr std::int64_t most_months = 1'000'000'000'000;

/// "12D" out of "12DT3H": the number before a unit that follows it; 0 when the unit does not follow.
struct Units {
  TemporalText in;
  int found = 0;

  std::optional<std::int64_t> take(char unit) {
    TemporalText ahead = in;
    const auto n = ahead.digits(1, 17);
    if (!n || !ahead.take(unit)) return 0;
    in = ahead;
    ++found;
    return n;
  }
};

}  // namespace

std::optional<DaysTime> DaysTime::of(std::int64_t seconds, std::int64_t nanos) {
  std::int64_t carry = nanos / nanos_per_second;
  std::int64_t rest = nanos % nanos_per_second;
  if (rest < 0) {
    rest += nanos_per_second;
    --carry;
  }
  if (seconds > most_seconds || seconds < -most_seconds) return std::nullopt;
  return DaysTime{seconds + carry, static_cast<std::int32_t>(rest)};
}

std::optional<DaysTime> DaysTime::of(Decimal seconds) {
  const auto whole = seconds.rounded(0, Rounding::floor);
  if (!whole) return std::nullopt;
  const auto rest = subtract(seconds, *whole);
  if (!rest) return std::nullopt;
  const auto scaled = multiply(*rest, Decimal::of(nanos_per_second));
  const auto nanos = scaled ? scaled->rounded(0, Rounding::half_even) : std::nullopt;
  const auto s = whole->integer();
  if (!nanos || !s) return std::nullopt;
  return of(*s, nanos->integer().value_or(0));
}

std::optional<DaysTime> DaysTime::parse(std::string_view text) {
  Units units{{text}};
  const bool negative = units.in.take('-');
  if (!units.in.take('P')) return std::nullopt;
  const std::int64_t days = *units.take('D');
  std::int64_t hours = 0;
  std::int64_t minutes = 0;
  std::int64_t seconds = 0;
  std::int64_t nanos = 0;
  if (units.in.take('T')) {
    const int before = units.found;
    hours = *units.take('H');
    minutes = *units.take('M');
    if (!units.in.done()) {
      const auto s = units.in.digits(1, 17);
      const auto n = s ? units.in.nanos() : std::nullopt;
      if (!n || !units.in.take('S')) return std::nullopt;
      seconds = *s;
      nanos = *n;
      ++units.found;
    }
    if (units.found == before) return std::nullopt;
  }
  if (units.found == 0 || !units.in.done()) return std::nullopt;
  if (days > most_seconds / seconds_in_day || hours > most_seconds / 3600 || minutes > most_seconds / 60) {
    return std::nullopt;
  }
  const auto out = of(days * seconds_in_day + hours * 3600 + minutes * 60 + seconds, nanos);
  return out && negative ? out->negated() : out;
}

Decimal DaysTime::decimal() const {
  const auto part = divide(Decimal::of(nanos), Decimal::of(nanos_per_second));
  return add(Decimal::of(seconds), part.value_or(Decimal{})).value_or(Decimal{});
}

DaysTime DaysTime::negated() const {
  if (nanos == 0) return {-seconds, 0};
  return {-seconds - 1, static_cast<std::int32_t>(nanos_per_second - nanos)};
}

std::string DaysTime::text() const {
  const bool negative = seconds < 0;
  const DaysTime size = negative ? negated() : *this;
  if (size.seconds == 0 && size.nanos == 0) return "PT0S";
  std::string out = negative ? "-P" : "P";
  if (const auto days = size.seconds / seconds_in_day; days != 0) out += std::to_string(days) + "D";
  std::string clock;
  if (const auto hours = size.seconds / 3600 % 24; hours != 0) clock += std::to_string(hours) + "H";
  if (const auto minutes = size.seconds / 60 % 60; minutes != 0) clock += std::to_string(minutes) + "M";
  if (const auto s = size.seconds % 60; s != 0 || size.nanos != 0) {
    clock += std::to_string(s) + fraction(size.nanos) + "S";
  }
  return clock.empty() ? out : out + "T" + clock;
}

std::optional<Months> Months::of(std::int64_t months) {
  if (months > most_months || months < -most_months) return std::nullopt;
  return Months{months};
}

std::optional<Months> Months::parse(std::string_view text) {
  Units units{{text}};
  const bool negative = units.in.take('-');
  if (!units.in.take('P')) return std::nullopt;
  const std::int64_t years = *units.take('Y');
  const std::int64_t months = *units.take('M');
  if (units.found == 0 || !units.in.done() || years > most_months / 12 || months > most_months) {
    return std::nullopt;
  }
  return of(negative ? -(years * 12 + months) : years * 12 + months);
}

std::string Months::text() const {
  if (n == 0) return "P0M";
  const std::int64_t size = n < 0 ? -n : n;
  std::string out = n < 0 ? "-P" : "P";
  if (size / 12 != 0) out += std::to_string(size / 12) + "Y";
  if (size % 12 != 0) out += std::to_string(size % 12) + "M";
  return out;
}

}  // namespace vuoro::rules
