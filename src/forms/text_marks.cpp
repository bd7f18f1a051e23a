#include "forms/text_marks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

namespace vuoro::forms {
namespace {

constexpr std::size_t most_of_a_kind = 5;

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
/// The first byte of a letter; dashes and other signs beyond ASCII are none.
bool begins_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte >= 0xC3 && byte <= 0xDF);
}
bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// No-break blanks (U+00A0, U+202F) as plain ones, so that "080 005" is the same however it is set.
std::string plain_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("\xC2\xA0")) {
      out += ' ';
      ++i;
    } else if (text.substr(i).starts_with("\xE2\x80\xAF")) {
      out += ' ';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Something that has to be the same in every language: as it is compared, and as it was written.
struct Token {
  TextMark lost = TextMark::number_lost;
  std::string key;
  std::string written;
};

/// Links stand for the same page in another language when only the language in them differs.
std::string link_key(std::string_view link) {
  std::string out;
  while (!link.empty()) {
    const std::size_t end = std::min(link.find('/'), link.size());
    const std::string_view part = link.substr(0, end);
    if (part != "fi" && part != "sv" && part != "en") out.append(part).append("/");
    link.remove_prefix(std::min(end + 1, link.size()));
  }
  return out;
}

bool is_link(std::string_view word) {
  if (word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")) return true;
  const std::size_t at = word.find('@');
  if (at != std::string_view::npos) return at > 0 && word.find('.', at) != std::string_view::npos;
  const std::string_view host = word.substr(0, word.find('/'));
  const auto ends = [&](std::string_view with) { return host.size() > with.size() && host.ends_with(with); };
  return ends(".fi") || ends(".com") || ends(".org") || ends(".eu") || ends(".net");
}

/// "E101": capitals and digits, both.
bool is_form_code(std::string_view word) {
  bool digits = false;
  bool capitals = false;
  for (const char c : word) {
    if (digit(c)) {
      digits = true;
    } else if (c >= 'A' && c <= 'Z') {
      capitals = true;
    } else {
      return false;
    }
  }
  return digits && capitals;
}

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      if (braced() || worded()) continue;
      if (digit(text_[at_])) {
        number();
      } else {
        ++at_;
      }
    }
    std::sort(out_.begin(), out_.end(), [](const Token& a, const Token& b) {
      return std::pair(a.lost, a.key) < std::pair(b.lost, b.key);
    });
    return std::move(out_);
  }

 private:
  /// {day}, `code`, <b>
  bool braced() {
    constexpr std::array<std::pair<char, char>, 3> pairs{{{'{', '}'}, {'`', '`'}, {'<', '>'}}};
    for (const auto& [from, to] : pairs) {
      if (text_[at_] != from) continue;
      const std::size_t end = text_.find(to, at_ + 1);
      if (end == std::string_view::npos || end - at_ > 60) continue;
      const std::string_view all = text_.substr(at_, end + 1 - at_);
      out_.push_back({TextMark::code_lost, std::string(all), std::string(all)});
      at_ = end + 1;
      return true;
    }
    return false;
  }

  /// A link or a code, at the beginning of a word only.
  bool worded() {
    if (at_ > 0 && !blank(text_[at_ - 1]) && text_[at_ - 1] != '(') return false;
    std::size_t end = at_;
    while (end < text_.size() && !blank(text_[end])) ++end;
    std::string_view word = text_.substr(at_, end - at_);
    while (!word.empty() && std::string_view(".,;:!?)").find(word.back()) != std::string_view::npos)
      word.remove_suffix(1);
    if (word.empty()) return false;
    if (is_link(word)) {
      out_.push_back({TextMark::link_lost, link_key(word), std::string(word)});
    } else if (is_form_code(word)) {
      out_.push_back({TextMark::code_lost, std::string(word), std::string(word)});
    } else {
      return false;
    }
    at_ += word.size();
    return true;
  }

  /// Digits with single blanks, points or commas between: "116 117", "1,5". A date or a time is several
  /// numbers.
  void number() {
    const std::size_t from = at_;
    std::string digits;
    const bool plus = from > 0 && text_[from - 1] == '+';
    const bool telephone = plus || text_[from] == '0';
    while (at_ < text_.size()) {
      if (digit(text_[at_])) {
        digits += text_[at_++];
        continue;
      }
      const bool between = text_[at_] == ' ' || text_[at_] == ',' || (text_[at_] == '-' && telephone) ||
                           (text_[at_] == '.' && !telephone);
      if (!between || at_ + 1 >= text_.size() || !digit(text_[at_ + 1])) break;
      ++at_;
    }
    constexpr std::size_t shortest_telephone = 5;
    const bool calls = digits.size() >= shortest_telephone && (telephone || digits.starts_with("116"));
    out_.push_back({calls ? TextMark::telephone_lost : TextMark::number_lost, digits,
                    std::string(text_.substr(from, at_ - from))});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> out_;
};

TextMark added(TextMark lost) {
  return static_cast<TextMark>(static_cast<std::uint8_t>(lost) + 1);
}

class Marking {
 public:
  explicit Marking(std::vector<Marked>& out) : out_(out) {}

  void add(Language language, TextMark mark, std::string detail = {}) {
    const auto same = std::count_if(out_.begin(), out_.end(), [&](const Marked& one) {
      return one.language == language && one.mark == mark;
    });
    if (static_cast<std::size_t>(same) < most_of_a_kind) out_.push_back({language, mark, std::move(detail)});
  }

 private:
  std::vector<Marked>& out_;
};

void compare(const std::vector<Token>& finnish, const std::vector<Token>& other, Language language,
             Marking& marks) {
  const auto less = [](const Token& a, const Token& b) {
    return std::pair(a.lost, a.key) < std::pair(b.lost, b.key);
  };
  std::vector<Token> only;
  std::set_difference(finnish.begin(), finnish.end(), other.begin(), other.end(), std::back_inserter(only),
                      less);
  for (Token& one : only) marks.add(language, one.lost, std::move(one.written));
  only.clear();
  std::set_difference(other.begin(), other.end(), finnish.begin(), finnish.end(), std::back_inserter(only),
                      less);
  for (Token& one : only) marks.add(language, added(one.lost), std::move(one.written));
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

/// Words of the longest sentence.
std::size_t longest_of(std::string_view text) {
  std::size_t longest = 0;
  std::size_t words = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (begins_letter(c) || digit(c)) {
      if (!in_word) ++words;
      in_word = true;
    } else if (blank(c)) {
      in_word = false;
    }
    const bool ends = (c == '.' || c == '!' || c == '?' || c == '\n') &&
                      (i + 1 == text.size() || blank(text[i + 1]) || c == '\n');
    if (ends) words = 0;
    longest = std::max(longest, words);
  }
  return longest;
}

/// The mark somebody left for later, as written; empty without one.
std::string leftover_in(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const std::string_view mark : {"todo", "fixme", "tbd", "xxx", "???", "lorem ipsum", "[sv]", "[en]"}) {
    for (std::size_t at = lower.find(mark); at != std::string::npos; at = lower.find(mark, at + 1)) {
      const bool starts = at == 0 || !letter(lower[at - 1]) || !letter(mark.front());
      const std::size_t end = at + mark.size();
      if (starts && (end == lower.size() || !letter(lower[end]) || !letter(mark.back())))
        return std::string(text.substr(at, mark.size()));
    }
  }
  return {};
}

bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), begins_letter);
}

bool has_stray_blanks(std::string_view text) {
  return text.find("  ") != std::string_view::npos || blank(text.front()) || blank(text.back());
}

}  // namespace

std::string_view word_of(TextMark mark) {
  constexpr std::array<std::string_view, 15> words{
      "missing",         "untranslated",  "number-lost", "number-added", "telephone-lost",
      "telephone-added", "link-lost",     "link-added",  "code-lost",    "code-added",
      "stale",           "long-sentence", "much-longer", "leftover",     "blanks"};
  return words[static_cast<std::size_t>(mark)];
}

std::vector<Marked> marks_of(const Trilingual& text, const Trilingual* before) {
  std::vector<Marked> out;
  Marking marks(out);
  const std::string finnish = plain_blanks(text[0]);
  const std::vector<Token> tokens = Tokens(finnish).run();
  constexpr std::size_t much = 40;  // characters: short texts differ by as much for good reasons
  for (const Language language : {Language::fi, Language::sv, Language::en}) {
    const std::size_t i = static_cast<std::size_t>(language);
    const std::string words = plain_blanks(text[i]);
    if (words.empty()) {
      marks.add(language, TextMark::missing);
      continue;
    }
    if (language != Language::fi && !finnish.empty()) {
      if (words == finnish && has_letters(words)) marks.add(language, TextMark::untranslated);
      compare(tokens, Tokens(words).run(), language, marks);
      if (before != nullptr && (*before)[0] != text[0] && (*before)[i] == text[i])
        marks.add(language, TextMark::stale);
      if (characters(words) * 5 > characters(finnish) * 9 && characters(words) > characters(finnish) + much)
        marks.add(language, TextMark::much_longer);
    }
    if (const std::size_t longest = longest_of(words); longest > longest_sentence)
      marks.add(language, TextMark::long_sentence, std::to_string(longest));
    if (std::string left = leftover_in(words); !left.empty())
      marks.add(language, TextMark::leftover, std::move(left));
    if (has_stray_blanks(words)) marks.add(language, TextMark::blanks);
  }
  return out;
}

}  // namespace vuoro::forms
