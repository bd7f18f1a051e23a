#include "tables/groups.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "tables/asked.hpp"

namespace vuoro::tables {
namespace {

using rules::Value;

constexpr std::uint32_t chunk = 4096;  ///< Persons that a thread takes at a time.

/// The inputs of a history in the vocabulary's order, so that nothing is looked up by name for each person.
class Facts {
 public:
  explicit Facts(const core::State& state) {
    numbers_.reserve(often);
    for (std::int64_t n = 0; n < often; ++n) numbers_.push_back(Value::number(n));
    areas_.emplace_back();
    for (std::size_t n = 1; n <= state.term_count(core::TermKind::area); ++n) {
      areas_.push_back(
          Value::string(std::string(state.term_text(core::TermKind::area, static_cast<std::uint16_t>(n)))));
    }
  }

  /// Calls set(input, value) for each.
  template <class Set>
  void tell(const History& h, Set set) {
    set(0, number(h.age));
    set(1, language(h.language));
    set(2, h.area.n < areas_.size() ? areas_[h.area.n] : Value{});
    set(3, Value(h.interpreter == core::Interpreter::yes));
    set(4, number(h.contacts_90));
    set(5, number(h.contacts_365));
    set(6, number(h.unsolved_365));
    set(7, number(h.missed_365));
    set(8, number(h.days_since_contact));
    set(9, number(h.days_since_visit));
    set(10, number(h.open_matters));
    set(11, number(h.longest_open_days));
    set(12, number(h.missed_promises_365));
  }

 private:
  static constexpr std::int64_t often = 1024;

  [[nodiscard]] Value number(std::int32_t n) const {
    if (n == History::unknown) return {};
    return n < often ? numbers_[static_cast<std::size_t>(n)] : Value::number(n);
  }
  const Value& language(core::Language of) {
    const auto [at, added] = languages_.try_emplace(of.n);
    if (added && of.n != 0) at->second = Value::string(of.letters().data());
    return at->second;
  }

  std::vector<Value> numbers_;
  std::vector<Value> areas_;
  std::map<std::uint16_t, Value> languages_;
};

/// One thread's way through the persons.
class Walk {
 public:
  Walk(const core::State& state, const core::Whole& whole, std::span<const Table> tables, Instant now)
      : whole_(whole), as_of_(now), facts_(state) {
    for (std::uint32_t i = 0; i < tables.size(); ++i) {
      const bool asked = tables[i].kind() == Kind::group && tables[i].about().in_force(as_of_.today);
      if (!asked) continue;
      Group& group = groups_.emplace_back(i, tables[i].compiled());
      for (std::size_t row = 0; row < tables[i].rows().size(); ++row)
        group.finds.push_back(tables[i].row_says(row).verdict == "found");
    }
  }

  void person(PersonId id, std::vector<Found>& out) {
    const History history = history_of(whole_, id, as_of_);
    if (history.sought_out) return;
    for (Group& group : groups_) group.asked.start_over();
    facts_.tell(history, [&](std::size_t input, const Value& value) {
      for (Group& group : groups_) group.asked.set(input, value);
    });
    for (Group& group : groups_) {
      const auto rows = group.asked.rows();
      exhausted_ = exhausted_ || group.asked.exhausted();
      if (!rows.empty() && group.finds[rows.front()]) out.push_back({id, group.table, rows.front() + 1});
    }
  }

  [[nodiscard]] bool exhausted() const { return exhausted_; }

 private:
  struct Group {
    Group(std::uint32_t number, const Compiled& compiled) : table(number), asked(compiled) {}
    std::uint32_t table;
    Asked asked;
    std::vector<bool> finds;  ///< By row, from 0.
  };

  const core::Whole& whole_;
  AsOf as_of_;
  Facts facts_;
  std::vector<Group> groups_;
  bool exhausted_ = false;
};

}  // namespace

Result<std::vector<Found>> find_groups(const core::State& state, const Viewer& viewer,
                                       std::span<const Table> tables, Instant now, unsigned threads) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return Error{"not-allowed", "groups are found by the system, leads and analysts"};
  const auto persons = static_cast<std::uint32_t>(whole->persons().size());
  std::vector<std::vector<Found>> by_chunk(persons / chunk + 1);
  std::atomic<std::uint32_t> next = 0;
  std::atomic<bool> exhausted = false;
  const auto work = [&] {
    Walk walk(state, *whole, tables, now);
    for (std::uint32_t c = next++; c < by_chunk.size(); c = next++) {
      const std::uint32_t end = std::min(persons, (c + 1) * chunk);
      for (std::uint32_t n = c * chunk + 1; n <= end; ++n) walk.person(PersonId{n}, by_chunk[c]);
    }
    if (walk.exhausted()) exhausted = true;
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  if (exhausted) return Error{"table-budget", "a group's table takes too many steps"};
  std::vector<Found> out;
  for (const auto& some : by_chunk) out.insert(out.end(), some.begin(), some.end());
  return out;
}

}  // namespace vuoro::tables
