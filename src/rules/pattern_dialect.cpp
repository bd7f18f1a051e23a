#include "rules/pattern.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

constexpr std::string_view name_start_class = "_:\\p{L}";
constexpr std::string_view name_class = "\\-._:\\p{L}\\p{N}\\p{M}";

/// Rewrites XPath's dialect, character by character, and refuses what XPath refuses but ICU takes.
class Rewriter {
 public:
  Rewriter(std::string_view pattern, std::string_view flags)
      : pattern_(pattern),
        blind_to_space_(flags.find('x') != std::string_view::npos),
        by_line_(flags.find('m') != std::string_view::npos) {}

  bool run() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_++];
      if (c == '\\') {
        if (!escape()) return false;
      } else if (classes_ > 0) {
        if (!in_class(c)) return false;
      } else if (!outside(c)) {
        return false;
      }
    }
    return classes_ == 0 && open_.empty();
  }
  std::string out;
  int groups = 0;

 private:
  bool outside(char c) {
    if (blind_to_space_ && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) return true;
    switch (c) {
      case '[':
        open_class();
        return true;
      case '(':
        return group();
      case ')':
        if (open_.empty()) return false;
        if (open_.back() != 0) ++closed_;
        open_.pop_back();
        break;
      case '$':  // without "m" only the very end, not before a last line feed
        out += by_line_ ? "$" : "\\z";
        return true;
      case ']':
      case '}':
        return quantifying_ && c == '}' ? close_quantifier() : false;
      case '{':
        quantifying_ = true;
        break;
      default:
        break;
    }
    out += c;
    return true;
  }

  bool close_quantifier() {
    quantifying_ = false;
    out += '}';
    return true;
  }

  bool group() {
    if (at_ + 1 < pattern_.size() && pattern_[at_] == '?') {
      if (pattern_[at_ + 1] != ':') return false;  // look-around and names are not XPath's
      open_.push_back(0);
    } else {
      open_.push_back(1);
      ++groups;
    }
    out += '(';
    return true;
  }

  void open_class() {
    out += '[';
    ++classes_;
    fresh_ = true;
    if (at_ < pattern_.size() && pattern_[at_] == '^') {
      out += '^';
      ++at_;
    }
  }

  bool in_class(char c) {
    if (c == '[') return false;
    if (c == ']') {
      if (fresh_) return false;  // an empty class
      --classes_;
      out += ']';
      fresh_ = false;
      return true;
    }
    if (c == '-' && at_ < pattern_.size() && pattern_[at_] == '[' && !fresh_) {  // subtraction
      out += "--";
      ++at_;
      open_class();
      return true;
    }
    fresh_ = false;
    if (c == '&' || c == '^' || c == '-' || c == '{' || c == '}' || c == '$' || c == ' ') return literal(c);
    out += c;
    return true;
  }

  bool literal(char c) {
    const bool last = at_ < pattern_.size() && pattern_[at_] == ']';
    const bool range = c == '-' && !last && out.back() != '[' && out.back() != '^';
    if (!range) out += '\\';
    out += c;
    return true;
  }

  bool escape() {
    if (at_ >= pattern_.size()) return false;
    if (blind_to_space_ && classes_ == 0) {
      while (at_ < pattern_.size() && is_space(static_cast<unsigned char>(pattern_[at_]))) ++at_;
      if (at_ >= pattern_.size()) return false;
    }
    const char c = pattern_[at_++];
    fresh_ = false;
    if (c >= '0' && c <= '9') return back_reference(c);
    if (c == 'p' || c == 'P') return property(c);
    if (c == 'i' || c == 'I' || c == 'c' || c == 'C') return name_characters(c);
    constexpr std::string_view known = "nrt\\|.?*+(){}-[]^$sSdDwW";
    if (known.find(c) == std::string_view::npos) return false;
    if (c == 'w' || c == 'W') {  // XML Schema's \w: all but punctuation, separators and others
      out += c == 'w' ? "[^\\p{P}\\p{Z}\\p{C}]" : "[\\p{P}\\p{Z}\\p{C}]";
      return true;
    }
    if (c == 's' || c == 'S') {
      out += c == 's' ? "[ \\t\\n\\r]" : "[^ \\t\\n\\r]";
      return true;
    }
    out += '\\';
    out += c;
    return true;
  }

  bool name_characters(char c) {
    out += c == 'I' || c == 'C' ? "[^" : "[";
    out += c == 'i' || c == 'I' ? name_start_class : name_class;
    out += ']';
    return true;
  }

  bool back_reference(char digit) {
    if (classes_ > 0 || digit == '0') return false;
    int number = digit - '0';
    if (number > groups) return false;
    while (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9' &&
           number * 10 + (pattern_[at_] - '0') <= groups) {
      number = number * 10 + (pattern_[at_++] - '0');
    }
    if (number > closed_) return false;
    out += "(?:\\" + std::to_string(number) + ")";
    return true;
  }

  bool property(char c) {
    std::size_t end = at_;
    if (blind_to_space_) {
      while (end < pattern_.size() && pattern_[end] == ' ') ++end;
    }
    if (end >= pattern_.size() || pattern_[end] != '{') return false;
    const std::size_t close = pattern_.find('}', end);
    if (close == std::string_view::npos) return false;
    std::string name;
    for (const char n : pattern_.substr(end + 1, close - end - 1)) {
      if (!(blind_to_space_ && n == ' ')) name += n;
    }
    at_ = close + 1;
    if (name.empty()) return false;
    if (name.size() > 2 && name.starts_with("Is")) name = "Block=" + name.substr(2);
    out += '\\';
    out += c;
    out += "{" + name + "}";
    return true;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  bool blind_to_space_;
  bool by_line_;
  bool fresh_ = false;  ///< Just after "[" or "[^".
  bool quantifying_ = false;
  int classes_ = 0;
  int closed_ = 0;
  std::vector<int> open_;
};

std::string quoted(std::string_view literal) {
  constexpr std::string_view special = "\\|.?*+(){}-[]^$&#";
  std::string out;
  for (const char c : literal) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::optional<std::string> to_icu(std::string_view pattern, std::string_view flags, int& groups) {
  groups = 0;
  if (flags.find('q') != std::string_view::npos) return quoted(pattern);
  Rewriter rewriter(pattern, flags);
  if (!rewriter.run()) return std::nullopt;
  groups = rewriter.groups;
  return rewriter.out;
}

}  // namespace vuoro::rules
