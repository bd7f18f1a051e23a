#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "forms/fault.hpp"
#include "forms/item.hpp"

namespace vuoro::forms {

/// Bounds of one form.
inline constexpr std::size_t most_items = 2'000;
inline constexpr std::size_t deepest_item = 20;
inline constexpr std::size_t most_options = 500;
inline constexpr std::size_t most_conditions = 20;

/// A FHIR R4 Questionnaire with the SDC subset of docs/forms.md, read and checked. Immutable; safe to read
/// from many threads. Whatever it does not know is kept: to_json gives back what was read.
class Form {
 public:
  /// Everything that is wrong is in the faults, each with its item, place and reason. O(text).
  static Result<Form, Faults> read(std::string_view json);

  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  /// "url|version": which form answers were given to.
  [[nodiscard]] std::string identity() const { return url_ + "|" + version_; }
  [[nodiscard]] const Wording& title() const { return title_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] const Item& item(ItemId id) const { return items_[id]; }
  [[nodiscard]] std::optional<ItemId> find(std::string_view link_id) const;
  /// The item itself or one above it repeats as a group, so that it can stand in the answers several times.
  [[nodiscard]] bool stands_repeatedly(ItemId id) const;
  /// The group that repeats and holds the item, the nearest one; nothing when it stands once.
  [[nodiscard]] ItemId repeating_group_of(ItemId id) const;
  /// The outermost group at or above the item that is asked as a whole, because it is a page or repeats;
  /// nothing when the item is asked alone.
  [[nodiscard]] ItemId page_of(ItemId id) const;
  /// Elements that FHIR does not have; kept, not used. "item[3]: requird"
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Names under which an instrument could be recognised: title, name, url, derivedFrom, codes.
  [[nodiscard]] const std::vector<std::string>& marks() const { return marks_; }

  [[nodiscard]] const rules::Value& document() const { return document_; }
  /// The document again, with everything that was in it.
  [[nodiscard]] std::string to_json() const;

 private:
  friend class FormReader;
  std::string url_, version_, language_;
  Wording title_;
  std::vector<Item> items_;
  std::unordered_map<std::string, ItemId> by_link_id_;
  std::vector<std::string> notes_;
  std::vector<std::string> marks_;
  rules::Value document_;
};

}  // namespace vuoro::forms
