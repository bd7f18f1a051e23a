#include "core/codec.hpp"

#include <boost/pfr/core.hpp>
#include <utility>

#include "core/wire.hpp"

namespace vuoro::core {

namespace {

struct Bytes {
  std::vector<std::byte>& out;
  void put(std::byte b) { out.push_back(b); }
};

constexpr std::uint64_t kinds = std::variant_size_v<Event>;

template <std::size_t... I>
Event empty_event(std::size_t kind, std::index_sequence<I...>) {
  Event event;
  static_cast<void>(((kind == I && (event.emplace<I>(), true)) || ...));
  return event;
}

}  // namespace

void encode(const Entry& entry, std::vector<std::byte>& out) {
  Bytes bytes{out};
  wire::Writer<Bytes> w(bytes);
  w.number(entry.event.index());
  w.number(static_cast<std::uint64_t>(entry.stamp.actor));
  w.value(entry.stamp.at);
  w.whole(entry.stamp.recorded.s - entry.stamp.at.s);
  w.value(entry.stamp.by);
  w.number(entry.previous);
  std::visit(
      [&](const auto& e) { boost::pfr::for_each_field(e, [&](const auto& field) { w.value(field); }); },
      entry.event);
}

Result<Entry> decode(std::span<const std::byte> bytes) {
  wire::Reader r(bytes);
  const std::uint64_t kind = r.number();
  if (!r.ok() || kind >= kinds) return Error{"event-undecodable", "unknown kind of event"};
  Entry entry;
  entry.event = empty_event(kind, std::make_index_sequence<kinds>{});
  r.value(entry.stamp.actor);
  r.value(entry.stamp.at);
  const std::int64_t later = r.whole();
  // Instants of the calendar fit 33 bits; beyond that it is no event of ours, and sums could overflow.
  constexpr std::int64_t limit = std::int64_t{1} << 40;
  if (later > limit || later < -limit || entry.stamp.at.s > limit || entry.stamp.at.s < -limit) r.fail();
  entry.stamp.recorded.s = r.ok() ? entry.stamp.at.s + later : 0;
  r.value(entry.stamp.by);
  entry.previous = r.number();
  std::visit([&](auto& e) { boost::pfr::for_each_field(e, [&](auto& field) { r.value(field); }); },
             entry.event);
  if (!r.ok() || !r.at_end()) return Error{"event-undecodable", "the event's fields do not fit its kind"};
  return entry;
}

}  // namespace vuoro::core
