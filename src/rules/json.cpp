#include "rules/json.hpp"

#include <array>

#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Value> run() {
    Value out = value();
    skip();
    if (why_.empty() && at_ < text_.size()) fail("nothing more was expected");
    if (why_.empty() && !is_utf8(text_)) fail("the text is not UTF-8");
    if (why_.empty()) return out;
    return Error{"json-invalid", why_, "byte " + std::to_string(at_)};
  }

 private:
  void fail(std::string why) {
    if (why_.empty()) why_ = std::move(why);
  }
  [[nodiscard]] bool ok() const { return why_.empty(); }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip() {
    while (at_ < text_.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) ++at_;
  }
  bool accept(char c) {
    skip();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (ok() && !accept(c)) fail(std::string("expected ") + c);
  }

  /// Recursion is bounded by Value::most_depth.
  Value value() {
    skip();
    switch (peek()) {
      case '{':
        return nested(&Reader::object);
      case '[':
        return nested(&Reader::array);
      case '"':
        return Value::string(string());
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", {});
      default:
        return number();
    }
  }

  Value nested(Value (Reader::*read)()) {
    if (++depth_ >= Value::most_depth) {
      fail("nested too deep");
      return {};
    }
    ++at_;
    Value out = (this->*read)();
    --depth_;
    return out;
  }

  Value object() {
    std::vector<std::pair<std::string, Value>> entries;
    if (accept('}')) return Value::context({});
    do {
      skip();
      if (peek() != '"') {
        fail("expected a name in quotes");
        return {};
      }
      std::string name = string();
      expect(':');
      if (ok()) entries.emplace_back(std::move(name), value());
    } while (ok() && accept(','));
    expect('}');
    return Value::context(std::move(entries));
  }

  Value array() {
    std::vector<Value> items;
    if (accept(']')) return Value::list({});
    do {
      items.push_back(value());
    } while (ok() && accept(','));
    expect(']');
    return Value::list(std::move(items));
  }

  Value word(std::string_view spelled, Value meant) {
    if (text_.substr(at_, spelled.size()) != spelled) {
      fail("not a JSON value");
      return {};
    }
    at_ += spelled.size();
    return meant;
  }

  Value number() {
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           std::string_view("+-.0123456789eE").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    }
    const std::string_view text = text_.substr(begin, at_ - begin);
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    const bool digits = text.size() > first && text[first] >= '0' && text[first] <= '9';
    const bool leading_zero =
        text.size() > first + 1 && text[first] == '0' && text[first + 1] >= '0' && text[first + 1] <= '9';
    const auto number = Decimal::parse(text);
    if (!number || !digits || leading_zero) {
      at_ = begin;
      fail("not a JSON value");
    }
    return number;
  }

  std::string string() {
    std::string out;
    ++at_;
    while (ok()) {
      if (at_ >= text_.size() || static_cast<unsigned char>(peek()) < 0x20) {
        fail("a string that does not end");
      } else if (peek() == '"') {
        ++at_;
        return out;
      } else if (peek() == '\\') {
        escape(out);
      } else {
        out += text_[at_++];
      }
    }
    return out;
  }

  void escape(std::string& out) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    ++at_;
    const char c = peek();
    if (const std::size_t i = letters.find(c); c != '\0' && i != std::string_view::npos) {
      out += meant[i];
      ++at_;
      return;
    }
    char32_t unit = hex();
    if (unit >= 0xD800 && unit <= 0xDBFF && text_.substr(at_, 2) == "\\u") {
      ++at_;
      const char32_t low = hex();
      if (low < 0xDC00 || low > 0xDFFF) fail("half a surrogate pair");
      unit = 0x10000 + ((unit - 0xD800) << 10U) + ((low - 0xDC00) & 0x3FFU);
    } else if (unit >= 0xD800 && unit <= 0xDFFF) {
      fail("half a surrogate pair");
    }
    if (ok()) append_utf8(out, unit);
  }

  char32_t hex() {
    char32_t value = 0;
    if (peek() != 'u') {
      fail("an unknown escape");
      return 0;
    }
    ++at_;
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) {
        fail("an unknown escape");
        return 0;
      }
      value = value * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  std::string why_;
};

void write_string(std::string_view text, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

/// Recursion is bounded by Value::most_depth.
void write(const Value& value, std::string& out) {
  switch (value.kind()) {
    case Value::Kind::null:
    case Value::Kind::function:
      out += "null";
      return;
    case Value::Kind::boolean:
      out += *value.boolean() ? "true" : "false";
      return;
    case Value::Kind::number:
      out += value.number()->json();
      return;
    case Value::Kind::list: {
      out += '[';
      bool first = true;
      for (const Value& item : *value.list()) {
        if (!first) out += ", ";
        first = false;
        write(item, out);
      }
      out += ']';
      return;
    }
    case Value::Kind::context: {
      out += '{';
      bool first = true;
      for (const auto& [name, item] : value.context()->entries) {
        if (!first) out += ", ";
        first = false;
        write_string(name, out);
        out += ": ";
        write(item, out);
      }
      out += '}';
      return;
    }
    default:
      write_string(text_of(value), out);
  }
}

}  // namespace

Result<Value> from_json(std::string_view text) {
  return Reader(text).run();
}

std::string to_json(const Value& value) {
  std::string out;
  write(value, out);
  return out;
}

}  // namespace vuoro::rules
