#include "exchange/person_book.hpp"

#include <cstring>

#include "exchange/target.hpp"

namespace vuoro::exchange {

std::size_t PersonBook::First8::operator()(const Digest& d) const noexcept {
  std::size_t first = 0;
  std::memcpy(&first, d.data(), sizeof first);
  return first;
}

PersonBook::Entry* PersonBook::meet(const Appointment& row) {
  if (row.person.empty()) return nullptr;
  const Digest key = digest_of({source_, "person", row.person});
  const auto [found, fresh] = entries_.try_emplace(key);
  Entry* const entry = &found->second;
  if (!fresh) return entry;
  entry->key = key;
  // The key is its own fingerprint: a person whose area differs in a later row is still the same person.
  live::Submission registration{live::Once{key, key, ledger::Keep::forever}, {}, {}};
  registration.script = [entry, area = row.area,
                         sex = row.sex](live::Transaction& tx) -> std::optional<core::Refusal> {
    AreaId area_id;
    if (!area.empty()) {
      const auto number = term_number(tx, core::TermKind::area, area);
      if (!number) return number.error();
      area_id = AreaId{*number};
    }
    const core::Actor actor{core::ActorKind::import, {}, {}};
    const auto person = tx.decide(core::RegisterPerson{core::no_birth_day, sex, {}, area_id, {}}, actor);
    if (!person) return person.error();
    entry->number = *person;
    return std::nullopt;
  };
  registration.done = [this, entry](const live::Outcome& outcome) {
    const bool there = outcome.fate == live::Fate::accepted || outcome.fate == live::Fate::repeated;
    // What a failed batch numbered never came to be.
    entry->number = there ? outcome.subject : 0;
    if (outcome.fate != live::Fate::accepted) return;
    ++added_;
    events_ += outcome.events;
  };
  driver_.submit(std::move(registration));
  return entry;
}

PersonId PersonBook::number_of(Entry& entry) {
  if (entry.number == 0) {
    // Registered by an earlier run, and told only at the end of the batch that this row is in, too.
    const auto known = driver_.ledger().find_request(entry.key);
    if (known && known.value()) entry.number = static_cast<std::uint32_t>(known.value()->subject);
  }
  return PersonId{entry.number};
}

}  // namespace vuoro::exchange
