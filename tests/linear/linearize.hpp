#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

/// Whether a history of one object's calls has an order that its sequential rules allow: Wing and Gong's
/// search (1993) with Lowe's just-in-time order and memoised configurations (2017). Histories of many objects
/// are checked one object at a time (Herlihy and Wing 1990, locality).
namespace vuoro::linear {

using Tick = std::uint64_t;
inline constexpr Tick never = std::numeric_limits<Tick>::max();

/// One call. It took effect once, at some instant in (invoked, returned).
template <class Operation>
struct Call {
  Operation operation;
  Tick invoked = 0;
  /// Of an unknown call: when at the latest it can have happened; `never` when nobody can say.
  Tick returned = never;
  bool unknown = false;  ///< Nobody read its answer: it happened once or not at all.
};

enum class Verdict : std::uint8_t { linearizable, not_linearizable, gave_up };

struct Finding {
  Verdict verdict = Verdict::linearizable;
  std::size_t at = 0;                ///< The call that no order explains, or where it gave up.
  std::uint64_t configurations = 0;  ///< Looked at.
};

/// Model: State (equality, Model::Hash), Operation, and
///   after(state, operation): the next state, or nothing when the operation cannot have had its answer then;
///   effect(state, operation): of an unknown one: the next state, or nothing when it would change nothing;
///   pure(operation): whether it never changes any state, so that it may happen as soon as it can.
template <class Model>
class Linearizer {
 public:
  using State = typename Model::State;
  using Operation = typename Model::Operation;
  static constexpr std::size_t most_pending = 64;

  Linearizer(std::span<const Call<Operation>> calls, std::uint64_t most) : calls_(calls), most_(most) {}

  Finding run(State begin) {
    live_.push_back({std::move(begin), 0});
    for (const auto& [tick, is_return, call] : moments()) {
      const bool fine = is_return ? leave(call) : enter(call);
      if (!fine) return {verdict_, call, looked_};
    }
    return {Verdict::linearizable, 0, looked_};
  }

 private:
  struct Moment {
    Tick tick;
    bool is_return;
    std::size_t call;
    auto operator<=>(const Moment&) const = default;
  };
  /// A state that may be, and which of the calls under way have led to it.
  struct Configuration {
    State state;
    std::uint64_t done;
    bool operator==(const Configuration&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Configuration& c) const {
      return typename Model::Hash{}(c.state) ^ (c.done * 0x9e3779b97f4a7c15ULL);
    }
  };

  [[nodiscard]] std::vector<Moment> moments() const {
    std::vector<Moment> all;
    all.reserve(calls_.size() * 2);
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      all.push_back({calls_[i].invoked, false, i});
      if (calls_[i].returned != never) all.push_back({calls_[i].returned, true, i});
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  bool enter(std::size_t call) {
    for (std::size_t place = 0; place < most_pending; ++place) {
      if (((used_ >> place) & 1U) != 0) continue;
      used_ |= std::uint64_t{1} << place;
      pending_[place] = call;
      return true;
    }
    verdict_ = Verdict::gave_up;
    return false;
  }

  [[nodiscard]] std::uint64_t bit_of(std::size_t call) const {
    for (std::size_t place = 0; place < most_pending; ++place) {
      if (((used_ >> place) & 1U) != 0 && pending_[place] == call) return std::uint64_t{1} << place;
    }
    return 0;
  }

  /// Keeps the configurations in which the returning call has happened (an unknown one: or never will).
  bool leave(std::size_t call) {
    const std::uint64_t bit = bit_of(call);
    std::vector<Configuration> next;
    if (calls_[call].unknown) {
      for (const Configuration& c : live_) {
        if ((c.done & bit) == 0) next.push_back(c);
      }
    }
    std::vector<Configuration> work = std::move(live_);
    seen_.clear();
    while (!work.empty()) {
      Configuration c = std::move(work.back());
      work.pop_back();
      if (!seen_.insert(c).second) continue;
      if (++looked_ > most_) {
        verdict_ = Verdict::gave_up;
        return false;
      }
      if ((c.done & bit) != 0) {
        c.done &= ~bit;
        if (std::find(next.begin(), next.end(), c) == next.end()) next.push_back(std::move(c));
      } else {
        grow(c, work);
      }
    }
    used_ &= ~bit;
    live_ = std::move(next);
    verdict_ = Verdict::not_linearizable;
    return !live_.empty();
  }

  /// Everything that can happen next. A pure call that can happen need not wait, and nothing else need be
  /// tried before it.
  void grow(const Configuration& c, std::vector<Configuration>& work) const {
    const std::size_t before = work.size();
    for (std::uint64_t left = used_ & ~c.done; left != 0; left &= left - 1) {
      const auto place = static_cast<std::size_t>(__builtin_ctzll(left));
      const auto& call = calls_[pending_[place]];
      auto state =
          call.unknown ? Model::effect(c.state, call.operation) : Model::after(c.state, call.operation);
      if (!state) continue;
      const bool at_once = !call.unknown && Model::pure(call.operation);
      if (at_once) work.erase(work.begin() + static_cast<std::ptrdiff_t>(before), work.end());
      work.push_back({std::move(*state), c.done | (std::uint64_t{1} << place)});
      if (at_once) return;
    }
  }

  std::span<const Call<Operation>> calls_;
  std::uint64_t most_;
  std::uint64_t used_ = 0;
  std::size_t pending_[most_pending] = {};
  std::vector<Configuration> live_;
  std::unordered_set<Configuration, Hash> seen_;
  std::uint64_t looked_ = 0;
  Verdict verdict_ = Verdict::linearizable;
};

/// Gives up after `most` configurations, or when 64 calls are under way at once. O(calls log calls) when
/// calls seldom overlap; exponential in those that do.
template <class Model>
Finding linearize(std::span<const Call<typename Model::Operation>> calls, typename Model::State begin,
                  std::uint64_t most = 10'000'000) {
  return Linearizer<Model>(calls, most).run(std::move(begin));
}

}  // namespace vuoro::linear
