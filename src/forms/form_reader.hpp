#pragma once

#include <string>
#include <vector>

#include "forms/form.hpp"

/// Private to src/forms: how a Questionnaire becomes a Form.
namespace vuoro::forms {

/// One pass over the document in document order, with a stack of its own; then conditions and calculations,
/// which refer to items.
class FormReader {
 public:
  explicit FormReader(rules::Value document);
  Result<Form, Faults> run();

 private:
  struct Level {
    const std::vector<rules::Value>* items;
    std::size_t next;
    ItemId parent;
    std::string path;
  };

  void read_head();
  void read_items();
  void read_item(const rules::Value& item, ItemId parent, std::string path, std::vector<Level>& levels);
  void link();
  void link_conditions(ItemId id, const rules::Value& item);
  void link_condition(ItemId id, const rules::Value& condition, const std::string& path);
  void check_condition(ItemId id, const Condition& condition, const std::string& path);
  void link_calculation(ItemId id, const rules::Value& item);
  void check_order(ItemId id, ItemId question, const std::string& path);
  void note_unknown(const rules::Value& of, std::string_view path, bool root);

  Form form_;
  Faults faults_;
  std::vector<const rules::Value*> sources_;  ///< The JSON of each item.
  std::size_t calculations_ = 0;
};

/// Everything of an item that needs no other item. Faults are added; the item is as good as it gets.
void read_item_parts(const rules::Value& source, Item& item, Faults& faults);

/// A primitive text and its translations in "_<name>".
Wording read_wording(const rules::Value& of, std::string_view name, const std::string& link_id,
                     const std::string& path, Faults& faults);

/// The extensions of an element with the url; nullptr elements never.
std::vector<const rules::Value*> extensions(const rules::Value& of, std::string_view url);

/// FEEL over earlier items. Faults: "calculation-invalid", "calculation-language", "calculation-unknown".
std::optional<Calculation> read_calculation(const rules::Value& extension, const Form& form, ItemId of,
                                            const std::string& path, Faults& faults);

namespace url {
inline constexpr std::string_view hl7 = "http://hl7.org/fhir/StructureDefinition/";
inline constexpr std::string_view sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
}  // namespace url

}  // namespace vuoro::forms
