#include <algorithm>

#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {
namespace {

bool alike(const Value& a, const Value& b) {
  return equal(a, b).value_or(false);
}

/// Where position n (1 … or −1 …) lies in a list of that size.
std::optional<std::size_t> place(const Value& position, std::size_t size) {
  const auto n = whole_in(position);
  const auto count = static_cast<std::int64_t>(size);
  if (!n || *n == 0 || *n > count || *n < -count) return std::nullopt;
  return static_cast<std::size_t>(*n > 0 ? *n - 1 : count + *n);
}

}  // namespace

Value builtin_list_contains(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  return std::any_of(list.list()->begin(), list.list()->end(),
                     [&](const Value& item) { return alike(item, a[1]); });
}

Value builtin_count(Evaluator&, Arguments a) {
  if (a.size() == 1 && a[0].is_null()) return {};
  return Value::number(static_cast<std::int64_t>(spread(a).size()));
}

Value builtin_sublist(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  const std::vector<Value>& items = *list.list();
  const auto from = place(a[1], items.size());
  if (!from) return {};
  std::size_t to = items.size();
  if (a.size() > 2 && !a[2].is_null()) {
    const auto length = whole_in(a[2]);
    if (!length || *length < 0 || static_cast<std::uint64_t>(*length) > items.size() - *from) return {};
    to = *from + static_cast<std::size_t>(*length);
  }
  return Value::list(
      {items.begin() + static_cast<std::ptrdiff_t>(*from), items.begin() + static_cast<std::ptrdiff_t>(to)});
}

Value builtin_append(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> out = *list.list();
  out.insert(out.end(), a.begin() + 1, a.end());
  return Value::list(std::move(out));
}

Value builtin_concatenate(Evaluator&, Arguments a) {
  std::vector<Value> out;
  for (const Value& argument : a) {
    const Value list = listed(argument);
    if (list.is_null()) return {};
    out.insert(out.end(), list.list()->begin(), list.list()->end());
  }
  return Value::list(std::move(out));
}

Value builtin_insert_before(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> out = *list.list();
  const auto at = place(a[1], out.size());
  if (!at) return {};
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(*at), a[2]);
  return Value::list(std::move(out));
}

Value builtin_remove(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> out = *list.list();
  const auto at = place(a[1], out.size());
  if (!at) return {};
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(*at));
  return Value::list(std::move(out));
}

Value builtin_reverse(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  return Value::list({list.list()->rbegin(), list.list()->rend()});
}

Value builtin_index_of(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> out;
  for (std::size_t i = 0; i < list.list()->size(); ++i) {
    if (alike((*list.list())[i], a[1])) out.push_back(Value::number(static_cast<std::int64_t>(i) + 1));
  }
  return Value::list(std::move(out));
}

namespace {

/// The first of every group of equal values.
Value without_repeats(Evaluator& in, const std::vector<Value>& items) {
  std::vector<Value> out;
  for (const Value& item : items) {
    if (!in.spend(static_cast<std::int64_t>(out.size()) * std::min<std::uint32_t>(item.weight(), 100)))
      return {};
    if (std::none_of(out.begin(), out.end(), [&](const Value& kept) { return alike(kept, item); })) {
      out.push_back(item);
    }
  }
  return Value::list(std::move(out));
}

/// Recursion is bounded by Value::most_depth, the work by Value::most_weight.
void flatten_into(const std::vector<Value>& items, std::vector<Value>& out) {
  for (const Value& item : items) {
    if (item.list() != nullptr) {
      flatten_into(*item.list(), out);
    } else {
      out.push_back(item);
    }
  }
}

/// Stable merge sort. `before` may be inconsistent, so no algorithm of the library is safe with it.
template <class Before>
void merge_sort(std::vector<Value>& items, Before&& before) {
  std::vector<Value> merged(items.size());
  for (std::size_t width = 1; width < items.size(); width *= 2) {
    for (std::size_t first = 0; first < items.size(); first += 2 * width) {
      const std::size_t middle = std::min(first + width, items.size());
      const std::size_t last = std::min(first + 2 * width, items.size());
      std::size_t left = first;
      std::size_t right = middle;
      for (std::size_t i = first; i < last; ++i) {
        const bool take_right = left == middle || (right < last && before(items[right], items[left]));
        merged[i] = items[take_right ? right++ : left++];
      }
    }
    items.swap(merged);
  }
}

}  // namespace

Value builtin_union(Evaluator& in, Arguments a) {
  const Value all = builtin_concatenate(in, a);
  return all.is_null() ? Value{} : without_repeats(in, *all.list());
}

Value builtin_distinct_values(Evaluator& in, Arguments a) {
  const Value list = listed(a[0]);
  return list.is_null() ? Value{} : without_repeats(in, *list.list());
}

Value builtin_flatten(Evaluator&, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> out;
  flatten_into(*list.list(), out);
  return Value::list(std::move(out));
}

Value builtin_sort(Evaluator& in, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> items = *list.list();
  bool sound = true;
  if (a.size() == 1 || a[1].is_null()) {
    merge_sort(items, [&](const Value& x, const Value& y) {
      const auto order = compare(x, y);
      sound = sound && order.has_value();
      return order.value_or(0) < 0;
    });
  } else {
    if (a[1].function() == nullptr) return {};
    merge_sort(items, [&](const Value& x, const Value& y) {
      const Value pair[] = {x, y};
      const Value before = sound ? in.invoke(a[1], pair) : Value{};
      sound = sound && before.boolean() != nullptr;
      return before.is_true();
    });
  }
  return sound ? Value::list(std::move(items)) : Value{};
}

Value builtin_list_replace(Evaluator& in, Arguments a) {
  const Value list = listed(a[0]);
  if (list.is_null()) return {};
  std::vector<Value> items = *list.list();
  if (a[1].function() == nullptr) {
    const auto at = place(a[1], items.size());
    if (!at) return {};
    items[*at] = a[2];
    return Value::list(std::move(items));
  }
  for (Value& item : items) {
    const Value pair[] = {item, a[2]};
    const Value met = in.invoke(a[1], pair);
    if (met.boolean() == nullptr) return {};
    if (met.is_true()) item = a[2];
  }
  return Value::list(std::move(items));
}

}  // namespace vuoro::rules
