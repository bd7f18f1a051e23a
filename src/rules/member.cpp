#include "rules/evaluator.hpp"

namespace vuoro::rules {
namespace {

Value date_part(const Date& date, const std::string& name) {
  if (name == "year") return Value::number(date.year);
  if (name == "month") return Value::number(date.month);
  if (name == "day") return Value::number(date.day);
  if (name == "weekday") return Value::number(date.weekday());
  return {};
}

Value time_part(const Time& time, std::int64_t day, const std::string& name) {
  const std::int64_t s = time.seconds();
  if (name == "hour") return Value::number(s / 3600);
  if (name == "minute") return Value::number(s / 60 % 60);
  if (name == "second") return Value::number(s % 60);
  if (name == "time offset") {
    if (time.zone.kind == Zone::Kind::none) return {};
    return DaysTime{time.zone.offset_at(day, s), 0};
  }
  if (name == "timezone" && time.zone.kind == Zone::Kind::named) return Value::string(time.zone.name());
  return {};
}

Value days_part(const DaysTime& duration, const std::string& name) {
  const bool negative = duration.seconds < 0;
  const std::int64_t size = negative ? duration.negated().seconds : duration.seconds;
  const auto signed_number = [&](std::int64_t n) { return Value::number(negative ? -n : n); };
  if (name == "days") return signed_number(size / seconds_in_day);
  if (name == "hours") return signed_number(size / 3600 % 24);
  if (name == "minutes") return signed_number(size / 60 % 60);
  if (name == "seconds") return signed_number(size % 60);
  return {};
}

Value range_part(const Range& range, const std::string& name) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return range.low_in;
  if (name == "end included") return range.high_in;
  return {};
}

}  // namespace

Value member(const Value& of, const std::string& name) {
  switch (of.kind()) {
    case Value::Kind::context: {
      const Value* found = of.context()->find(name);
      return found == nullptr ? Value{} : *found;
    }
    case Value::Kind::list: {
      std::vector<Value> out;
      out.reserve(of.list()->size());
      for (const Value& item : *of.list()) out.push_back(member(item, name));
      return Value::list(std::move(out));
    }
    case Value::Kind::date:
      return date_part(*of.date(), name);
    case Value::Kind::time:
      return time_part(*of.time(), Zone::undated, name);
    case Value::Kind::date_time: {
      Value out = date_part(of.date_time()->date, name);
      return out.is_null() ? time_part(of.date_time()->time, of.date_time()->date.days(), name) : out;
    }
    case Value::Kind::months:
      if (name == "years") return Value::number(of.months()->n / 12);
      if (name == "months") return Value::number(of.months()->n % 12);
      return {};
    case Value::Kind::days_time:
      return days_part(*of.days_time(), name);
    case Value::Kind::range:
      return range_part(*of.range(), name);
    default:
      return {};
  }
}

}  // namespace vuoro::rules
