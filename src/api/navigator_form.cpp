#include "api/navigator_form.hpp"

#include <algorithm>
#include <array>

#include "net/http_text.hpp"
#include "net/json.hpp"

namespace vuoro::api {
namespace {

using forms::ItemType;
using rules::Value;

constexpr std::string_view answer_prefix = "a.";
constexpr std::string_view change_prefix = "change.";
constexpr std::size_t token_size = 32;
constexpr std::size_t longest_shown = 100;  // of a name that somebody made up, told back to them

bool printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r');
  });
}

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_token(std::string_view text) {
  return text.size() == token_size && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Value number_or_text(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  if (const auto number = rules::Decimal::parse(plain)) return *number;
  return Value::string(std::string(text));
}

Value value_of(const forms::Item& item, std::string_view text) {
  switch (item.type) {
    case ItemType::boolean:
      if (text == "true" || text == "false") return text == "true";
      break;
    case ItemType::integer:
    case ItemType::decimal:
    case ItemType::quantity:
      return number_or_text(text);
    case ItemType::choice:
    case ItemType::open_choice: {
      const auto numeric = [](const forms::Option& option) { return option.datum.value.number() != nullptr; };
      if (std::any_of(item.options.begin(), item.options.end(), numeric)) return number_or_text(text);
      break;
    }
    default:
      break;
  }
  return Value::string(std::string(text));
}

/// Sorts one posted pair after another.
class Sorter {
 public:
  explicit Sorter(const forms::Form& form) : form_(form) {}

  void take(const std::string& name, const std::string& value) {
    if (name.starts_with(answer_prefix)) return answer(name, value);
    if (name == "do") {
      if (once(name)) wish(value);
    } else if (name == "asked") {
      if (once(name)) asked(value);
    } else if (name == "area") {
      if (once(name)) out.area = value;
    } else if (name == "visit") {
      if (!once(name)) return;
      if (is_token(value)) {
        out.token = value;
      } else if (!value.empty()) {
        fault(name, "not-a-choice");
      }
    } else {
      fault(name, "unknown-field");
    }
  }

  Visit out;

 private:
  void fault(std::string_view name, std::string_view reason) {
    if (out.faults.size() >= 50) return;
    std::string_view shown = name.substr(0, longest_shown);
    while (!net::is_utf8(shown)) shown.remove_suffix(1);
    out.faults.push_back({std::string(shown), std::string(reason), {}});
  }
  bool once(std::string_view name) {
    if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) {
      fault(name, "repeated");
      return false;
    }
    seen_.emplace_back(name);
    return true;
  }
  [[nodiscard]] bool is_question(std::string_view link_id) const {
    const auto id = form_.find(link_id);
    return id && form_.item(*id).is_asked();
  }

  void answer(std::string_view name, std::string_view value) {
    const std::string_view link_id = name.substr(answer_prefix.size());
    if (!is_question(link_id)) return fault(name, "unknown-field");
    out.answer(link_id, value);
  }
  void asked(std::string_view value) {
    if (value.empty()) return;
    if (!is_question(value)) return fault("asked", "not-a-choice");
    out.asked = value;
  }
  void wish(std::string_view value) {
    constexpr std::array<std::string_view, 4> wishes{"next", "back", "stay", "keep"};
    const auto* const found = std::find(wishes.begin(), wishes.end(), value);
    if (found != wishes.end()) {
      out.wish = static_cast<Wish>(found - wishes.begin());
    } else if (value.starts_with(change_prefix) && is_question(value.substr(change_prefix.size()))) {
      out.wish = Wish::change;
      out.change = value.substr(change_prefix.size());
    } else {
      fault("do", "not-a-choice");
    }
  }

  const forms::Form& form_;
  std::vector<std::string> seen_;
};

}  // namespace

Result<Posted> read_posted(std::string_view body) {
  if (body.size() > largest_post) return Error{"form-too-big", "more than 64 KiB"};
  Posted out;
  while (!body.empty()) {
    std::string_view value = net::cut_before(body, '&');
    if (value.empty()) continue;
    const std::string_view name = net::cut_before(value, '=');
    auto plain_name = net::percent_decoded(name, net::PlusSign::space);
    auto plain_value = net::percent_decoded(value, net::PlusSign::space);
    if (!plain_name || !plain_value || !net::is_utf8(*plain_name) || !net::is_utf8(*plain_value) ||
        !printable(*plain_name) || !printable(*plain_value))
      return Error{"form-unreadable", "an escape or characters that cannot be"};
    if (out.size() == most_posted) return Error{"form-too-big", "more than 500 fields"};
    out.emplace_back(*std::move(plain_name), *std::move(plain_value));
  }
  return out;
}

const std::vector<std::string>* Visit::find(std::string_view link_id) const {
  const auto found =
      std::find_if(answers.begin(), answers.end(), [&](const auto& one) { return one.first == link_id; });
  return found == answers.end() ? nullptr : &found->second;
}

void Visit::answer(std::string_view link_id, std::string_view value) {
  const auto found =
      std::find_if(answers.begin(), answers.end(), [&](const auto& one) { return one.first == link_id; });
  if (found == answers.end()) {
    answers.emplace_back(std::string(link_id), std::vector<std::string>{std::string(value)});
  } else {
    found->second.emplace_back(value);
  }
}

Visit read_visit(const Posted& posted, const forms::Form& form) {
  Sorter sorter(form);
  for (const auto& [name, value] : posted) sorter.take(name, value);
  return std::move(sorter.out);
}

Value answers_of(const forms::Form& form, const Visit& visit) {
  std::vector<std::pair<std::string, Value>> out;
  for (const auto& [link_id, written] : visit.answers) {
    const auto id = form.find(link_id);
    if (!id) continue;
    std::vector<Value> values;
    for (const std::string& text : written) {
      if (const std::string_view bare = without_blanks(text); !bare.empty())
        values.push_back(value_of(form.item(*id), bare));
    }
    Value value;
    if (values.size() == 1) {
      value = values.front();
    } else if (!values.empty()) {
      value = Value::list(std::move(values));
    }
    out.emplace_back(link_id, std::move(value));
  }
  return Value::context(std::move(out));
}

}  // namespace vuoro::api
