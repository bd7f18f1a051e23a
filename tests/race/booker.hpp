#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "linear/slot.hpp"
#include "race/market.hpp"

namespace vuoro::race {

using linear::SlotAct;
using linear::SlotSaid;
using linear::Tick;

/// One order of all instants that anybody notes. Thread-safe.
class Ticks {
 public:
  Tick next() { return next_.fetch_add(1) + 1; }

 private:
  std::atomic<Tick> next_ = 0;
};

/// What somebody noted about one slot.
struct Note {
  std::uint32_t slot = 0;
  linear::SlotCall call;
  int server =
      -1;  ///< Of an unknown call: which server it was sent to; it cannot happen after that one's end.
};

enum class Deed : std::uint8_t { book, hold, cancel, end_hold, block, look, search };

/// What somebody wants to be done.
struct Wish {
  Deed deed = Deed::look;
  std::size_t matter = 0;  ///< Of the booker's.
  std::size_t step = 0;    ///< Of the matter's.
  std::vector<std::uint32_t> slots;
  std::uint32_t version = 0;  ///< Of the matter.
  std::uint64_t key = 0;
  std::vector<std::uint32_t> slots_had;  ///< Places that it gives up by it, as far as the booker knows.
  Tick invoked = 0;
};

/// How it was answered.
enum class Said : std::uint8_t { done, full, blocked, not_there, changed, other };

struct Place {
  std::uint32_t slot = 0;
  bool held = false;
};
struct StepSeen {
  std::uint32_t id = 0;
  std::vector<Place> places;
};
struct MatterSeen {
  std::uint32_t id = 0;
  std::uint32_t version = 0;
  std::uint32_t person = 0;  ///< 0: none.
  std::vector<StepSeen> steps;
};

/// Somebody who books, moves, holds and cancels for matters that nobody else touches, and notes what the
/// answers say about slots. Knows nothing of how wishes travel. Belongs to one thread.
class Booker {
 public:
  Booker(std::uint64_t number, std::uint64_t seed, Market& market, Ticks& ticks)
      : number_(number), chance_(seed), market_(market), ticks_(ticks) {}

  void add(MatterSeen matter) { matters_.push_back({std::move(matter), false, {}, 0, {}}); }
  [[nodiscard]] std::size_t matters() const { return matters_.size(); }
  [[nodiscard]] const MatterSeen& matter(std::size_t n) const { return matters_[n].seen; }

  Wish next();
  /// The answer; `seen`: the matter as it is now. Slots that a search showed are in `shown`.
  void answered(const Wish& wish, Said said, const MatterSeen* seen,
                const std::vector<std::uint32_t>& shown = {});
  /// Nobody will hear what came of the wish.
  void lost(const Wish& wish, int server);

  /// Steps and slots of single bookings that were acknowledged, with nothing unheard of since.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> sure_of() const;
  /// Nothing more will be asked: notes what may have come about since the last answers.
  void close();

  [[nodiscard]] std::mt19937_64& chance() { return chance_; }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }

 private:
  struct Mine {
    MatterSeen seen;
    bool stale = false;                 ///< Look before the next wish.
    std::vector<std::uint32_t> doubts;  ///< Slots that unheard wishes were about.
    Tick known = 0;                     ///< What is believed was true at some instant after this.
    std::vector<Note> may_leave;        ///< See note_visits: of visits that nobody has heard of.
  };
  Wish of_step(std::size_t matter, std::size_t step);
  Wish block();
  void note(const Wish& wish, std::uint32_t slot, SlotAct act, SlotSaid said, int unknown_at = -1);
  void note_effect(const Wish& wish, int unknown_at);
  void note_visits(const Wish& wish, Said said, Mine& mine, const MatterSeen& seen);
  void note_look(const Wish& wish, Mine& mine, const MatterSeen& seen);

  std::uint64_t number_;
  std::uint64_t asked_ = 0;
  std::mt19937_64 chance_;
  Market& market_;
  Ticks& ticks_;
  Tick returned_ = 0;  ///< Of the answer that is being noted.
  std::vector<Mine> matters_;
  std::vector<Note> notes_;
};

}  // namespace vuoro::race
