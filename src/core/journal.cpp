#include "core/journal.hpp"

#include "core/apply.hpp"

namespace vuoro::core {

bool record(State& state, const Event& event, const Stamp& stamp, std::vector<std::byte>& out) {
  const std::size_t before = out.size();
  const Tables& t = Access::tables(state);
  const MatterId matter = subject_of(state, event);
  // A matter that this event makes has no event before it.
  const std::uint64_t previous = t.matters.has(matter.n) ? t.matters[matter.n].last_seq : 0;
  encode({event, stamp, previous}, out);
  if (apply(state, event, stamp)) return true;
  out.resize(before);
  return false;
}

Status replay(State& state, const Entry& entry) {
  if (apply(state, entry.event, entry.stamp)) return Unit{};
  return Error{"event-unfitting", "an event of kind " + std::to_string(entry.event.index()) +
                                      " does not fit the state that the events before it make"};
}

}  // namespace vuoro::core
