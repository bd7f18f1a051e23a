#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "linear/linearize.hpp"

namespace vuoro::linear {

enum class SlotAct : std::uint8_t {
  take,   ///< A step books or holds a place; one that has it keeps it.
  leave,  ///< A step gives up the place that it has.
  drop,   ///< A step gives up the place, if it has it (it moved elsewhere).
  block,  ///< The unit takes the slot off the lists; nobody has it any more.
  look,   ///< Whether a step has a place.
  see,    ///< The slot is shown to a step as one that it can have.
  read    ///< Who all have one.
};

enum class SlotSaid : std::uint8_t {
  ok,        ///< Of `look`: it has one.
  full,      ///< Refused: others have every place.
  blocked,   ///< Refused: off the lists.
  not_there  ///< `leave` refused, or `look`: the step has none.
};

using Steps = std::vector<std::uint32_t>;  ///< In order.

/// A slot of a timetable, one place for one step: whoever is told "ok" has a place, nobody else.
struct SlotModel {
  struct State {
    std::uint32_t capacity = 1;
    bool blocked = false;
    Steps steps;
    bool operator==(const State&) const = default;
  };
  struct Operation {
    SlotAct act{};
    std::uint32_t step = 0;
    SlotSaid said = SlotSaid::ok;  ///< Of an unknown call: not used.
    Steps all;                     ///< Of `read`.
    bool blocked = false;          ///< Of `read`.
  };
  struct Hash {
    std::size_t operator()(const State& s) const {
      std::uint64_t h = s.blocked ? 1 : 2;
      for (const std::uint32_t step : s.steps) h = (h ^ step) * 0x100000001b3ULL;
      return h;
    }
  };

  static bool pure(const Operation& o) {
    return o.act == SlotAct::look || o.act == SlotAct::see || o.act == SlotAct::read ||
           o.said != SlotSaid::ok;
  }

  static std::optional<State> after(const State& s, const Operation& o) {
    const bool there = std::binary_search(s.steps.begin(), s.steps.end(), o.step);
    switch (o.act) {
      case SlotAct::take:
        return taken(s, o, there);
      case SlotAct::leave:
      case SlotAct::look:
        if (there != (o.said == SlotSaid::ok)) return std::nullopt;
        return there && o.act == SlotAct::leave ? without(s, o.step) : s;
      case SlotAct::drop:
        return there ? without(s, o.step) : s;
      case SlotAct::see:
        if (s.blocked || (!there && s.steps.size() >= s.capacity)) return std::nullopt;
        return s;
      case SlotAct::block:
        return State{s.capacity, true, {}};
      case SlotAct::read:
        break;
    }
    if (s.steps != o.all || s.blocked != o.blocked) return std::nullopt;
    return s;
  }

  static std::optional<State> effect(const State& s, Operation o) {
    o.said = SlotSaid::ok;
    if (o.act == SlotAct::look || o.act == SlotAct::see || o.act == SlotAct::read) return std::nullopt;
    auto next = after(s, o);
    if (next && *next == s) next.reset();
    return next;
  }

 private:
  static std::optional<State> taken(const State& s, const Operation& o, bool there) {
    const bool room = there || s.steps.size() < s.capacity;
    const SlotSaid said = s.blocked ? SlotSaid::blocked : room ? SlotSaid::ok : SlotSaid::full;
    if (said != o.said) return std::nullopt;
    if (said != SlotSaid::ok || there) return s;
    State next = s;
    next.steps.insert(std::lower_bound(next.steps.begin(), next.steps.end(), o.step), o.step);
    return next;
  }
  static State without(const State& s, std::uint32_t step) {
    State next = s;
    std::erase(next.steps, step);
    return next;
  }
};

using SlotCall = Call<SlotModel::Operation>;

/// A history of a slot that was free and on the lists when it began.
inline Finding check_slot(const std::vector<SlotCall>& calls, std::uint32_t capacity,
                          std::uint64_t most = 10'000'000) {
  return linearize<SlotModel>(calls, {capacity, false, {}}, most);
}

}  // namespace vuoro::linear
