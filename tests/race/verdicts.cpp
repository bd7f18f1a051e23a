#include "race/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace vuoro::race {

namespace {

std::string told(const linear::SlotCall& call) {
  static constexpr const char* acts[] = {"take", "leave", "drop", "block", "look", "see", "read"};
  static constexpr const char* words[] = {"ok", "full", "blocked", "not there"};
  const auto& o = call.operation;
  std::string out =
      fmt::format("  {:>9}–{:<9} {}", call.invoked,
                  call.returned == linear::never ? std::string("?") : std::to_string(call.returned),
                  acts[static_cast<std::size_t>(o.act)]);
  if (o.act == SlotAct::read) {
    out += o.blocked ? " blocked" : "";
    for (const auto step : o.all) out += fmt::format(" {}", step);
    return out + "\n";
  }
  return out + fmt::format(" step {}: {}\n", o.step,
                           call.unknown ? "unknown" : words[static_cast<std::size_t>(o.said)]);
}

/// The history as far as the call that nothing explains; the last thirty lines of it.
std::string story(std::uint32_t slot, std::uint32_t capacity, std::vector<linear::SlotCall> calls,
                  std::size_t at) {
  const Tick end = calls[at].returned;
  std::erase_if(calls, [&](const auto& c) { return c.invoked > end; });
  std::sort(calls.begin(), calls.end(), [](const auto& a, const auto& b) { return a.invoked < b.invoked; });
  std::string out = fmt::format("slot {}, {} places: no order explains these\n", slot, capacity);
  const std::size_t from = calls.size() > 30 ? calls.size() - 30 : 0;
  for (std::size_t n = from; n < calls.size(); ++n) out += told(calls[n]);
  return out;
}

std::uint64_t overlapping(std::vector<linear::SlotCall> calls) {
  std::sort(calls.begin(), calls.end(), [](const auto& a, const auto& b) { return a.invoked < b.invoked; });
  std::uint64_t count = 0;
  Tick latest = 0;
  for (std::size_t n = 0; n < calls.size(); ++n) {
    const bool before = latest > calls[n].invoked;
    const bool after = n + 1 < calls.size() && calls[n + 1].invoked < calls[n].returned;
    count += before || after;
    if (!calls[n].unknown) latest = std::max(latest, calls[n].returned);
  }
  return count;
}

}  // namespace

Verdicts judge(std::vector<Note> notes, const Market& market, const std::map<int, Tick>& ends) {
  std::unordered_map<std::uint32_t, std::vector<linear::SlotCall>> by_slot;
  Verdicts out;
  for (Note& note : notes) {
    const auto& o = note.call.operation;
    out.taken += o.act == SlotAct::take && o.said == SlotSaid::ok && !note.call.unknown;
    out.full += o.said == SlotSaid::full;
    out.seen += o.act == SlotAct::look || o.act == SlotAct::see || o.act == SlotAct::read;
    if (note.call.unknown) {
      ++out.unknown;
      if (const auto end = ends.find(note.server); end != ends.end()) note.call.returned = end->second;
    }
    by_slot[note.slot].push_back(std::move(note.call));
  }
  out.operations = notes.size();
  for (const Slot& slot : market.slots()) {
    const auto found = by_slot.find(slot.id);
    if (found == by_slot.end()) continue;
    const auto finding = linear::check_slot(found->second, slot.capacity);
    ++out.slots;
    out.most_on_a_slot = std::max(out.most_on_a_slot, found->second.size());
    out.configurations += finding.configurations;
    out.overlapping += overlapping(found->second);
    out.gave_up += finding.verdict == linear::Verdict::gave_up;
    if (finding.verdict != linear::Verdict::not_linearizable) continue;
    if (out.illegal++ == 0) out.first = story(slot.id, slot.capacity, found->second, finding.at);
  }
  return out;
}

}  // namespace vuoro::race
