#include "rules/value.hpp"

#include <array>

#include "rules/function.hpp"

namespace vuoro::rules {

void Extent::take(const Value& part) {
  const std::uint32_t more = part.weight();
  weight = weight > Value::most_weight || more > Value::most_weight ? Value::most_weight + 1 : weight + more;
  depth = std::max(depth, part.depth() + 1);
}

Value Value::string(std::string text) {
  Value out;
  if (text.size() / 32 < most_weight) out.held_ = std::make_shared<const std::string>(std::move(text));
  return out;
}

Value Value::list(std::vector<Value> items) {
  Value out;
  Extent extent;
  for (const Value& item : items) extent.take(item);
  if (extent.fits()) out.held_ = std::make_shared<const List>(List{std::move(items), extent});
  return out;
}

Value Value::context(std::vector<std::pair<std::string, Value>> entries) {
  Value out;
  Extent extent;
  for (const auto& [name, value] : entries) extent.take(value);
  if (extent.fits()) out.held_ = std::make_shared<const Context>(Context{std::move(entries), extent});
  return out;
}

Value Value::range(Range range) {
  Value out;
  range.extent.take(range.low);
  range.extent.take(range.high);
  if (range.extent.fits()) out.held_ = std::make_shared<const Range>(std::move(range));
  return out;
}

const std::string* Value::string() const {
  const auto* held = std::get_if<Text>(&held_);
  return held == nullptr ? nullptr : held->get();
}
const Range* Value::range() const {
  const auto* held = std::get_if<RangeRef>(&held_);
  return held == nullptr ? nullptr : held->get();
}
const std::vector<Value>* Value::list() const {
  const auto* held = std::get_if<ListRef>(&held_);
  return held == nullptr ? nullptr : &(*held)->items;
}
const Context* Value::context() const {
  const auto* held = std::get_if<ContextRef>(&held_);
  return held == nullptr ? nullptr : held->get();
}
const Function* Value::function() const {
  const auto* held = std::get_if<FunctionRef>(&held_);
  return held == nullptr ? nullptr : held->get();
}

std::uint32_t Value::weight() const {
  if (const auto* s = string()) return 1 + static_cast<std::uint32_t>(s->size() / 32);
  if (const auto* held = std::get_if<ListRef>(&held_)) return (*held)->extent.weight;
  if (const auto* c = context()) return c->extent.weight;
  if (const auto* r = range()) return r->extent.weight;
  if (const auto* f = function()) return f->extent.weight;
  return 1;
}

std::uint32_t Value::depth() const {
  if (const auto* held = std::get_if<ListRef>(&held_)) return (*held)->extent.depth;
  if (const auto* c = context()) return c->extent.depth;
  if (const auto* r = range()) return r->extent.depth;
  if (const auto* f = function()) return f->extent.depth;
  return 0;
}

const Value* Context::find(std::string_view name) const {
  for (const auto& [key, value] : entries) {
    if (key == name) return &value;
  }
  return nullptr;
}

namespace {

bool surely_equal(const Value& a, const Value& b) {
  return equal(a, b).value_or(false);
}

bool equal_lists(const std::vector<Value>& a, const std::vector<Value>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!surely_equal(a[i], b[i])) return false;
  }
  return true;
}

bool equal_functions(const Function& a, const Function& b) {
  return a.kind == b.kind && a.id == b.id && equal_lists(a.captured, b.captured);
}

bool equal_contexts(const Context& a, const Context& b) {
  if (a.entries.size() != b.entries.size()) return false;
  for (const auto& [name, value] : a.entries) {
    const Value* other = b.find(name);
    if (other == nullptr || !surely_equal(value, *other)) return false;
  }
  return true;
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::boolean:
      return *a.boolean() == *b.boolean();
    case Value::Kind::number:
      return compare(*a.number(), *b.number()) == 0;
    case Value::Kind::string:
      return *a.string() == *b.string();
    case Value::Kind::list:
      return equal_lists(*a.list(), *b.list());
    case Value::Kind::context:
      return equal_contexts(*a.context(), *b.context());
    case Value::Kind::range:
      return a.range()->low_in == b.range()->low_in && a.range()->high_in == b.range()->high_in &&
             surely_equal(a.range()->low, b.range()->low) && surely_equal(a.range()->high, b.range()->high);
    case Value::Kind::function:
      return equal_functions(*a.function(), *b.function());
    default: {
      const auto order = compare(a, b);
      return order && *order == 0;
    }
  }
}

bool same(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.time() != nullptr) return *a.time() == *b.time();
  if (a.date_time() != nullptr) return *a.date_time() == *b.date_time();
  if (const auto* left = a.list()) {
    const auto& right = *b.list();
    if (left->size() != right.size()) return false;
    for (std::size_t i = 0; i < left->size(); ++i) {
      if (!same((*left)[i], right[i])) return false;
    }
    return true;
  }
  return equal(a, b).value_or(false);
}

std::optional<int> compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  const auto three = [](const auto& x, const auto& y) { return x < y ? -1 : static_cast<int>(y < x); };
  switch (a.kind()) {
    case Value::Kind::number:
      return compare(*a.number(), *b.number());
    case Value::Kind::string:  // UTF-8 sorts as code points do
      return three(*a.string(), *b.string());
    case Value::Kind::date:
      return three(*a.date(), *b.date());
    case Value::Kind::time:
      return compare(*a.time(), *b.time());
    case Value::Kind::date_time:
      return compare(*a.date_time(), *b.date_time());
    case Value::Kind::months:
      return three(*a.months(), *b.months());
    case Value::Kind::days_time:
      return three(*a.days_time(), *b.days_time());
    default:
      return std::nullopt;
  }
}

std::optional<bool> within(const Value& value, const Range& range) {
  if (!range.low.is_null()) {
    const auto order = compare(value, range.low);
    if (!order) return std::nullopt;
    if (*order < 0 || (*order == 0 && !range.low_in)) return false;
  }
  if (!range.high.is_null()) {
    const auto order = compare(value, range.high);
    if (!order) return std::nullopt;
    if (*order > 0 || (*order == 0 && !range.high_in)) return false;
  }
  return !range.low.is_null() || !range.high.is_null();
}

std::string_view kind_name(Value::Kind kind) {
  constexpr std::array<std::string_view, 13> names{"null",
                                                   "boolean",
                                                   "number",
                                                   "string",
                                                   "date",
                                                   "time",
                                                   "date and time",
                                                   "years and months duration",
                                                   "days and time duration",
                                                   "range",
                                                   "list",
                                                   "context",
                                                   "function"};
  return names[static_cast<std::size_t>(kind)];
}

Value parse_temporal(std::string_view text) {
  if (auto date = Date::parse(text)) return *date;
  if (auto at = DateTime::parse(text)) return *at;
  if (auto time = Time::parse(text)) return *time;
  if (auto months = Months::parse(text)) return *months;
  return DaysTime::parse(text);
}

}  // namespace vuoro::rules
