#include "core/journal.hpp"

#include "core/apply.hpp"

namespace vuoro::core {

namespace {

/// The event before in the same chain; a matter that this event makes has none.
std::uint64_t previous_of(const Tables& t, const Event& event, MatterId matter) {
  if (std::holds_alternative<MessageWritten>(event)) {
    const auto thread = t.threads.find(matter.n);
    return thread == t.threads.end() ? 0 : thread->second.last_seq;
  }
  return t.matters.has(matter.n) ? t.matters[matter.n].last_seq : 0;
}

}  // namespace

bool record(State& state, const Event& event, const Stamp& stamp, std::vector<std::byte>& out) {
  const std::size_t before = out.size();
  const Tables& t = Access::tables(state);
  const MatterId matter = subject_of(state, event);
  encode({event, stamp, previous_of(t, event, matter)}, out);
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
