#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/sheet.hpp"

/// Private to src/forms: how answers become a Sheet.
namespace vuoro::forms {

/// Walks form and answers together with a stack of its own, so that nodes come in document order.
class SheetReader {
 public:
  SheetReader(const Form& form, const rules::Value& answers) : form_(form), answers_(answers) {}
  Result<Sheet> run();

 private:
  /// One item of the answers.
  struct Entry {
    const rules::Value* value;
    std::string path;
  };
  using Entries = std::map<ItemId, std::vector<Entry>>;
  /// Of compact answers: the object where values are looked up by linkId.
  struct Scope {
    const rules::Value* values = nullptr;
    std::string prefix;  ///< Of paths: "children[0]."
  };
  struct Task {
    enum class Kind : std::uint8_t { items, group, close };
    Kind kind = Kind::items;
    ItemId item = 0;  ///< Next one; of a group: it.
    ItemId end = 0;
    std::uint32_t node = nothing;  ///< Above, or to close.
    Entries entries;
    std::optional<Entry> entry = {};  ///< Of a group.
    Scope scope = {};
    bool none = false;  ///< Of a group that repeats.
  };

  Status check_identity() const;
  Entries entries_of(const rules::Value& list, ItemId parent, const std::string& path);
  void items(Task task);
  void group(Task task);
  void groups(ItemId id, std::uint32_t parent, const std::vector<Entry>& entries, const Scope& scope);
  /// Times that a group stands in compact answers; none when they do not name it.
  std::optional<std::vector<Entry>> compact_entries(ItemId id, const Scope& scope);
  void question(ItemId id, std::uint32_t parent, const std::vector<Entry>& entries);
  void read_answers(const rules::Value& list, ItemId id, std::uint32_t node, const std::string& path,
                    std::vector<Task>& below);
  void compact(ItemId id, std::uint32_t parent, const Scope& scope);
  void take_compact(ItemId id, std::uint32_t node, const rules::Value& value, const std::string& path);
  Result<Datum> from_compact(const Item& item, const rules::Value& value) const;
  /// `group`: whose object it is; nothing: of the whole form.
  void check_compact_names(const Scope& scope, ItemId group);
  std::uint32_t add(ItemId id, std::uint32_t parent);
  void fault(std::string_view code, ItemId id, std::string_view path, std::string what);

  const Form& form_;
  const rules::Value& answers_;
  bool compact_ = false;
  bool full_ = false;  ///< No node more.
  std::vector<Task> tasks_;
  Sheet sheet_;
};

}  // namespace vuoro::forms
