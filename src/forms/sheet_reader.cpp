#include "forms/sheet_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "forms/json_text.hpp"

namespace vuoro::forms {

using rules::Value;

Result<Sheet> SheetReader::run() {
  if (answers_.context() == nullptr) return Error{"answers-invalid", "answers are an object"};
  compact_ = field(answers_, "resourceType") == nullptr;
  if (auto fine = check_identity(); !fine) return fine.error();
  sheet_.by_item_.resize(form_.items().size());
  const auto end = static_cast<ItemId>(form_.items().size());
  Task root{Task::Kind::items, 0, end, nothing, {}};
  if (compact_) {
    root.scope.values = &answers_;
    check_compact_names(root.scope, nothing);
  } else if (const Value* const list = field(answers_, "item")) {
    root.entries = entries_of(*list, nothing, "");
  }
  tasks_.push_back(std::move(root));
  while (!tasks_.empty() && !full_) {
    Task task = std::move(tasks_.back());
    tasks_.pop_back();
    if (task.kind == Task::Kind::close) {
      sheet_.nodes_[task.node].end = static_cast<std::uint32_t>(sheet_.nodes_.size());
    } else if (task.kind == Task::Kind::group) {
      group(std::move(task));
    } else {
      items(std::move(task));
    }
  }
  if (full_) return Error{"answers-too-many", fmt::format("more than {} places", most_nodes)};
  return std::move(sheet_);
}

Status SheetReader::check_identity() const {
  if (compact_) return Unit{};
  const Value& type = *field(answers_, "resourceType");
  if (type.string() == nullptr || *type.string() != "QuestionnaireResponse")
    return Error{"answers-invalid", "neither a QuestionnaireResponse nor answers by linkId", "resourceType"};
  const Value* const form = field(answers_, "questionnaire");
  if (form == nullptr || form->string() == nullptr)
    return Error{"answers-other-form", "answers name the form and version that they were given to",
                 "questionnaire"};
  if (*form->string() != form_.identity()) {
    return Error{"answers-other-form",
                 fmt::format("given to {}, this is {}", *form->string(), form_.identity()), "questionnaire"};
  }
  return Unit{};
}

void SheetReader::fault(std::string_view code, ItemId id, std::string_view path, std::string what) {
  sheet_.faults_.add(code, id == nothing ? "" : form_.item(id).link_id, path, std::move(what));
}

std::uint32_t SheetReader::add(ItemId id, std::uint32_t parent) {
  const auto node = static_cast<std::uint32_t>(sheet_.nodes_.size());
  if (node == most_nodes) {
    full_ = true;
    return nothing;
  }
  Node made;
  made.item = id;
  made.parent = parent;
  made.end = node + 1;
  sheet_.nodes_.push_back(std::move(made));
  sheet_.by_item_[id].push_back(node);
  return node;
}

SheetReader::Entries SheetReader::entries_of(const Value& list, ItemId parent, const std::string& path) {
  Entries out;
  if (list.list() == nullptr) {
    fault("wrong-type", parent, path + "item", "items are a list");
    return out;
  }
  for (std::size_t i = 0; i < list.list()->size(); ++i) {
    const Value& entry = (*list.list())[i];
    std::string place = fmt::format("{}item[{}]", path, i);
    const Value* const link_id = field(entry, "linkId");
    if (link_id == nullptr || link_id->string() == nullptr) {
      fault("link-id", parent, place, "an item of the answers has a linkId");
      continue;
    }
    const auto id = form_.find(*link_id->string());
    if (!id) {
      fault("question-unknown", nothing, place, "the form has no such item");
    } else if (form_.item(*id).parent != parent) {
      fault("misplaced", *id, place, "it stands elsewhere in the form");
    } else {
      out[*id].push_back({&entry, std::move(place)});
    }
  }
  return out;
}

void SheetReader::items(Task task) {
  if (task.item == task.end) return;
  const ItemId id = task.item;
  const auto found = task.entries.find(id);
  const std::vector<Entry> entries = found == task.entries.end() ? std::vector<Entry>{} : found->second;
  const std::uint32_t parent = task.node;
  const Scope scope = task.scope;
  task.item = form_.item(id).end;
  tasks_.push_back(std::move(task));
  if (form_.item(id).type == ItemType::group) {
    groups(id, parent, entries, scope);
  } else if (compact_) {
    compact(id, parent, scope);
  } else {
    question(id, parent, entries);
  }
}

void SheetReader::groups(ItemId id, std::uint32_t parent, const std::vector<Entry>& given,
                         const Scope& scope) {
  const auto named = compact_ ? compact_entries(id, scope) : std::nullopt;
  const std::vector<Entry>& entries = named ? *named : given;
  std::size_t count = std::max<std::size_t>(entries.size(), 1);
  const std::size_t most = form_.item(id).repeats ? most_answers : 1;
  if (count > most) {
    fault("too-many", id, entries[most].path, fmt::format("the group stands more than {} times", most));
    count = most;
  }
  for (std::size_t i = count; i-- > 0;) {
    Task task{Task::Kind::group, id, 0, parent, {}};
    if (i < entries.size()) task.entry = entries[i];
    task.scope = scope;
    task.none = named && entries.empty();
    tasks_.push_back(std::move(task));
  }
}

void SheetReader::group(Task task) {
  const std::uint32_t node = add(task.item, task.node);
  if (full_) return;
  Task below{Task::Kind::items, task.item + 1, form_.item(task.item).end, node, {}};
  below.scope = task.scope;
  if (task.none) {
    sheet_.nodes_[node].seen = true;
    sheet_.nodes_[node].none = true;
    sheet_.nodes_[node].path = task.scope.prefix + form_.item(task.item).link_id;
    return;
  }
  if (task.entry && compact_) {
    sheet_.nodes_[node].seen = true;
    sheet_.nodes_[node].path = task.entry->path;
    below.scope = {task.entry->value, task.entry->path + "."};
    check_compact_names(below.scope, task.item);
  } else if (task.entry) {
    Node& made = sheet_.nodes_[node];
    made.seen = true;
    made.path = task.entry->path;
    if (field(*task.entry->value, "answer") != nullptr)
      fault("wrong-type", task.item, made.path, "a group takes no answer");
    if (const Value* const list = field(*task.entry->value, "item"))
      below.entries = entries_of(*list, task.item, made.path + ".");
  }
  tasks_.push_back({Task::Kind::close, 0, 0, node, {}});
  tasks_.push_back(std::move(below));
}

void SheetReader::question(ItemId id, std::uint32_t parent, const std::vector<Entry>& entries) {
  const std::uint32_t node = add(id, parent);
  if (full_ || entries.empty()) return;
  const Entry& entry = entries.front();
  sheet_.nodes_[node].seen = true;
  sheet_.nodes_[node].path = entry.path;
  if (entries.size() > 1) fault("too-many", id, entries[1].path, "answered twice");
  if (field(*entry.value, "item") != nullptr)
    fault("misplaced", id, entry.path, "items below a question stand in its answer");
  const Value* const list = field(*entry.value, "answer");
  if (list == nullptr) return;
  if (!form_.item(id).is_question()) return fault("wrong-type", id, entry.path, "it takes no answer");
  std::vector<Task> below;
  read_answers(*list, id, node, entry.path, below);
  tasks_.push_back({Task::Kind::close, 0, 0, node, {}});
  for (std::size_t i = below.size(); i-- > 0;) tasks_.push_back(std::move(below[i]));
}

void SheetReader::read_answers(const Value& list, ItemId id, std::uint32_t node, const std::string& path,
                               std::vector<Task>& below) {
  if (list.list() == nullptr) return fault("wrong-type", id, path + ".answer", "answers are a list");
  const Item& item = form_.item(id);
  if (list.list()->size() > most_answers)
    return fault("too-many", id, path, fmt::format("more than {} answers", most_answers));
  for (std::size_t i = 0; i < list.list()->size(); ++i) {
    const Value& answer = (*list.list())[i];
    std::string place = fmt::format("{}.answer[{}]", path, i);
    if (answer.context() == nullptr) {
      fault("wrong-type", id, place, "an answer is an object");
      continue;
    }
    auto datum = read_datum(answer, "value");
    if (!datum) {
      fault(datum.error().code, id, place, datum.error().what);
      continue;
    }
    if (!takes(item, datum->type)) {
      fault("wrong-type", id, place,
            fmt::format("value{} for a {}", name_of(datum->type), name_of(item.type)));
      continue;
    }
    if (item.end > id + 1 && below.empty()) {
      Task task{Task::Kind::items, id + 1, item.end, node, {}};
      if (const Value* const inner = field(answer, "item"))
        task.entries = entries_of(*inner, id, place + ".");
      below.push_back(std::move(task));
    }
    sheet_.nodes_[node].answers.push_back(std::move(*datum));
    sheet_.nodes_[node].places.push_back(std::move(place));
  }
}

}  // namespace vuoro::forms
