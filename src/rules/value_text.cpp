#include "rules/value.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void write(const Value& value, std::string& out);

void write_list(const std::vector<Value>& items, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) out += ", ";
    write(items[i], out);
  }
  out += ']';
}

void write_context(const Context& context, std::string& out) {
  out += '{';
  bool first = true;
  for (const auto& [name, value] : context.entries) {
    if (!first) out += ", ";
    first = false;
    out += is_plain_name(name) ? name : quoted(name);
    out += ": ";
    write(value, out);
  }
  out += '}';
}

void write_range(const Range& range, std::string& out) {
  if (range.low.is_null() || range.high.is_null()) {
    out += range.low.is_null() ? (range.high_in ? "(<=" : "(<") : (range.low_in ? "(>=" : "(>");
    write(range.low.is_null() ? range.high : range.low, out);
    out += ')';
    return;
  }
  out += range.low_in ? '[' : '(';
  write(range.low, out);
  out += "..";
  write(range.high, out);
  out += range.high_in ? ']' : ')';
}

/// Recursion is bounded by Value::most_depth.
void write(const Value& value, std::string& out) {
  switch (value.kind()) {
    case Value::Kind::string:
      out += quoted(*value.string());
      return;
    case Value::Kind::range:
      write_range(*value.range(), out);
      return;
    case Value::Kind::list:
      write_list(*value.list(), out);
      return;
    case Value::Kind::context:
      write_context(*value.context(), out);
      return;
    default:
      out += text_of(value);
  }
}

}  // namespace

std::string text_of(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::boolean:
      return *value.boolean() ? "true" : "false";
    case Value::Kind::number:
      return value.number()->text();
    case Value::Kind::string:
      return *value.string();
    case Value::Kind::date:
      return value.date()->text();
    case Value::Kind::time:
      return value.time()->text();
    case Value::Kind::date_time:
      return value.date_time()->text();
    case Value::Kind::months:
      return value.months()->text();
    case Value::Kind::days_time:
      return value.days_time()->text();
    case Value::Kind::function:
      return "function";
    default: {
      std::string out;
      write(value, out);
      return out;
    }
  }
}

}  // namespace vuoro::rules
