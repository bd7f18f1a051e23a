#include <fmt/format.h>

#include <algorithm>

#include "forms/form_reader.hpp"
#include "forms/json_text.hpp"
#include "rules/words.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

/// Reads the parts of one item; every fault names it and the element.
class ItemReader {
 public:
  ItemReader(const Value& source, Item& item, Faults& faults)
      : source_(source), item_(item), faults_(faults) {}

  void run() {
    type();
    item_.wording = read_wording(source_, "text", item_.link_id, item_.path, faults_);
    if (const Value* const prefix = typed("prefix", Value::Kind::string)) item_.prefix = *prefix->string();
    flag("required", item_.required);
    flag("repeats", item_.repeats);
    flag("readOnly", item_.read_only);
    refuse_unknown_meaning();
    shape();
    bounds();
    options();
    initial();
    units();
    check_whole();
  }

 private:
  void fault(std::string_view code, std::string_view element, std::string what) {
    faults_.add(code, item_.link_id, fmt::format("{}.{}", item_.path, element), std::move(what));
  }

  const Value* typed(std::string_view name, Value::Kind kind) {
    const Value* const found = field(source_, name);
    if (found == nullptr || found->is(kind)) return found;
    fault("wrong-type", name, fmt::format("must be a {}", rules::kind_name(kind)));
    return nullptr;
  }

  void flag(std::string_view name, bool& into) {
    if (const Value* const found = typed(name, Value::Kind::boolean)) into = found->is_true();
  }

  /// The value of an extension that may stand once.
  std::optional<Datum> extension(std::string_view url) {
    const auto found = extensions(source_, url);
    if (found.empty()) return std::nullopt;
    if (found.size() > 1) fault("extension-twice", "extension", fmt::format("{} is given twice", url));
    auto datum = read_datum(*found.front(), "value");
    if (datum) return std::move(*datum);
    fault(datum.error().code, "extension", fmt::format("{}: {}", url, datum.error().what));
    return std::nullopt;
  }
  std::optional<Datum> hl7(std::string_view name) { return extension(fmt::format("{}{}", url::hl7, name)); }

  void type() {
    const Value* const found = typed("type", Value::Kind::string);
    const auto read = found == nullptr ? std::nullopt : item_type(*found->string());
    if (read) {
      item_.type = *read;
    } else if (found != nullptr) {
      fault("unknown-type", "type", fmt::format("'{}' is no type that is read here", *found->string()));
    } else if (field(source_, "type") == nullptr) {
      fault("unknown-type", "type", "an item has a type");
    }
  }

  void refuse_unknown_meaning() {
    if (field(source_, "modifierExtension") != nullptr)
      fault("modifier", "modifierExtension", "it would change the meaning in a way that is not known here");
    if (field(source_, "answerValueSet") != nullptr)
      fault("value-set", "answerValueSet", "value sets are not read; list the answers as answerOption");
    for (const std::string_view name :
         {"sdc-questionnaire-enableWhenExpression", "sdc-questionnaire-answerExpression",
          "sdc-questionnaire-answerOptionsToggleExpression"}) {
      if (!extensions(source_, fmt::format("{}{}", url::sdc, name)).empty())
        fault("expression", "extension", fmt::format("{} is not run here", name));
    }
  }

  void shape() {
    if (const auto hidden = hl7("questionnaire-hidden")) {
      if (hidden->type != DatumType::boolean) fault("wrong-type", "extension", "hidden must be a boolean");
      item_.hidden = hidden->value.is_true();
    }
    if (const auto link = hl7("questionnaire-supportLink")) {
      const bool uri = link->type == DatumType::uri;
      if (uri) item_.support_link = *link->value.string();
      if (!uri || !(item_.support_link.starts_with("https://") || item_.support_link.starts_with("http://") ||
                    item_.support_link.starts_with("/"))) {
        fault("support-link", "extension", "a support link is a valueUri of http, https or this site");
      }
    }
    if (const auto pattern = hl7("regex")) regex(*pattern);
    control();
  }

  /// Of all controls only "page" changes what is asked when; the others are for whoever draws the form.
  void control() {
    for (const Value* const extension :
         extensions(source_, fmt::format("{}questionnaire-itemControl", url::hl7))) {
      const Value* const held = field(*extension, "valueCodeableConcept");
      const Value* const codings = held == nullptr ? nullptr : field(*held, "coding");
      if (codings == nullptr || codings->list() == nullptr) {
        fault("wrong-type", "extension", "itemControl is a valueCodeableConcept with codings");
        continue;
      }
      for (const Value& coding : *codings->list()) {
        const Value* const code = field(coding, "code");
        if (code == nullptr || code->string() == nullptr || *code->string() != "page") continue;
        item_.page = item_.type == ItemType::group;
        if (!item_.page) fault("wrong-type", "extension", "a page is a group");
      }
    }
  }

  void regex(const Datum& pattern) {
    if (pattern.type != DatumType::string || !text_like()) {
      fault("wrong-type", "extension", "a regex is a valueString of an item that takes a text");
      return;
    }
    auto compiled = Pattern::compile(*pattern.value.string());
    if (compiled) {
      item_.pattern = std::move(*compiled);
    } else {
      fault(compiled.error().code, "extension", "regex: " + compiled.error().what);
    }
  }

  [[nodiscard]] bool text_like() const {
    return item_.type == ItemType::string || item_.type == ItemType::text || item_.type == ItemType::url ||
           item_.type == ItemType::open_choice;
  }

  void count(const std::optional<Datum>& datum, std::string_view name, std::uint32_t& into) {
    if (!datum) return;
    const auto n = datum->type == DatumType::integer ? datum->value.number()->integer() : std::nullopt;
    if (n && *n >= 0) {
      into = static_cast<std::uint32_t>(*n);
    } else {
      fault("wrong-type", "extension", fmt::format("{} must be a valueInteger from 0 up", name));
    }
  }

  void limit(std::string_view name, std::optional<Datum>& into) {
    auto datum = hl7(name);
    if (!datum) return;
    const bool number = item_.type == ItemType::decimal && datum->type == DatumType::integer;
    const bool amount = item_.type == ItemType::quantity &&
                        (datum->type == DatumType::integer || datum->type == DatumType::decimal);
    if ((!takes(item_, datum->type) && !number && !amount) || text_like() || item_.is_choice() ||
        item_.type == ItemType::boolean || item_.type == ItemType::group) {
      fault("wrong-type", "extension",
            fmt::format("{} is a value{}, the item a {}", name, name_of(datum->type), name_of(item_.type)));
      return;
    }
    into = std::move(datum);
  }

  void bounds() {
    limit("minValue", item_.least);
    limit("maxValue", item_.most);
    count(hl7("minLength"), "minLength", item_.shortest);
    count(hl7("questionnaire-minOccurs"), "minOccurs", item_.fewest);
    count(hl7("questionnaire-maxOccurs"), "maxOccurs", item_.most_answers);
    if (const Value* const longest = typed("maxLength", Value::Kind::number)) {
      const auto n = longest->number()->integer();
      if (n && *n > 0 && *n <= static_cast<std::int64_t>(largest_datum)) {
        item_.longest = static_cast<std::uint32_t>(*n);
      } else {
        fault("wrong-type", "maxLength", fmt::format("from 1 to {}", largest_datum));
      }
    }
    const auto between = item_.least && item_.most ? rules::compare(item_.least->value, item_.most->value)
                                                   : std::optional<int>(0);
    if (!between || *between > 0) fault("empty-range", "extension", "minValue is above maxValue");
    if (item_.shortest > item_.longest) fault("empty-range", "maxLength", "minLength is above maxLength");
    if (item_.fewest > item_.most_answers) fault("empty-range", "extension", "minOccurs is above maxOccurs");
  }

  const std::vector<Value>* list(std::string_view name, std::size_t most) {
    const Value* const found = typed(name, Value::Kind::list);
    if (found == nullptr) return nullptr;
    if (found->list()->empty() || found->list()->size() > most) {
      fault("wrong-type", name, fmt::format("a list of 1 to {}", most));
      return nullptr;
    }
    return found->list();
  }

  void options() {
    const auto* const all = list("answerOption", most_options);
    if (all == nullptr) return;
    if (!item_.is_choice()) {
      fault("wrong-type", "answerOption", fmt::format("a {} has no options", name_of(item_.type)));
      return;
    }
    for (std::size_t i = 0; i < all->size(); ++i) {
      const std::string at = fmt::format("answerOption[{}]", i);
      if ((*all)[i].context() == nullptr) {
        fault("wrong-type", at, "an option is an object");
      } else {
        option((*all)[i], at);
      }
    }
  }

  void option(const Value& source, const std::string& at) {
    if (field(source, "modifierExtension") != nullptr)
      fault("modifier", at, "it would change the meaning in a way that is not known here");
    auto datum = read_datum(source, "value");
    if (!datum) return fault(datum.error().code, at, datum.error().what);
    Option option;
    option.datum = std::move(*datum);
    const DatumType type = option.datum.type;
    const bool listed = type == DatumType::coding || type == DatumType::string ||
                        type == DatumType::integer || type == DatumType::date || type == DatumType::time;
    if (!listed) return fault("wrong-type", at, fmt::format("value{} is no option", name_of(type)));
    for (const Option& other : item_.options) {
      if (same(other.datum, option.datum))
        return fault("option-twice", at, "the same as an option before it");
      if (other.datum.type != type) return fault("option-types", at, "options are of one type");
    }
    label(source, option, at);
    if (const Value* const chosen = field(source, "initialSelected"); chosen != nullptr)
      option.selected = chosen->is_true();
    const auto alone = extensions(source, fmt::format("{}questionnaire-optionExclusive", url::hl7));
    option.exclusive = !alone.empty() && field(*alone.front(), "valueBoolean") != nullptr &&
                       field(*alone.front(), "valueBoolean")->is_true();
    weight(source, option, at);
    item_.options.push_back(std::move(option));
  }

  void label(const Value& source, Option& option, const std::string& at) {
    const std::string place = fmt::format("{}.{}", item_.path, at);
    if (option.datum.type == DatumType::coding) {
      const Value& coding = *field(source, "valueCoding");
      option.label = read_wording(coding, "display", item_.link_id, place, faults_);
      if (option.label.text.empty()) option.label.text = *option.datum.value.string();
    } else if (option.datum.type == DatumType::string) {
      option.label = read_wording(source, "valueString", item_.link_id, place, faults_);
    } else {
      option.label.text = rules::text_of(option.datum.value);
    }
  }

  void weight(const Value& source, Option& option, const std::string& at) {
    const Value* const coding = field(source, "valueCoding");
    for (const std::string_view name : {"itemWeight", "ordinalValue"}) {
      const std::string url = fmt::format("{}{}", url::hl7, name);
      auto found = extensions(source, url);
      if (coding != nullptr && coding->context() != nullptr) {
        const auto inside = extensions(*coding, url);
        found.insert(found.end(), inside.begin(), inside.end());
      }
      for (const Value* const extension : found) {
        const auto datum = read_datum(*extension, "value");
        if (!datum || datum->type != DatumType::decimal) {
          fault("wrong-type", at, fmt::format("{} must be a valueDecimal", name));
        } else if (option.weight && compare(*option.weight, *datum->value.number()) != 0) {
          fault("weight-twice", at, "two weights that differ");
        } else {
          option.weight = *datum->value.number();
        }
      }
    }
  }

  void initial() {
    const auto* const all = list("initial", most_options);
    if (all == nullptr) return;
    for (std::size_t i = 0; i < all->size(); ++i) {
      const std::string at = fmt::format("initial[{}]", i);
      if ((*all)[i].context() == nullptr) {
        fault("wrong-type", at, "an initial value is an object");
        continue;
      }
      auto datum = read_datum((*all)[i], "value");
      if (!datum) {
        fault(datum.error().code, at, datum.error().what);
      } else if (!takes(item_, datum->type)) {
        fault("wrong-type", at, fmt::format("value{} of a {}", name_of(datum->type), name_of(item_.type)));
      } else {
        item_.initial.push_back(std::move(*datum));
      }
    }
  }

  void units() {
    for (const std::string_view name : {"questionnaire-unit", "questionnaire-unitOption"}) {
      for (const Value* const extension : extensions(source_, fmt::format("{}{}", url::hl7, name))) {
        auto datum = read_datum(*extension, "value");
        if (!datum || datum->type != DatumType::coding) {
          fault("wrong-type", "extension", fmt::format("{} must be a valueCoding", name));
        } else if (item_.units.size() < most_options) {
          item_.units.push_back(std::move(*datum));
        }
      }
    }
    const bool number = item_.type == ItemType::decimal || item_.type == ItemType::integer ||
                        item_.type == ItemType::quantity;
    if (!item_.units.empty() && !number)
      fault("wrong-type", "extension", fmt::format("a {} has no unit", name_of(item_.type)));
  }

  void check_whole() {
    const std::string_view type = name_of(item_.type);
    if (item_.type == ItemType::choice && item_.options.empty() &&
        field(source_, "answerOption") == nullptr && field(source_, "answerValueSet") == nullptr) {
      fault("no-options", "answerOption", "a choice lists its options");
    }
    if (item_.type == ItemType::display && (item_.required || item_.repeats))
      fault("wrong-type", "required", "a display is neither required nor repeated");
    if (!item_.is_question() && (!item_.initial.empty() || item_.read_only))
      fault("wrong-type", "initial", fmt::format("a {} has no value", type));
    const auto selected = static_cast<std::size_t>(std::count_if(item_.options.begin(), item_.options.end(),
                                                                 [](const Option& o) { return o.selected; }));
    const std::size_t initials = item_.initial.size() + selected;
    if (!item_.repeats && initials > 1) fault("initial", "initial", "several initial values of one answer");
    if (!item_.repeats && item_.fewest > 1)
      fault("empty-range", "extension", "minOccurs above 1 of an item that does not repeat");
    if (field(source_, "maxLength") != nullptr && !text_like())
      fault("wrong-type", "maxLength", fmt::format("a {} has no length", type));
  }

  const Value& source_;
  Item& item_;
  Faults& faults_;
};

}  // namespace

void read_item_parts(const Value& source, Item& item, Faults& faults) {
  ItemReader(source, item, faults).run();
}

}  // namespace vuoro::forms
