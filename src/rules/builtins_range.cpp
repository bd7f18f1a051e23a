#include "rules/builtin_bodies.hpp"
#include "rules/words.hpp"

/// Allen's relations on points and ranges, as DMN 1.5 table 78 defines each in terms of ends.
namespace vuoro::rules {
namespace {

struct Span {
  Value low;
  Value high;
  bool low_in = true;
  bool high_in = true;
  bool point = false;
};

Span span_of(const Value& raw) {
  const Value& value = single(raw);
  if (const Range* r = value.range()) return {r->low, r->high, r->low_in, r->high_in, false};
  return {value, value, true, true, true};
}

/// Comparisons of a relation; one that is not possible makes the whole relation null.
class Ends {
 public:
  bool less(const Value& a, const Value& b) { return order(a, b) < 0; }
  bool same(const Value& a, const Value& b) { return order(a, b) == 0; }
  [[nodiscard]] Value result(bool holds) const { return sound_ ? Value(holds) : Value{}; }

 private:
  int order(const Value& a, const Value& b) {
    const auto found = compare(a, b);
    if (!found) sound_ = false;
    return found.value_or(2);
  }
  bool sound_ = true;
};

Value is_before(const Span& a, const Span& b) {
  Ends e;
  const bool apart = e.less(a.high, b.low);
  const bool touching = e.same(a.high, b.low) && (!a.high_in || !b.low_in);
  return e.result(apart || touching);
}

Value does_meet(const Span& a, const Span& b) {
  if (a.point || b.point) return {};
  Ends e;
  return e.result(e.same(a.high, b.low) && a.high_in && b.low_in);
}

Value do_overlap(const Span& a, const Span& b) {
  if (a.point || b.point) return {};
  Ends e;
  const bool ends_after_start = e.less(b.low, a.high) || (e.same(a.high, b.low) && a.high_in && b.low_in);
  const bool starts_before_end = e.less(a.low, b.high) || (e.same(a.low, b.high) && a.low_in && b.high_in);
  return e.result(ends_after_start && starts_before_end);
}

Value overlaps_first(const Span& a, const Span& b) {
  if (a.point || b.point) return {};
  Ends e;
  const bool starts_first = e.less(a.low, b.low) || (e.same(a.low, b.low) && a.low_in && !b.low_in);
  const bool reaches = e.less(b.low, a.high) || (e.same(a.high, b.low) && a.high_in && b.low_in);
  const bool ends_first = e.less(a.high, b.high) || (e.same(a.high, b.high) && (!a.high_in || b.high_in));
  return e.result(starts_first && reaches && ends_first);
}

Value does_finish(const Span& a, const Span& b) {
  if (b.point) return {};
  Ends e;
  const bool same_end = e.same(a.high, b.high) && a.high_in == b.high_in;
  if (a.point) return e.result(same_end);
  const bool starts_later = e.less(b.low, a.low) || (e.same(a.low, b.low) && (!a.low_in || b.low_in));
  return e.result(same_end && starts_later);
}

Value does_start(const Span& a, const Span& b) {
  if (b.point) return {};
  Ends e;
  const bool same_start = e.same(a.low, b.low) && a.low_in == b.low_in;
  if (a.point) return e.result(same_start);
  const bool ends_sooner = e.less(a.high, b.high) || (e.same(a.high, b.high) && (!a.high_in || b.high_in));
  return e.result(same_start && ends_sooner);
}

Value does_include(const Span& a, const Span& b) {
  if (a.point) return {};
  Ends e;
  const bool low = e.less(a.low, b.low) || (e.same(a.low, b.low) && (a.low_in || !b.low_in));
  const bool high = e.less(b.high, a.high) || (e.same(a.high, b.high) && (a.high_in || !b.high_in));
  return e.result(low && high);
}

Value do_coincide(const Span& a, const Span& b) {
  if (a.point != b.point) return {};
  Ends e;
  const bool same = e.same(a.low, b.low) && e.same(a.high, b.high);
  return e.result(same && a.low_in == b.low_in && a.high_in == b.high_in);
}

/// A literal at an end of range("…"): number, "text", @"…" or a call of date, time, … with a text.
std::optional<Value> end_literal(std::string_view text) {
  const std::string trimmed = normal_name(text);
  if (trimmed.empty()) return Value{};
  if (const auto number = Decimal::parse(trimmed)) return Value(*number);
  const std::size_t open = trimmed.find('"');
  const std::size_t close = trimmed.rfind('"');
  if (open == std::string::npos || close <= open) return std::nullopt;
  const std::string inner = trimmed.substr(open + 1, close - open - 1);
  const std::string head = normal_name(trimmed.substr(0, open));
  const std::string tail = normal_name(trimmed.substr(close + 1));
  if (head.empty() && tail.empty()) return Value::string(inner);
  Value out;
  if (head == "@" && tail.empty()) {
    out = parse_temporal(inner);
  } else if (tail == ")") {
    if (head == "date(") out = Date::parse(inner);
    if (head == "time(") out = Time::parse(inner);
    if (head == "date and time(") out = DateTime::parse(inner);
    if (head == "duration(") {
      const auto months = Months::parse(inner);
      out = months ? Value(*months) : Value(DaysTime::parse(inner));
    }
  }
  return out.is_null() ? std::nullopt : std::optional(out);
}

}  // namespace

Value builtin_before(Evaluator&, Arguments a) {
  return is_before(span_of(a[0]), span_of(a[1]));
}
Value builtin_after(Evaluator&, Arguments a) {
  return is_before(span_of(a[1]), span_of(a[0]));
}
Value builtin_meets(Evaluator&, Arguments a) {
  return does_meet(span_of(a[0]), span_of(a[1]));
}
Value builtin_met_by(Evaluator&, Arguments a) {
  return does_meet(span_of(a[1]), span_of(a[0]));
}
Value builtin_overlaps(Evaluator&, Arguments a) {
  return do_overlap(span_of(a[0]), span_of(a[1]));
}
Value builtin_overlaps_before(Evaluator&, Arguments a) {
  return overlaps_first(span_of(a[0]), span_of(a[1]));
}
Value builtin_overlaps_after(Evaluator&, Arguments a) {
  return overlaps_first(span_of(a[1]), span_of(a[0]));
}
Value builtin_finishes(Evaluator&, Arguments a) {
  return does_finish(span_of(a[0]), span_of(a[1]));
}
Value builtin_finished_by(Evaluator&, Arguments a) {
  return does_finish(span_of(a[1]), span_of(a[0]));
}
Value builtin_includes(Evaluator&, Arguments a) {
  return does_include(span_of(a[0]), span_of(a[1]));
}
Value builtin_during(Evaluator&, Arguments a) {
  return does_include(span_of(a[1]), span_of(a[0]));
}
Value builtin_starts(Evaluator&, Arguments a) {
  return does_start(span_of(a[0]), span_of(a[1]));
}
Value builtin_started_by(Evaluator&, Arguments a) {
  return does_start(span_of(a[1]), span_of(a[0]));
}
Value builtin_coincides(Evaluator&, Arguments a) {
  return do_coincide(span_of(a[0]), span_of(a[1]));
}

Value builtin_range(Evaluator&, Arguments a) {
  const std::string* from = string_in(a[0]);
  if (from == nullptr) return {};
  const std::string text = normal_name(*from);
  if (text.size() < 4) return {};
  constexpr std::string_view opening = "[(]";
  constexpr std::string_view closing = "])[";
  if (opening.find(text.front()) == std::string_view::npos ||
      closing.find(text.back()) == std::string_view::npos) {
    return {};
  }
  const std::string_view inner = std::string_view(text).substr(1, text.size() - 2);
  bool quoted = false;
  std::size_t dots = std::string_view::npos;
  for (std::size_t i = 0; i + 1 < inner.size() && dots == std::string_view::npos; ++i) {
    if (inner[i] == '"') quoted = !quoted;
    if (!quoted && inner.substr(i, 2) == "..") dots = i;
  }
  if (dots == std::string_view::npos) return {};
  const auto low = end_literal(inner.substr(0, dots));
  const auto high = end_literal(inner.substr(dots + 2));
  if (!low || !high) return {};
  Range out{*low, *high, text.front() == '[', text.back() == ']'};
  if (out.low.is_null() && (out.low_in || out.high.is_null())) return {};
  if (out.high.is_null() && out.high_in) return {};
  if (!out.low.is_null() && !out.high.is_null()) {
    const auto order = compare(out.low, out.high);
    if (!order || *order > 0) return {};
  }
  return Value::range(std::move(out));
}

}  // namespace vuoro::rules
