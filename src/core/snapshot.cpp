#include "core/snapshot.hpp"

#include <xxhash.h>

#include <algorithm>
#include <boost/pfr/core.hpp>
#include <memory>

#include "core/county_tables.hpp"
#include "core/navigators.hpp"
#include "core/notice_rules.hpp"
#include "core/segments.hpp"
#include "core/timetable.hpp"
#include "core/wire.hpp"

namespace vuoro::core {

namespace {

struct Collected {
  std::vector<std::byte> bytes;
  void put(std::byte b) { bytes.push_back(b); }
};

/// Feeds XXH3 in pieces so that hashing needs no copy of the State.
class Hashed {
 public:
  Hashed() : state_(XXH3_createState(), &XXH3_freeState) {
    if (!state_) throw std::bad_alloc();
    XXH3_128bits_reset(state_.get());
  }
  void put(std::byte b) {
    buffer_[size_++] = b;
    if (size_ == buffer_.size()) flush();
  }
  StateHash digest() {
    flush();
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_.get()));
    StateHash out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::byte>(canonical.digest[i]);
    return out;
  }

 private:
  void flush() {
    XXH3_128bits_update(state_.get(), buffer_.data(), size_);
    size_ = 0;
  }
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
  std::array<std::byte, 65536> buffer_{};
  std::size_t size_ = 0;
};

template <class Sink, class Row>
void write_rows(wire::Writer<Sink>& w, const Table<Row>& table) {
  w.number(table.size());
  for (const auto& chunk : table.chunks()) {
    for (const Row& row : chunk) boost::pfr::for_each_field(row, [&](const auto& field) { w.value(field); });
  }
}

template <class Sink, class Map>
void write_map(wire::Writer<Sink>& w, const Map& map) {
  w.number(map.size());
  for (const auto& [key, value] : map) {
    w.number(key);
    if constexpr (std::is_class_v<typename Map::mapped_type>) {
      boost::pfr::for_each_field(value, [&](const auto& field) { w.value(field); });
    } else {
      w.number(value);
    }
  }
}

template <class Sink>
void write(Sink& sink, const Tables& t) {
  wire::Writer<Sink> w(sink);
  w.number(t.seq);
  for (const Terms& terms : t.terms) {
    w.number(terms.texts.size());
    for (const std::string& text : terms.texts) w.text(text);
  }
  w.number(t.limits.size());
  for (const LimitRow& row : t.limits)
    boost::pfr::for_each_field(row, [&](const auto& field) { w.value(field); });
  write_rows(w, t.persons);
  write_rows(w, t.matters);
  write_rows(w, t.promises);
  write_rows(w, t.steps);
  write_rows(w, t.gaps);
  write_map(w, t.counted_from);
  write_map(w, t.due_before_extension);
  write_map(w, t.extended_for);
  write_map(w, t.age_assumed);
  write_map(w, t.reopened);
  write_map(w, t.open_offers);
  write_rows(w, t.slots);
  write_map(w, t.places);
  write_rows(w, t.consultations);
  write_map(w, t.consulted);
  write_map(w, t.returned);
  write_map(w, t.unused);
  write_map(w, t.joined_into);
  write_map(w, t.earlier);
  write_map(w, t.sessions);
  write_rows(w, t.calls);
  write_map(w, t.call_tries);
  write_map(w, t.tries);
  write_map(w, t.callbacks);
  write_map(w, t.untold);
  write_rows(w, t.notices);
  write_map(w, t.needs);
  write_map(w, t.calendars);
  write_map(w, t.threads);
  write_map(w, t.chats);
  write_rows(w, t.tickets);
  write_map(w, t.navigator_uses);
  write_map(w, t.kept_answers);
  write_map(w, t.county_tables);
  write_map(w, t.table_versions);
  write_map(w, t.draft_writers);
  write_map(w, t.advice);
  write_rows(w, t.decided);
  write_map(w, t.segment_of);
  write_map(w, t.own_contacts);
  write_map(w, t.led_by);
}

template <class Row>
void read_row(wire::Reader& r, Row& row) {
  boost::pfr::for_each_field(row, [&](auto& field) { r.value(field); });
}

template <class Row>
void read_rows(wire::Reader& r, Table<Row>& table) {
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) {
    Row row;
    read_row(r, row);
    table.push(row);
  }
}

template <class Map>
void read_map(wire::Reader& r, Map& map) {
  typename Map::key_type above = 0;
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) {
    typename Map::key_type key = 0;
    typename Map::mapped_type value{};
    r.value(key);
    if constexpr (std::is_class_v<typename Map::mapped_type>) {
      read_row(r, value);
    } else {
      r.value(value);
    }
    if (key <= above) r.fail();
    map.emplace_hint(map.end(), key, value);
    above = key;
  }
}

void read_terms(wire::Reader& r, Terms& terms) {
  const std::uint64_t size = r.number();
  if (size >= UINT16_MAX) r.fail();
  for (std::uint64_t n = 1; n <= size && r.ok(); ++n) {
    terms.texts.emplace_back(r.text());
    if (!terms.numbers.emplace(terms.texts.back(), static_cast<std::uint16_t>(n)).second) r.fail();
  }
}

/// Whether every person's list of matters ends: no matter stands in two lists or twice in one.
bool persons_matters_hold(const Tables& t) {
  std::vector<bool> seen(t.matters.size() + 1);
  for (std::uint32_t n = 1; n <= t.persons.size(); ++n) {
    for (MatterId m = t.persons[n].last_matter; m; m = t.matters[m.n].older_of_person) {
      if (!t.matters.has(m.n) || seen[m.n]) return false;
      seen[m.n] = true;
    }
  }
  return true;
}

/// The same for what belongs to few matters.
bool hands_hold(const Tables& t) {
  for (std::uint32_t n = 1; n <= t.consultations.size(); ++n) {
    const ConsultationRow& row = t.consultations[n];
    if (!t.matters.has(row.matter.n) || row.older.n >= n) return false;
  }
  const auto matters = [&](const auto& map) {
    return std::ranges::all_of(map, [&](const auto& entry) { return t.matters.has(entry.first); });
  };
  return matters(t.consulted) && matters(t.returned) && matters(t.unused) && matters(t.joined_into) &&
         std::ranges::all_of(t.consulted,
                             [&](const auto& entry) { return t.consultations.has(entry.second); }) &&
         std::ranges::all_of(t.joined_into, [&](const auto& entry) { return t.matters.has(entry.second); });
}

/// Whether every link leads to a row, and every list only to older ones: nothing that walks them can fall off
/// the end or run for ever.
bool links_hold(const Tables& t) {
  const auto within = [](auto id, std::size_t size) { return id.n <= size; };
  for (std::uint32_t n = 1; n <= t.matters.size(); ++n) {
    const MatterRow& m = t.matters[n];
    if (!within(m.person, t.persons.size()) || !within(m.first_promise, t.promises.size()) ||
        !within(m.promise_mark, t.promises.size()) || !within(m.first_step, t.steps.size()) ||
        !within(m.older_of_person, t.matters.size()) ||
        m.last_action > static_cast<unsigned>(Action::name_contact) ||
        static_cast<bool>(m.offered_to) != t.open_offers.contains(n)) {
      return false;
    }
  }
  for (std::uint32_t n = 1; n <= t.promises.size(); ++n) {
    const PromiseRow& p = t.promises[n];
    if (!t.matters.has(p.matter.n) || p.older.n >= n || p.limit < 1 || p.limit > t.limits.size())
      return false;
  }
  for (std::uint32_t n = 1; n <= t.steps.size(); ++n) {
    if (!t.matters.has(t.steps[n].matter.n) || t.steps[n].older.n >= n) return false;
  }
  for (const auto& [step, row] : t.earlier) {
    if (!t.steps.has(step) || ended(t.steps[step].state) || row.offered > 1) return false;
  }
  for (const auto& [step, row] : t.sessions) {
    if (!t.steps.has(step) || !t.steps.has(row.first.n) || row.first.n > step ||
        t.steps[step].matter != t.steps[row.first.n].matter)
      return false;
  }
  return persons_matters_hold(t) && hands_hold(t);
}

/// The list of live chats follows from the chats: false when a conversation is about no open matter.
bool rebuild_chats(Tables& t) {
  for (const auto& [matter, thread] : t.threads) {
    if (!t.matters.has(matter) || thread.last_seq > t.seq) return false;
  }
  for (const auto& [matter, chat] : t.chats) {
    if (!t.matters.has(matter)) return false;
    if (chat.live()) t.live_chats.insert(MatterId{matter});
  }
  return true;
}

/// The lists of walk-in numbers follow from the rows: false when a number is not the next of its day, or two
/// of a matter are live.
bool rebuild_tickets(Tables& t) {
  for (std::uint32_t n = 1; n <= t.tickets.size(); ++n) {
    const TicketRow& row = t.tickets[n];
    if (!t.matters.has(row.matter.n) || row.team.n == 0 || row.team.n >= t.queues.size()) return false;
    TicketId& newest = t.ticket_days[ticket_day(row.team, row.day)];
    if (row.older != newest || row.number != (newest ? t.tickets[newest.n].number + 1 : 1)) return false;
    newest = TicketId{n};
    TicketId& of_matter = t.ticket_of[row.matter.n];
    if (of_matter && !ended(t.tickets[of_matter.n].state)) return false;
    of_matter = TicketId{n};
    if (!ended(row.state)) t.live_tickets.insert(TicketId{n});
  }
  return true;
}

/// The list of steps that wait for a time follows from the steps.
void rebuild_waiting(Tables& t) {
  for (std::uint32_t n = 1; n <= t.steps.size(); ++n) {
    const StepRow& s = t.steps[n];
    if (t.waiting.size() <= s.service.n) t.waiting.resize(s.service.n + std::size_t{1});
    if (s.state == StepState::proposed) t.waiting[s.service.n].insert(StepId{n});
  }
}

/// The lists of calls follow from the rows: false when a row names what is not there.
bool rebuild_calls(Tables& t) {
  for (std::uint32_t n = 1; n <= t.calls.size(); ++n) {
    const CallRow& c = t.calls[n];
    if (!t.call_numbers.emplace(std::pair{c.key_high, c.key_low}, CallId{n}).second) return false;
    if (c.matter.n > t.matters.size() || (c.matter && !c.asked)) return false;
    if (c.matter) t.calls_of.insert(place_key(c.matter, CallId{n}));
  }
  for (const auto& [key, result] : t.call_tries) {
    if (!t.calls.has(key >> 32) || result == 0 || result > static_cast<std::uint8_t>(TryResult::reached))
      return false;
  }
  for (const auto& [key, row] : t.tries) {
    if (!t.matters.has(key >> 32) || row.call.n > t.calls.size()) return false;
  }
  for (const auto& [matter, row] : t.callbacks) {
    if (!t.matters.has(matter)) return false;
    if (row.caller != 0) t.callers[row.caller] = MatterId{matter};  // in order: the newest stays
  }
  return true;
}

/// The queues follow from the rows: false when a row names a team that does not exist.
bool rebuild_queues(Tables& t) {
  const std::size_t teams = t.of(TermKind::team).texts.size() + 1;
  t.queues.resize(teams);
  t.offers.resize(teams);
  t.asked.resize(teams);
  for (const auto& [matter, into] : t.joined_into)
    t.duplicates.insert(place_key(MatterId{into}, MatterId{matter}));
  for (std::uint32_t n = 1; n <= t.consultations.size(); ++n) {
    const ConsultationRow& row = t.consultations[n];
    if (row.to.n == 0 || row.to.n >= teams) return false;
    if (!row.ended) t.asked[row.to.n].insert(asked_key(row.asked, ConsultationId{n}));
  }
  for (std::uint32_t n = 1; n <= t.matters.size(); ++n) {
    const MatterRow& m = t.matters[n];
    if (m.team.n == 0 || m.team.n >= teams || m.offered_to.n >= teams) return false;
    if (m.status != MatterStatus::open) continue;
    t.queues[m.team.n].insert(queue_key(m.queue_due, MatterId{n}));
    if (m.offered_to) t.offers[m.offered_to.n].insert(queue_key(m.queue_due, MatterId{n}));
  }
  return true;
}

/// The lists about notices follow from the rows: false when a link leads nowhere.
bool rebuild_notices(Tables& t) {
  for (std::uint32_t n = 1; n <= t.steps.size(); ++n) {
    if (t.steps[n].state == StepState::booked) t.visits.insert(queue_key(t.steps[n].begin, MatterId{n}));
  }
  for (std::uint32_t n = 1; n <= t.notices.size(); ++n) {
    const NoticeRow& row = t.notices[n];
    if (!t.matters.has(row.matter.n) || (row.step && !t.steps.has(row.step.n))) return false;
    NoticeId& newest = t.notices_of[row.matter.n];
    if (row.older != newest) return false;
    newest = NoticeId{n};
    if (!ended(row.state)) t.unfinished.insert(NoticeId{n});
  }
  for (const auto& [key, row] : t.untold) {
    const std::uint32_t step = notice_rules::step_of_untold(key).n;
    if (!t.matters.has(static_cast<std::uint32_t>(key >> 32)) || (step != 0 && !t.steps.has(step)))
      return false;
  }
  const auto known = [&](const auto& map) {
    return std::ranges::all_of(map, [&](const auto& entry) { return t.matters.has(entry.first); });
  };
  return known(t.needs) && known(t.calendars);
}

}  // namespace

std::vector<std::byte> write_snapshot(const State& state) {
  Collected sink;
  write(sink, Access::tables(state));
  return std::move(sink.bytes);
}

Result<State> read_snapshot(std::span<const std::byte> bytes) {
  State state;
  Tables& t = Access::tables(state);
  wire::Reader r(bytes);
  t.seq = r.number();
  for (Terms& terms : t.terms) read_terms(r, terms);
  for (std::uint64_t n = r.number(); n > 0 && r.ok(); --n) read_row(r, t.limits.emplace_back());
  read_rows(r, t.persons);
  read_rows(r, t.matters);
  read_rows(r, t.promises);
  read_rows(r, t.steps);
  read_rows(r, t.gaps);
  read_map(r, t.counted_from);
  read_map(r, t.due_before_extension);
  read_map(r, t.extended_for);
  read_map(r, t.age_assumed);
  read_map(r, t.reopened);
  read_map(r, t.open_offers);
  read_rows(r, t.slots);
  read_map(r, t.places);
  read_rows(r, t.consultations);
  read_map(r, t.consulted);
  read_map(r, t.returned);
  read_map(r, t.unused);
  read_map(r, t.joined_into);
  read_map(r, t.earlier);
  read_map(r, t.sessions);
  read_rows(r, t.calls);
  read_map(r, t.call_tries);
  read_map(r, t.tries);
  read_map(r, t.callbacks);
  read_map(r, t.untold);
  read_rows(r, t.notices);
  read_map(r, t.needs);
  read_map(r, t.calendars);
  read_map(r, t.threads);
  read_map(r, t.chats);
  read_rows(r, t.tickets);
  read_map(r, t.navigator_uses);
  read_map(r, t.kept_answers);
  read_map(r, t.county_tables);
  read_map(r, t.table_versions);
  read_map(r, t.draft_writers);
  read_map(r, t.advice);
  read_rows(r, t.decided);
  read_map(r, t.segment_of);
  read_map(r, t.own_contacts);
  read_map(r, t.led_by);
  if (!r.ok() || !r.at_end() || !links_hold(t) || !rebuild_queues(t) || !timetable::rebuild(t) ||
      !rebuild_calls(t) || !rebuild_notices(t)) {
    return Error{"snapshot-undecodable", "the snapshot's bytes are not a State of this format"};
  }
  if (!rebuild_chats(t)) return Error{"snapshot-undecodable", "a conversation is about no matter"};
  if (!rebuild_tickets(t)) return Error{"snapshot-undecodable", "a walk-in list does not count from 1"};
  if (!navigators_hold(t)) return Error{"snapshot-undecodable", "a navigator that nobody defined"};
  if (!county_tables_hold(t)) return Error{"snapshot-undecodable", "a table that nobody published"};
  if (!segments_hold(t)) return Error{"snapshot-undecodable", "a segment that nobody decided"};
  rebuild_waiting(t);
  return state;
}

StateHash hash_of(const State& state) {
  Hashed sink;
  write(sink, Access::tables(state));
  return sink.digest();
}

}  // namespace vuoro::core
