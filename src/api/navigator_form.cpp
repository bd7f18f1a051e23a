#include "api/navigator_form.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "net/http_text.hpp"
#include "net/json.hpp"

namespace vuoro::api {
namespace {

using forms::ItemType;
using rules::Value;

constexpr std::string_view answer_prefix = "a.";
constexpr std::string_view times_prefix = "times.";
constexpr std::string_view change_prefix = "change.";
constexpr std::string_view add_prefix = "add.";
constexpr std::string_view remove_prefix = "remove.";
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

/// A number of most_times at most, without a zero before it.
std::optional<std::uint32_t> small_number(std::string_view text) {
  if (text.empty() || text.size() > 2 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint32_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return out <= most_times ? std::optional{out} : std::nullopt;
}

bool is_blank(const std::string& text) {
  return without_blanks(text).empty();
}

bool is_blank(const Written& one) {
  return std::all_of(one.texts.begin(), one.texts.end(),
                     [](const std::string& text) { return is_blank(text); });
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
    if (name.starts_with('a') && answer(name, value)) return;
    if (name.starts_with(times_prefix)) {
      if (once(name)) times(name, value);
    } else if (name == "do") {
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

  /// What is known only when everything is there.
  void finish() {
    for (Written& one : out.answers) {
      // A page says with a blank that it has shown the question.
      const bool blank = is_blank(one);
      std::erase_if(one.texts, [&](const std::string& text) { return !blank && is_blank(text); });
      if (blank) one.texts = {""};
      const forms::ItemId group = form_.repeating_group_of(*form_.find(one.link_id));
      if (group == forms::nothing) continue;
      const auto times = out.times_of(form_.item(group).link_id);
      if (one.nth > times.value_or(1))
        fault("a" + std::to_string(one.nth) + '.' + one.link_id, "unknown-field");
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
  [[nodiscard]] bool is_shown(std::string_view link_id) const {
    const auto id = form_.find(link_id);
    return is_question(link_id) || (id && form_.page_of(*id) == *id);
  }
  [[nodiscard]] bool is_group(std::string_view link_id) const {
    const auto id = form_.find(link_id);
    return id && form_.item(*id).repeats && form_.item(*id).type == ItemType::group;
  }

  /// "a.LINKID", or "a2.LINKID" of the second time that its group stands. @return Whether it is such a name.
  bool answer(std::string_view name, std::string_view value) {
    const std::size_t point = name.find('.');
    if (point == std::string_view::npos) return false;
    const std::string_view number = name.substr(1, point - 1);
    const auto nth = number.empty() ? std::optional{1U} : small_number(number);
    if (!nth || (!number.empty() && *nth < 2)) return false;
    const std::string_view link_id = name.substr(point + 1);
    const bool fits = is_question(link_id) &&
                      (*nth == 1 || form_.repeating_group_of(*form_.find(link_id)) != forms::nothing);
    if (fits) {
      out.answer(link_id, value, *nth);
    } else {
      fault(name, "unknown-field");
    }
    return true;
  }
  void times(std::string_view name, std::string_view value) {
    const std::string_view group = name.substr(times_prefix.size());
    const auto times = small_number(value);
    if (!is_group(group)) return fault(name, "unknown-field");
    if (!times) return fault(name, "not-a-choice");
    out.set_times(group, *times);
  }
  void asked(std::string_view value) {
    if (value.empty()) return;
    if (!is_shown(value)) return fault("asked", "not-a-choice");
    out.asked = value;
  }
  void wish(std::string_view value) {
    constexpr std::array<std::string_view, 4> wishes{"next", "back", "stay", "keep"};
    const auto* const found = std::find(wishes.begin(), wishes.end(), value);
    if (found != wishes.end()) {
      out.wish = static_cast<Wish>(found - wishes.begin());
    } else if (value.starts_with(change_prefix) && is_shown(value.substr(change_prefix.size()))) {
      out.wish = Wish::change;
      out.change = value.substr(change_prefix.size());
    } else if (value.starts_with(add_prefix) && is_group(value.substr(add_prefix.size()))) {
      out.wish = Wish::add;
      out.change = value.substr(add_prefix.size());
    } else if (!value.starts_with(remove_prefix) || !wish_to_remove(value.substr(remove_prefix.size()))) {
      fault("do", "not-a-choice");
    }
  }
  /// "2.LINKID"
  bool wish_to_remove(std::string_view value) {
    const std::size_t point = value.find('.');
    if (point == std::string_view::npos || !is_group(value.substr(point + 1))) return false;
    const auto nth = small_number(value.substr(0, point));
    if (!nth || *nth == 0) return false;
    out.wish = Wish::remove;
    out.change = value.substr(point + 1);
    out.which = *nth;
    return true;
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

const std::vector<std::string>* Visit::find(std::string_view link_id, std::uint32_t nth) const {
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const Written& one) {
    return one.link_id == link_id && one.nth == nth;
  });
  return found == answers.end() ? nullptr : &found->texts;
}

void Visit::answer(std::string_view link_id, std::string_view text, std::uint32_t nth) {
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const Written& one) {
    return one.link_id == link_id && one.nth == nth;
  });
  if (found == answers.end()) {
    answers.push_back({std::string(link_id), nth, {std::string(text)}});
  } else {
    found->texts.emplace_back(text);
  }
}

std::optional<std::uint32_t> Visit::times_of(std::string_view group) const {
  const auto found =
      std::find_if(times.begin(), times.end(), [&](const auto& one) { return one.first == group; });
  return found == times.end() ? std::nullopt : std::optional{found->second};
}

void Visit::set_times(std::string_view group, std::uint32_t count) {
  const auto found =
      std::find_if(times.begin(), times.end(), [&](const auto& one) { return one.first == group; });
  if (found == times.end()) {
    times.emplace_back(std::string(group), count);
  } else {
    found->second = count;
  }
}

void remove_nth(Visit& visit, const forms::Form& form, forms::ItemId group, std::uint32_t nth) {
  const auto is_of_group = [&](const Written& one) {
    const auto id = form.find(one.link_id);
    return id && form.repeating_group_of(*id) == group;
  };
  std::erase_if(visit.answers, [&](const Written& one) { return one.nth == nth && is_of_group(one); });
  for (Written& one : visit.answers) {
    if (one.nth > nth && is_of_group(one)) --one.nth;
  }
  const std::string& name = form.item(group).link_id;
  visit.set_times(name, visit.times_of(name).value_or(1) - 1);
}

void drop_blank_groups(Visit& visit, const forms::Form& form) {
  const auto asked = form.find(visit.asked);
  if (!asked) return;
  const auto shown = visit.times;  // the visit's own change below
  for (const auto& [name, times] : shown) {
    const auto group = form.find(name);
    if (!group || *group < *asked || *group >= form.item(*asked).end) continue;
    for (std::uint32_t nth = times; nth > 0; --nth) {
      const bool answered = std::any_of(visit.answers.begin(), visit.answers.end(), [&](const Written& one) {
        return one.nth == nth && !is_blank(one) && form.repeating_group_of(*form.find(one.link_id)) == *group;
      });
      if (!answered && visit.times_of(name).value_or(0) > form.item(*group).fewest)
        remove_nth(visit, form, *group, nth);
    }
  }
}

void forget_blanks(Visit& visit, const forms::Form& form) {
  const auto asked = form.find(visit.asked);
  if (!asked) return;
  std::erase_if(visit.answers, [&](const Written& one) {
    const auto id = form.find(one.link_id);
    return id && *id >= *asked && *id < form.item(*asked).end && is_blank(one);
  });
}

Visit read_visit(const Posted& posted, const forms::Form& form) {
  Sorter sorter(form);
  for (const auto& [name, value] : posted) sorter.take(name, value);
  sorter.finish();
  return std::move(sorter.out);
}

Value answers_of(const forms::Form& form, const Visit& visit) {
  using Members = std::vector<std::pair<std::string, Value>>;
  Members out;
  std::map<forms::ItemId, std::vector<Members>> groups;
  for (const auto& [name, times] : visit.times) {
    if (const auto group = form.find(name)) groups[*group].resize(times);
  }
  for (const Written& one : visit.answers) {
    const auto id = form.find(one.link_id);
    if (!id) continue;
    std::vector<Value> values;
    for (const std::string& text : one.texts) {
      if (const std::string_view bare = without_blanks(text); !bare.empty())
        values.push_back(value_of(form.item(*id), bare));
    }
    Value value;
    if (values.size() == 1) {
      value = values.front();
    } else if (!values.empty()) {
      value = Value::list(std::move(values));
    }
    const auto group = groups.find(form.repeating_group_of(*id));
    if (group == groups.end()) {
      out.emplace_back(one.link_id, std::move(value));
    } else if (one.nth <= group->second.size()) {
      group->second[one.nth - 1].emplace_back(one.link_id, std::move(value));
    }
  }
  for (auto& [group, all] : groups) {
    std::vector<Value> times;
    for (Members& one : all) times.push_back(Value::context(std::move(one)));
    out.emplace_back(form.item(group).link_id, Value::list(std::move(times)));
  }
  return Value::context(std::move(out));
}

}  // namespace vuoro::api
