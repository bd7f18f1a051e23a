#include <fmt/format.h>

#include <algorithm>

#include "forms/json_text.hpp"
#include "forms/navigator_texts.hpp"

// A navigator's texts from their values, every fault with its place.
namespace vuoro::forms {
namespace {

using rules::Value;

/// Takes named values out of an object and says what is wrong, each with its place.
class TextFields {
 public:
  TextFields(const Value& object, std::string place, Faults& faults)
      : object_(object), place_(std::move(place)), faults_(faults) {}

  void fault(std::string_view code, std::string_view key, std::string what) {
    faults_.add(code, "", at(key), std::move(what));
  }

  /// Empty, with a fault, when it is no text.
  std::string text(std::string_view key, bool required = true) {
    const Value* const found = take(key);
    if (found != nullptr && found->string() != nullptr && !found->string()->empty()) return *found->string();
    if (found != nullptr) {
      fault("wrong-type", key, fmt::format("'{}' must be a text that is not empty", key));
    } else if (required) {
      fault("missing", key, fmt::format("'{}' is missing", key));
    }
    return {};
  }

  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> out;
    for (const Value& one : list(key)) {
      if (one.string() == nullptr) {
        fault("wrong-type", key, fmt::format("'{}' must be a list of texts", key));
      } else {
        out.push_back(*one.string());
      }
    }
    return out;
  }

  Trilingual three(std::string_view key) {
    Trilingual out;
    const Value* const found = take(key);
    if (found == nullptr) {
      fault("missing", key, fmt::format("'{}' is missing", key));
      return out;
    }
    if (found->context() == nullptr) {
      fault("wrong-type", key, fmt::format("'{}' must have fi, sv and en", key));
      return out;
    }
    for (std::size_t i = 0; i < language_codes.size(); ++i) {
      const Value* const words = field(*found, language_codes[i]);
      if (words != nullptr && words->string() != nullptr && !words->string()->empty()) {
        out[i] = *words->string();
      } else {
        faults_.add("text-missing", "", fmt::format("{}.{}", at(key), language_codes[i]),
                    fmt::format("'{}' has no text in {}", key, language_codes[i]));
      }
    }
    if (found->context()->entries.size() > language_codes.size())
      fault("unknown-key", key, fmt::format("'{}' has other than fi, sv, en", key));
    return out;
  }

  bool flag(std::string_view key) {
    const Value* const found = take(key);
    if (found == nullptr) return false;
    if (found->boolean() == nullptr) fault("wrong-type", key, fmt::format("'{}' must be true or false", key));
    return found->is_true();
  }

  const std::vector<Value>& list(std::string_view key) {
    static const std::vector<Value> none;
    const Value* const found = take(key);
    if (found == nullptr) return none;
    if (found->list() != nullptr) return *found->list();
    fault("wrong-type", key, fmt::format("'{}' must be a list", key));
    return none;
  }

  /// Keys that nobody asked for are faults.
  void finish() {
    if (object_.context() == nullptr) return;
    for (const auto& [key, value] : object_.context()->entries) {
      if (std::find(asked_.begin(), asked_.end(), key) == asked_.end())
        fault("unknown-key", key, fmt::format("unknown key '{}'", key));
    }
  }

 private:
  const Value* take(std::string_view key) {
    asked_.emplace_back(key);
    return field(object_, key);
  }
  [[nodiscard]] std::string at(std::string_view key) const {
    return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
  }

  const Value& object_;
  std::string place_;
  Faults& faults_;
  std::vector<std::string> asked_;
};

/// Every object of the list, with its code, which no other has.
template <class T, class Read>
std::vector<T> all_of(TextFields& root, std::string_view key, Faults& faults, Read read) {
  std::vector<T> out;
  std::size_t index = 0;
  for (const Value& value : root.list(key)) {
    const std::string place = fmt::format("{}[{}]", key, index++);
    if (value.context() == nullptr) {
      faults.add("wrong-type", "", place, "must be an object");
      continue;
    }
    TextFields fields(value, place, faults);
    T one;
    one.code = fields.text("code");
    if (std::any_of(out.begin(), out.end(), [&](const T& other) { return other.code == one.code; }))
      fields.fault("code-twice", "code", fmt::format("'{}' is there already", one.code));
    read(fields, one);
    fields.finish();
    out.push_back(std::move(one));
  }
  return out;
}

void read_outcome(TextFields& fields, OutcomeText& one, const SharedTexts& shared) {
  one.title = fields.three("title");
  one.text = fields.three("text");
  one.first_step = fields.three("first_step");
  one.services = fields.texts("services");
  for (const std::string& code : one.services) {
    if (shared.service(code) == nullptr)
      fields.fault("unknown-service", "services", fmt::format("no service '{}'", code));
  }
}

void read_exit(TextFields& fields, ExitText& one, const SharedTexts& shared) {
  one.title = fields.three("title");
  one.text = fields.three("text");
  one.contacts = fields.texts("contacts");
  if (one.contacts.empty()) fields.fault("missing", "contacts", "an exit names whom to call");
  for (const std::string& code : one.contacts) {
    if (shared.contact(code) == nullptr)
      fields.fault("unknown-contact", "contacts", fmt::format("no contact '{}'", code));
  }
}

}  // namespace

Result<NavigatorTexts, Faults> NavigatorTexts::read(const Value& texts, const SharedTexts& shared) {
  Faults faults;
  NavigatorTexts out;
  TextFields fields(texts, "", faults);
  out.name = fields.three("name");
  out.intro = fields.three("intro");
  out.example = fields.flag("example");
  out.quick_exit = fields.text("quick_exit", false);
  if (!out.quick_exit.empty() && !out.quick_exit.starts_with("https://"))
    fields.fault("link", "quick_exit", "a link begins with https://");
  out.outcomes = all_of<OutcomeText>(fields, "outcome", faults, [&](TextFields& table, OutcomeText& one) {
    read_outcome(table, one, shared);
  });
  out.exits = all_of<ExitText>(fields, "exit", faults,
                               [&](TextFields& table, ExitText& one) { read_exit(table, one, shared); });
  if (out.outcomes.empty()) faults.add("missing", "", "outcome", "no [[outcome]]");
  fields.finish();
  if (!faults.empty()) return faults;
  return out;
}

}  // namespace vuoro::forms
