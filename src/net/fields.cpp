#include "net/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <deque>
#include <limits>
#include <set>

namespace vuoro::net {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) {
  return {text.data(), text.size()};
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }));
}

// C0 and DEL. C1 controls and formatting characters (text direction, joiners) are part of written language.
bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && c != '\t' && c != '\n' && c != '\r') || u == 0x7f;
  });
}

std::optional<std::int64_t> whole_number(const json::value& value) {
  if (const auto* const number = value.if_int64()) return *number;
  if (const auto* const number = value.if_uint64())  // above int64: as big as a limit can be told
    return *number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
               ? std::nullopt
               : std::optional{static_cast<std::int64_t>(*number)};
  return std::nullopt;
}

}  // namespace

// One object being read.
struct Fields::Node {
  std::string path;
  const json::object* members = nullptr;
  std::set<std::string, std::less<>> asked;
};

// All readers that come from one body share the book of faults.
struct Fields::Book {
  std::deque<Node> nodes;
  std::vector<FieldFault> faults;
};

Fields::Fields(const json::value& body) : book_(std::make_shared<Book>()) {
  book_->nodes.push_back({{}, body.if_object(), {}});
  if (!body.is_object()) book_->faults.push_back({"", "wrong-type", {{"type", "object"}}});
}

std::string Fields::path_of(std::string_view name) const {
  const std::string& here = book_->nodes[node_].path;
  return here.empty() ? std::string{name} : fmt::format("{}.{}", here, name);
}

void Fields::fault(std::string_view name, std::string_view reason,
                   std::vector<std::pair<std::string, std::string>> args) {
  book_->faults.push_back({path_of(name), std::string{reason}, std::move(args)});
}

const json::value* Fields::raw(std::string_view name) {
  Node& node = book_->nodes[node_];
  node.asked.emplace(name);
  if (node.members == nullptr) return nullptr;
  const json::value* const value = node.members->if_contains({name.data(), name.size()});
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool Fields::present(std::string_view name) const {
  const json::object* const members = book_->nodes[node_].members;
  if (members == nullptr) return false;
  const json::value* const value = members->if_contains({name.data(), name.size()});
  return value != nullptr && !value->is_null();
}

void Fields::skip(std::string_view name) {
  raw(name);
}

const json::value* Fields::required(std::string_view name) {
  const json::value* const value = raw(name);
  // When the object itself is missing, that has been said already.
  if (value == nullptr && book_->nodes[node_].members != nullptr) fault(name, "missing");
  return value;
}

std::string Fields::checked_text(const json::value& value, std::string_view name, std::size_t min,
                                 std::size_t max) {
  const json::string* const text = value.if_string();
  if (text == nullptr) {
    fault(name, "wrong-type", {{"type", "text"}});
    return {};
  }
  const std::string_view characters{text->data(), text->size()};
  const std::size_t length = code_points(characters);
  if (has_control(characters)) {
    fault(name, "control-character");
  } else if (length > max) {
    fault(name, "too-long", {{"max", std::to_string(max)}, {"length", std::to_string(length)}});
  } else if (length < min) {
    fault(name, length == 0 ? "missing" : "too-short", {{"min", std::to_string(min)}});
  } else {
    return std::string{characters};
  }
  return {};
}

std::string Fields::text(std::string_view name, std::size_t min, std::size_t max) {
  const json::value* const value = min == 0 ? raw(name) : required(name);
  return value == nullptr ? std::string{} : checked_text(*value, name, min, max);
}

std::optional<std::string> Fields::optional_text(std::string_view name, std::size_t min, std::size_t max) {
  const json::value* const value = raw(name);
  if (value == nullptr) return std::nullopt;
  return checked_text(*value, name, min, max);
}

std::int64_t Fields::checked_integer(const json::value& value, std::string_view name, std::int64_t min,
                                     std::int64_t max) {
  if (value.is_uint64() && !whole_number(value)) {
    fault(name, "too-big", {{"max", std::to_string(max)}});
    return 0;
  }
  const std::optional<std::int64_t> number = whole_number(value);
  if (!number) {
    fault(name, "wrong-type", {{"type", "integer"}});
  } else if (*number < min) {
    fault(name, "too-small", {{"min", std::to_string(min)}});
  } else if (*number > max) {
    fault(name, "too-big", {{"max", std::to_string(max)}});
  } else {
    return *number;
  }
  return 0;
}

std::int64_t Fields::integer(std::string_view name, std::int64_t min, std::int64_t max) {
  const json::value* const value = required(name);
  return value == nullptr ? 0 : checked_integer(*value, name, min, max);
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view name, std::int64_t min,
                                                     std::int64_t max) {
  const json::value* const value = raw(name);
  if (value == nullptr) return std::nullopt;
  return checked_integer(*value, name, min, max);
}

std::size_t Fields::checked_choice(const json::value& value, std::string_view name,
                                   std::initializer_list<std::string_view> names) {
  const json::string* const text = value.if_string();
  if (text == nullptr) {
    fault(name, "wrong-type", {{"type", "text"}});
    return 0;
  }
  const auto* const found =
      std::find(names.begin(), names.end(), std::string_view{text->data(), text->size()});
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  fault(name, "not-a-choice", {{"choices", fmt::format("{}", fmt::join(names, ", "))}});
  return 0;
}

std::size_t Fields::choice(std::string_view name, std::initializer_list<std::string_view> names) {
  const json::value* const value = required(name);
  return value == nullptr ? 0 : checked_choice(*value, name, names);
}

std::optional<std::size_t> Fields::optional_choice(std::string_view name,
                                                   std::initializer_list<std::string_view> names) {
  const json::value* const value = raw(name);
  if (value == nullptr) return std::nullopt;
  return checked_choice(*value, name, names);
}

Fields::Truth Fields::truth(std::string_view name) {
  const json::value* const value = required(name);
  if (value == nullptr) return Truth::no;
  const bool* const truth = value->if_bool();
  if (truth == nullptr) fault(name, "wrong-type", {{"type", "boolean"}});
  return truth != nullptr && *truth ? Truth::yes : Truth::no;
}

Fields Fields::nest(std::string path, const json::value* value) {
  if (value != nullptr && !value->is_object())
    book_->faults.push_back({path, "wrong-type", {{"type", "object"}}});
  book_->nodes.push_back({std::move(path), value == nullptr ? nullptr : value->if_object(), {}});
  return {book_, book_->nodes.size() - 1};
}

Fields Fields::object(std::string_view name) {
  return nest(path_of(name), required(name));
}

std::optional<Fields> Fields::optional_object(std::string_view name) {
  const json::value* const value = raw(name);
  if (value == nullptr) return std::nullopt;
  return nest(path_of(name), value);
}

const json::array* Fields::checked_array(std::string_view name, std::size_t min, std::size_t max) {
  const json::value* const value = min == 0 ? raw(name) : required(name);
  if (value == nullptr) return nullptr;
  const json::array* const items = value->if_array();
  if (items == nullptr) {
    fault(name, "wrong-type", {{"type", "array"}});
  } else if (items->size() < min) {
    fault(name, "too-few", {{"min", std::to_string(min)}});
  } else if (items->size() > max) {
    fault(name, "too-many", {{"max", std::to_string(max)}});
  } else {
    return items;
  }
  return nullptr;
}

std::vector<Fields> Fields::objects(std::string_view name, std::size_t min, std::size_t max) {
  std::vector<Fields> readers;
  const json::array* const items = checked_array(name, min, max);
  if (items == nullptr) return readers;
  for (const json::value& item : *items)
    readers.push_back(nest(fmt::format("{}.{}", path_of(name), readers.size()), &item));
  return readers;
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t min, std::size_t max,
                                       std::size_t length) {
  std::vector<std::string> found;
  const json::array* const items = checked_array(name, min, max);
  if (items == nullptr) return found;
  for (const json::value& item : *items)
    found.push_back(checked_text(item, fmt::format("{}.{}", name, found.size()), 1, length));
  return found;
}

std::vector<std::int64_t> Fields::integers(std::string_view name, std::size_t min, std::size_t max,
                                           std::int64_t low, std::int64_t high) {
  std::vector<std::int64_t> found;
  const json::array* const items = checked_array(name, min, max);
  if (items == nullptr) return found;
  for (const json::value& item : *items)
    found.push_back(checked_integer(item, fmt::format("{}.{}", name, found.size()), low, high));
  return found;
}

std::vector<FieldFault> Fields::finish() {
  for (const Node& node : book_->nodes) {
    if (node.members == nullptr) continue;
    for (const auto& member : *node.members) {
      const std::string_view name = view(member.key());
      if (node.asked.contains(name)) continue;
      std::string field = node.path.empty() ? std::string{name} : fmt::format("{}.{}", node.path, name);
      book_->faults.push_back({std::move(field), "unknown-field", {}});
    }
  }
  return std::move(book_->faults);
}

}  // namespace vuoro::net
