#pragma once

#include <boost/pfr/core.hpp>
#include <string>
#include <type_traits>

#include "core/state.hpp"

namespace vuoro::core::testing {

template <class T>
std::string shown(const T& v) {
  if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
    return std::to_string(static_cast<long long>(v));
  } else if constexpr (requires { v.years; }) {
    return std::to_string(v.years);
  } else if constexpr (requires { v.bits; }) {
    return std::to_string(v.bits);
  } else if constexpr (requires { v.s; }) {
    return std::to_string(v.s);
  } else {
    return std::to_string(v.n);
  }
}

template <class Row>
std::string line(std::string_view what, std::size_t number, const Row& row) {
  std::string out = std::string(what) + " " + std::to_string(number) + ":";
  boost::pfr::for_each_field(row, [&](const auto& field) { out += " " + shown(field); });
  return out + "\n";
}

/// The matter without its history: who did what last, versions and sequence numbers.
inline MatterRow without_history(MatterRow m) {
  m.changed = {};
  m.last_by = {};
  m.last_action = 0;
  m.last_seq = 0;
  m.version = 0;
  m.promise_mark = {};
  m.pulse = {};
  m.ended_by_last = 0;
  m.last_subject = 0;
  m.first_promise = {};
  m.first_step = {};
  return m;
}

template <class Map>
std::string mark(const Map& map, std::uint32_t key) {
  const auto found = map.find(key);
  return found == map.end() ? " -" : " " + std::to_string(found->second);
}

inline std::string entry(std::string_view what, std::size_t team, std::uint64_t key) {
  return std::string(what) + " " + std::to_string(team) + ": " + std::to_string(due_of(key).s) + " " +
         std::to_string(matter_of(key).n) + "\n";
}

/// What an undone command must leave behind exactly as it found it, in words for a failing test: matters,
/// promises, steps and queues, but no promises entered in error, no withdrawn steps and no history.
inline std::string essence(const State& state) {
  const Tables& t = Access::tables(state);
  std::string out;
  for (std::uint32_t n = 1; n <= t.matters.size(); ++n) {
    out += line("matter", n, without_history(t.matters[n]));
    for (PromiseId p = t.matters[n].first_promise; p; p = t.promises[p.n].older) {
      PromiseRow row = t.promises[p.n];
      if (row.reason == PromiseReason::entered_in_error) continue;
      row.older = {};
      out += line(" promise of limit", row.limit, row);
      out += "  " + mark(t.counted_from, p.n) + mark(t.due_before_extension, p.n) + mark(t.age_assumed, p.n) +
             "\n";
    }
    for (StepId s = t.matters[n].first_step; s; s = t.steps[s.n].older) {
      StepRow row = t.steps[s.n];
      if (row.state == StepState::cancelled) continue;
      row.older = {};
      out += line(" step", s.n, row);
    }
  }
  for (std::size_t team = 0; team < t.queues.size(); ++team) {
    for (const std::uint64_t key : t.queues[team]) out += entry("queue", team, key);
    for (const std::uint64_t key : t.offers[team]) out += entry("offer", team, key);
  }
  return out;
}

}  // namespace vuoro::core::testing
