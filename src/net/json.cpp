#include "net/json.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace vuoro::net {
namespace {

namespace json = boost::json;
using json::error_code;
using Text = json::string_view;

// Builds the value and keeps the keys of the objects being read, so that a key given twice is found when its
// object ends.
class StrictHandler {
 public:
  // The parser asks for these; the real budgets are JsonLimits.
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  explicit StrictHandler(const JsonLimits& limits) : limits_(limits) {}

  json::value release() { return stack_.release(); }
  [[nodiscard]] const char* fault() const { return fault_; }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }

  bool on_document_begin(error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    levels_.push_back({Level::Kind::object, keys_.size()});
    return true;
  }
  bool on_object_end(std::size_t count, error_code& ec) {
    const std::size_t first = levels_.back().first_key;
    if (const Key* const twice = repeated_key(first)) {
      pointer_ = path(levels_.size() - 1) + pointer_part(text_of(*twice));
      return stop("json-duplicate-key", ec);
    }
    levels_.pop_back();
    if (first < keys_.size()) key_bytes_.resize(keys_[first].at);
    keys_.resize(first);
    stack_.push_object(count);
    return count_value(ec);
  }
  bool on_array_begin(error_code&) {
    levels_.push_back({Level::Kind::array, keys_.size()});
    return true;
  }
  bool on_array_end(std::size_t count, error_code& ec) {
    levels_.pop_back();
    stack_.push_array(count);
    return count_value(ec);
  }
  bool on_key_part(Text part, std::size_t, error_code&) {
    key_bytes_.append(part.data(), part.size());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(Text part, std::size_t size, error_code& ec) {
    key_bytes_.append(part.data(), part.size());
    keys_.push_back({key_bytes_.size() - size, size});
    if (keys_.size() - levels_.back().first_key > limits_.members) return stop("json-too-many-members", ec);
    stack_.push_key(part);
    return true;
  }
  bool on_string_part(Text part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(Text part, std::size_t, error_code& ec) {
    stack_.push_string(part);
    return count_value(ec);
  }
  bool on_number_part(Text part, error_code&) {
    number_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t number, Text, error_code& ec) {
    number_.clear();
    stack_.push_int64(number);
    return count_value(ec);
  }
  bool on_uint64(std::uint64_t number, Text, error_code& ec) {
    number_.clear();
    stack_.push_uint64(number);
    return count_value(ec);
  }
  bool on_double(double number, Text part, error_code& ec) {
    // The library's own number can be one unit off in the last place; from_chars gives the nearest double.
    number_.append(part.data(), part.size());
    std::from_chars(number_.data(), number_.data() + number_.size(), number);
    number_.clear();
    if (!std::isfinite(number)) return stop("json-number-range", ec);
    stack_.push_double(number);
    return count_value(ec);
  }
  bool on_bool(bool truth, error_code& ec) {
    stack_.push_bool(truth);
    return count_value(ec);
  }
  bool on_null(error_code& ec) {
    stack_.push_null();
    return count_value(ec);
  }
  bool on_comment_part(Text, error_code&) { return true; }
  bool on_comment(Text, error_code&) { return true; }

 private:
  struct Key {
    std::size_t at, size;
  };
  struct Level {
    enum class Kind : std::uint8_t { object, array };
    Kind kind;
    std::size_t first_key;
    std::size_t values = 0;  // ended inside this level so far
  };

  bool stop(const char* code, error_code& ec) {
    fault_ = code;
    ec = json::make_error_code(json::error::exception);
    return false;
  }
  bool count_value(error_code& ec) {
    if (!levels_.empty()) ++levels_.back().values;
    return ++values_ <= limits_.values || stop("json-too-many-values", ec);
  }
  [[nodiscard]] std::string_view text_of(const Key& key) const {
    return std::string_view{key_bytes_}.substr(key.at, key.size);
  }
  // Sorts the keys of the object that ends (their order is in the value already).
  const Key* repeated_key(std::size_t first) {
    const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(first);
    if (keys_.end() - begin < 2) return nullptr;
    order_.assign(begin, keys_.end());
    std::sort(order_.begin(), order_.end(),
              [&](const Key& a, const Key& b) { return text_of(a) < text_of(b); });
    const auto twice = std::adjacent_find(
        order_.begin(), order_.end(), [&](const Key& a, const Key& b) { return text_of(a) == text_of(b); });
    return twice == order_.end() ? nullptr : &*twice;
  }
  static std::string pointer_part(std::string_view key) {
    std::string part = "/";
    for (const char c : key) {
      if (c == '~') {
        part += "~0";
      } else if (c == '/') {
        part += "~1";
      } else {
        part += c;
      }
    }
    return part;
  }
  // The place of the open value at `depth`, from the last key of each object and the count of each array
  // above it.
  [[nodiscard]] std::string path(std::size_t depth) const {
    std::string place;
    for (std::size_t i = 0; i < depth; ++i) {
      if (levels_[i].kind == Level::Kind::array) {
        place += "/" + std::to_string(levels_[i].values);
      } else {
        place += pointer_part(text_of(keys_[levels_[i + 1].first_key - 1]));
      }
    }
    return place;
  }

  JsonLimits limits_;
  json::value_stack stack_;
  std::string key_bytes_, number_;
  std::vector<Key> keys_, order_;
  std::vector<Level> levels_;
  std::size_t values_ = 0;
  const char* fault_ = nullptr;
  std::string pointer_;
};

const char* code_of(const error_code& ec) {
  if (ec == json::error::too_deep) return "json-too-deep";
  if (ec == json::error::incomplete) return "json-incomplete";
  if (ec == json::error::extra_data) return "json-trailing";
  if (ec == json::error::illegal_leading_surrogate || ec == json::error::illegal_trailing_surrogate)
    return "json-surrogate";
  if (ec == json::error::exponent_overflow) return "json-number-range";
  return "json-syntax";
}

// The library calls a high surrogate that is followed by no escape plain syntax.
bool ends_with_high_surrogate(std::string_view text) {
  constexpr std::size_t kEscape = 6;
  if (text.size() < kEscape) return false;
  const std::string_view escape = text.substr(text.size() - kEscape);
  return escape.starts_with("\\u") && (escape[2] == 'd' || escape[2] == 'D') &&
         std::string_view{"89abAB"}.find(escape[3]) != std::string_view::npos;
}

}  // namespace

Result<json::value, JsonFault> read_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return JsonFault{"json-too-big", limits.bytes};
  if (text.starts_with("\xEF\xBB\xBF")) return JsonFault{"json-bom", 0};
  if (const std::size_t good = utf8_prefix(text); good != text.size())
    return JsonFault{"json-not-utf8", good};
  json::parse_options options;
  options.max_depth = limits.depth;
  json::basic_parser<StrictHandler> parser{options, limits};
  error_code ec;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
  const StrictHandler& handler = parser.handler();
  if (handler.fault() != nullptr) return JsonFault{handler.fault(), read, handler.pointer()};
  if (ec && ends_with_high_surrogate(text.substr(0, read))) return JsonFault{"json-surrogate", read};
  if (ec) return JsonFault{code_of(ec), read};
  if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    return JsonFault{"json-trailing", read};
  return parser.handler().release();
}

std::size_t utf8_prefix(std::string_view text) {
  std::size_t i = 0;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  while (i < text.size()) {
    const unsigned lead = byte(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    // Unicode table 3-7: the second byte's range depends on the first.
    const std::size_t size = lead >= 0xc2 && lead <= 0xdf   ? 2
                             : lead >= 0xe0 && lead <= 0xef ? 3
                             : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                            : 0;
    if (size == 0 || i + size > text.size()) return i;
    const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (byte(i + 1) < low || byte(i + 1) > high) return i;
    for (std::size_t k = 2; k < size; ++k)
      if ((byte(i + k) & 0xc0U) != 0x80) return i;
    i += size;
  }
  return i;
}

bool is_utf8(std::string_view text) {
  return utf8_prefix(text) == text.size();
}

}  // namespace vuoro::net
