#pragma once

#include <rapidcheck.h>

#include <boost/pfr/core.hpp>
#include <string>
#include <utility>

#include "core/codec.hpp"
#include "core/wire.hpp"

/// Entries of every kind with any values that their types allow.
namespace vuoro::core::testing {

template <class E, class Rep>
void any_value(promises::EnumSet<E, Rep>& set) {
  const auto bits = *rc::gen::arbitrary<std::uint64_t>();
  constexpr std::uint64_t all =
      wire::members<E> >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << wire::members<E>)-1;
  set.bits = static_cast<Rep>(bits & all);
}

/// Small and huge numbers alike: rapidcheck alone gives few of the huge ones.
template <class T>
T any_number() {
  return *rc::gen::oneOf(
      rc::gen::arbitrary<T>(), rc::gen::inRange<T>(0, 100),
      rc::gen::element(T{0}, std::numeric_limits<T>::max(), std::numeric_limits<T>::min()));
}

template <class T>
void any_value(T& v) {
  if constexpr (std::is_enum_v<T>) {
    v = static_cast<T>(*rc::gen::inRange<unsigned>(0, static_cast<unsigned>(wire::members<T>)));
  } else if constexpr (std::is_integral_v<T>) {
    v = any_number<T>();
  } else if constexpr (requires { v.view(); }) {
    auto text = *rc::gen::arbitrary<std::string>();
    text.resize(std::min(text.size(), T::capacity));
    v = T::of(text);
  } else if constexpr (requires { v.years; }) {
    any_value(v.years);
  } else if constexpr (requires { v.s; }) {
    any_value(v.s);
  } else {
    any_value(v.n);
  }
}

template <std::size_t... I>
Event any_event_of(std::size_t kind, std::index_sequence<I...>) {
  Event event;
  static_cast<void>(((kind == I && (event.emplace<I>(), true)) || ...));
  return event;
}

inline constexpr std::size_t event_kinds = std::variant_size_v<Event>;

inline Event any_event(std::size_t kind) {
  Event event = any_event_of(kind, std::make_index_sequence<event_kinds>{});
  std::visit([](auto& e) { boost::pfr::for_each_field(e, [](auto& field) { any_value(field); }); }, event);
  return event;
}

/// Instants within what the ledger can hold: the calendar's, with room to spare.
inline Entry any_entry(std::size_t kind) {
  Entry entry;
  entry.event = any_event(kind);
  entry.stamp.at.s = *rc::gen::inRange<std::int64_t>(-(std::int64_t{1} << 39), std::int64_t{1} << 39);
  entry.stamp.recorded.s = entry.stamp.at.s + *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000'000);
  any_value(entry.stamp.by);
  any_value(entry.stamp.actor);
  entry.previous = any_number<std::uint64_t>();
  return entry;
}

inline bool same(const Event& a, const Event& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&](const auto& x) {
        const auto& y = std::get<std::decay_t<decltype(x)>>(b);
        bool equal = true;
        boost::pfr::for_each_field(x, [&](const auto& field, std::size_t i) {
          std::size_t j = 0;
          boost::pfr::for_each_field(y, [&](const auto& other) {
            if (j++ != i) return;
            if constexpr (std::is_same_v<decltype(field), decltype(other)>) equal = equal && field == other;
          });
        });
        return equal;
      },
      a);
}

inline bool same(const Entry& a, const Entry& b) {
  return same(a.event, b.event) && a.stamp == b.stamp && a.previous == b.previous;
}

}  // namespace vuoro::core::testing
