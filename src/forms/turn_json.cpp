#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "forms/navigator.hpp"

// What a navigator says, for a page or another program.
namespace vuoro::forms {
namespace {

using rules::Value;
using Members = std::vector<std::pair<std::string, Value>>;

Value text(const std::string& words) {
  return Value::string(words);
}

class TurnWriter {
 public:
  TurnWriter(const Navigator& navigator, const Turn& turn, Language language)
      : navigator_(navigator), turn_(turn), language_(language) {}

  Value run() const {
    constexpr std::array<const char*, 5> states{"exit", "wrong", "question", "missing", "result"};
    const NavigatorTexts& texts = navigator_.texts();
    Members out{{"emergency", contacts(navigator_.shared().emergency)},
                {"navigator", text(navigator_.code())},
                {"form", text(navigator_.form().identity())},
                {"name", text(in(texts.name, language_))},
                {"state", text(states[static_cast<std::size_t>(turn_.state)])}};
    if (texts.example) out.emplace_back("example", true);
    if (!texts.quick_exit.empty()) out.emplace_back("quick_exit", text(texts.quick_exit));
    if (const auto given = answers(); !given.list()->empty()) out.emplace_back("answers", given);
    if (turn_.state == Turn::State::exit) out.emplace_back("exit", exit(turn_.found.front()));
    if (turn_.state == Turn::State::wrong) out.emplace_back("wrong", wrong());
    if (turn_.node) out.emplace_back("question", question(*turn_.node));
    if (turn_.state == Turn::State::result) {
      std::vector<Value> results;
      for (const Found& one : turn_.found) results.push_back(result(one));
      out.emplace_back("results", Value::list(std::move(results)));
    }
    return Value::context(std::move(out));
  }

 private:
  [[nodiscard]] std::string_view code() const { return language_codes[static_cast<std::size_t>(language_)]; }

  [[nodiscard]] Value contacts(const std::vector<std::string>& codes) const {
    std::vector<Value> out;
    for (const std::string& contact : codes) {
      const Contact& one = *navigator_.shared().contact(contact);
      out.push_back(Value::context({{"code", text(one.code)},
                                    {"name", text(in(one.name, language_))},
                                    {"what", text(in(one.what, language_))},
                                    {"phone", text(one.phone)}}));
    }
    return Value::list(std::move(out));
  }

  [[nodiscard]] Value wrong() const {
    std::vector<Value> out;
    for (const Fault& fault : turn_.review.wrong().all())
      out.push_back(Value::context({{"linkId", text(fault.link_id)},
                                    {"path", text(fault.path)},
                                    {"code", text(fault.code)},
                                    {"what", text(fault.what)}}));
    return Value::list(std::move(out));
  }

  [[nodiscard]] Value question(std::uint32_t node) const {
    const Item& item = navigator_.form().item(turn_.review.sheet().nodes()[node].item);
    Members out{{"linkId", text(item.link_id)},
                {"type", Value::string(std::string(name_of(item.type)))},
                {"text", text(item.wording.in(code()))},
                {"required", item.required},
                {"repeats", item.repeats}};
    if (!item.support_link.empty()) out.emplace_back("supportLink", text(item.support_link));
    std::vector<Value> options;
    for (const Option& option : item.options) {
      Members one{{"code", option.datum.value}, {"text", text(option.label.in(code()))}};
      if (option.exclusive) one.emplace_back("exclusive", true);
      options.push_back(Value::context(std::move(one)));
    }
    if (!options.empty()) out.emplace_back("options", Value::list(std::move(options)));
    return Value::context(std::move(out));
  }

  /// What was answered; passed by is an empty answer.
  [[nodiscard]] Value answers() const {
    std::vector<Value> out;
    for (const std::uint32_t node : asked_so_far(turn_.review)) {
      const Item& item = navigator_.form().item(turn_.review.sheet().nodes()[node].item);
      std::vector<Value> values;
      for (const Datum& datum : turn_.review.answers(node)) values.push_back(datum.value);
      Members one{{"linkId", text(item.link_id)},
                  {"question", text(item.wording.in(code()))},
                  {"answer", text(answer_words(item, Value::list(std::move(values)), language_))}};
      const auto standing = standing_of(navigator_.form(), turn_.review.sheet(), node);
      if (standing && item.is_question()) {
        const Item& group = navigator_.form().item(standing->group);
        one.emplace_back("group", text(fmt::format("{} {}", group.wording.in(code()), standing->nth)));
      }
      out.push_back(Value::context(std::move(one)));
    }
    return Value::list(std::move(out));
  }

  [[nodiscard]] Value because(const Found& found) const {
    std::vector<Value> out;
    for (const Because& one : found.because) {
      const Item& item = navigator_.form().item(one.question);
      out.push_back(Value::context({{"linkId", text(item.link_id)},
                                    {"question", text(item.wording.in(code()))},
                                    {"answer", text(answer_words(item, one.value, language_))}}));
    }
    return Value::list(std::move(out));
  }

  [[nodiscard]] Value source(const Found& found) const {
    Members out{{"code", text(found.source->code)},
                {"title", text(in(found.source->title, language_))},
                {"link", text(found.source->link)},
                {"row", Value::number(found.line)}};
    if (found.source->unverified) out.emplace_back("unverified", true);
    return Value::context(std::move(out));
  }

  [[nodiscard]] Value exit(const Found& found) const {
    return Value::context({{"code", text(found.exit->code)},
                           {"title", text(in(found.exit->title, language_))},
                           {"text", text(in(found.exit->text, language_))},
                           {"contacts", contacts(found.exit->contacts)},
                           {"because", because(found)},
                           {"source", source(found)}});
  }

  [[nodiscard]] Value result(const Found& found) const {
    std::vector<Value> services;
    for (const std::string& service : found.outcome->services) {
      const ServiceText& one = *navigator_.shared().service(service);
      Members members{{"code", text(one.code)},
                      {"name", text(in(one.name, language_))},
                      {"what", text(in(one.what, language_))}};
      if (!one.link.empty()) members.emplace_back("link", text(one.link));
      services.push_back(Value::context(std::move(members)));
    }
    return Value::context({{"code", text(found.outcome->code)},
                           {"title", text(in(found.outcome->title, language_))},
                           {"text", text(in(found.outcome->text, language_))},
                           {"first_step", text(in(found.outcome->first_step, language_))},
                           {"services", Value::list(std::move(services))},
                           {"because", because(found)},
                           {"source", source(found)}});
  }

  const Navigator& navigator_;
  const Turn& turn_;
  Language language_;
};

}  // namespace

std::string answer_words(const Item& item, const Value& value, Language language) {
  const std::string_view code = language_codes[static_cast<std::size_t>(language)];
  const std::vector<Value> one{value};
  std::string out;
  for (const Value& part : value.list() != nullptr ? *value.list() : one) {
    const auto option = std::find_if(item.options.begin(), item.options.end(), [&](const Option& o) {
      return rules::equal(o.datum.value, part).value_or(false);
    });
    if (!out.empty()) out += "; ";
    out += option == item.options.end() ? rules::text_of(part) : option->label.in(code);
  }
  return out;
}

std::vector<std::uint32_t> asked_so_far(const Review& review) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t node = 0; node < review.sheet().nodes().size(); ++node) {
    const Node& at = review.sheet().nodes()[node];
    const bool none = at.none && review.enabled(node);
    if (at.seen && (none || review.asked(node))) out.push_back(node);
  }
  return out;
}

Value turn_json(const Navigator& navigator, const Turn& turn, Language language) {
  return TurnWriter(navigator, turn, language).run();
}

}  // namespace vuoro::forms
