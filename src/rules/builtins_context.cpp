#include <algorithm>

#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

void put(Entries& entries, const std::string& key, const Value& value) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.first == key; });
  if (found == entries.end()) {
    entries.emplace_back(key, value);
  } else {
    found->second = value;
  }
}

/// The context with the value at the end of the path of keys; null when something on the way is no context.
/// Recursion is bounded by the number of keys.
Value put_at(const Value& in, std::span<const Value> keys, const Value& value) {
  const std::string* key = keys.front().string();
  if (in.context() == nullptr || key == nullptr) return {};
  Entries entries = in.context()->entries;
  if (keys.size() == 1) {
    put(entries, *key, value);
  } else {
    const Value* inner = in.context()->find(*key);
    const Value changed =
        put_at(inner == nullptr || inner->is_null() ? Value::context({}) : *inner, keys.subspan(1), value);
    if (changed.is_null()) return {};
    put(entries, *key, changed);
  }
  return Value::context(std::move(entries));
}

}  // namespace

Value builtin_get_value(Evaluator&, Arguments a) {
  const Context* context = single(a[0]).context();
  const std::string* key = string_in(a[1]);
  if (context == nullptr || key == nullptr) return {};
  const Value* found = context->find(*key);
  return found == nullptr ? Value{} : *found;
}

Value builtin_get_entries(Evaluator&, Arguments a) {
  const Context* context = single(a[0]).context();
  if (context == nullptr) return {};
  std::vector<Value> out;
  for (const auto& [key, value] : context->entries) {
    out.push_back(Value::context({{"key", Value::string(key)}, {"value", value}}));
  }
  return Value::list(std::move(out));
}

Value builtin_context(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  Entries entries;
  for (const Value& item : *list.list()) {
    const Context* entry = item.context();
    const Value* key = entry == nullptr ? nullptr : entry->find("key");
    const Value* value = entry == nullptr ? nullptr : entry->find("value");
    if (key == nullptr || value == nullptr || key->string() == nullptr) return {};
    const auto twice =
        std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.first == *key->string(); });
    if (twice) return {};
    entries.emplace_back(*key->string(), *value);
  }
  return Value::context(std::move(entries));
}

Value builtin_context_put(Evaluator&, Arguments a) {
  const Value& context = single(a[0]);
  const Value keys = listed(a[1]);
  if (keys.is_null() || keys.list()->empty() || keys.list()->size() > Value::most_depth) return {};
  return put_at(context, *keys.list(), a[2]);
}

Value builtin_context_merge(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  Entries entries;
  for (const Value& item : *list.list()) {
    if (item.context() == nullptr) return {};
    for (const auto& [key, value] : item.context()->entries) put(entries, key, value);
  }
  return Value::context(std::move(entries));
}

}  // namespace vuoro::rules
