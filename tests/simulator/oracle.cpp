#include "simulator/oracle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/county_tables.hpp"
#include "core/invariants.hpp"
#include "core/journal.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"
#include "simulator/chance.hpp"
#include "simulator/wishes.hpp"

namespace vuoro::simulator {

namespace {

using ledger::Seq;

template <class... Args>
void hold(bool true_then, fmt::format_string<Args...> otherwise, Args&&... args) {
  if (!true_then) throw Oracle::Fault{fmt::format(otherwise, std::forward<Args>(args)...)};
}

/// The first `count` events of the disk made into a State by the core alone, without the driver.
core::State replayed(const Disk& disk, Seq count) {
  core::State state;
  Instant recorded{};
  for (Seq seq = 1; seq <= count; ++seq) {
    const auto entry = core::decode(disk.events[seq - 1]);
    hold(entry.ok(), "event {} cannot be read", seq);
    hold(entry->stamp.recorded >= recorded, "event {} was recorded before the one before it", seq);
    recorded = entry->stamp.recorded;
    hold(core::replay(state, *entry).ok(), "event {} does not fit", seq);
  }
  return state;
}

}  // namespace

std::uint64_t Oracle::content(Seq first, std::uint32_t events) const {
  Fingerprint print;
  for (Seq seq = first; seq < first + events; ++seq) print.add(disk_.events[seq - 1]);
  return print.value();
}

void Oracle::answered(const Errand& errand, const live::Outcome& outcome) {
  const auto before = done_.find(errand.number);
  switch (outcome.fate) {
    case live::Fate::failed:
      hold(outcome.error.code == "disk-full" || outcome.error.code == "ledger-failed" ||
               (outcome.error.code == "internal" && errand.ending == Ending::thrown_at_last),
           "errand {} failed with {}: {}", errand.number, outcome.error.code, outcome.error.what);
      return;
    case live::Fate::refused:
      hold(before == done_.end(), "errand {} was done, and then refused", errand.number);
      return;
    case live::Fate::key_conflict:
      hold(false, "errand {} met a key conflict with itself", errand.number);
      return;
    case live::Fate::accepted:
      hold(before == done_.end(), "errand {} was done twice", errand.number);
      hold(errand.ending == Ending::kept, "errand {} was to be refused and was done", errand.number);
      break;
    case live::Fate::repeated:
      break;
  }
  hold(outcome.first_seq + outcome.events <= disk_.events.size() + 1,
       "errand {} was answered before it was durable", errand.number);
  const Answered now{outcome.fate, outcome.first_seq, outcome.events, outcome.subject,
                     content(outcome.first_seq, outcome.events)};
  if (before != done_.end()) {
    hold(before->second.first == now.first && before->second.events == now.events &&
             before->second.subject == now.subject,
         "errand {} was answered in two ways", errand.number);
    return;
  }
  done_[errand.number] = now;
  if (!errand.words.empty() && std::holds_alternative<core::ReceiveContact>(errand.commands[0]))
    words_[errand.number] = errand.words;
  if (!errand.words.empty() && std::holds_alternative<core::WriteMessage>(errand.commands[0]))
    messages_[errand.number] = errand.words;
}

void Oracle::forgery_answered(const live::Outcome& outcome) {
  hold(outcome.fate == live::Fate::key_conflict || outcome.fate == live::Fate::failed,
       "a key was taken with another content (fate {})", static_cast<int>(outcome.fate));
}

void Oracle::told(std::span<const live::Told> told) {
  for (const live::Told& event : told) {
    hold(last_told_ == 0 || event.seq == last_told_ + 1, "event {} was told after {}", event.seq, last_told_);
    hold(event.seq <= disk_.events.size(), "event {} was told before it was durable", event.seq);
    last_told_ = event.seq;
  }
}

void Oracle::began(Instant now) {
  hold(now >= now_, "time went back by {} s", now_.s - now.s);
  now_ = now;
}

void Oracle::shown(const core::State& state) {
  if (!based_) {
    base_ = state.seq();
    based_ = true;
  }
  hold(state.seq() == disk_.events.size(), "{} events are shown, {} are durable", state.seq(),
       disk_.events.size());
  shown_seq_ = state.seq();
  shown_hash_ = core::hash_of(state);
  sound(state);
}

void Oracle::unchanged(const core::State& state) const {
  hold(core::hash_of(state) == shown_hash_, "a batch that failed has changed what is shown");
}

Instant Oracle::last_recorded() const {
  if (disk_.events.empty()) return {};
  const auto entry = core::decode(disk_.events.back());
  hold(entry.ok(), "the last event cannot be read");
  return entry->stamp.recorded;
}

void Oracle::restarted(const core::State& state) {
  last_told_ = 0;
  // A process that ends without a trace takes its time with it; what is durable keeps its own.
  now_ = last_recorded();
  hold(disk_.events.size() >= shown_seq_, "{} events were shown, {} are left", shown_seq_,
       disk_.events.size());
  hold(core::hash_of(replayed(disk_, shown_seq_)) == shown_hash_,
       "the State that was shown is not the replayed one");
  const core::State whole = replayed(disk_, disk_.events.size());
  hold(core::hash_of(whole) == core::hash_of(state), "the driver loaded another State than the core replays");
  for (const auto& [number, answered] : done_) kept(number, answered);
  shown(state);
}

void Oracle::kept(std::uint64_t number, const Answered& answered) const {
  hold(answered.first + answered.events <= disk_.events.size() + 1, "errand {} was acknowledged and is lost",
       number);
  hold(content(answered.first, answered.events) == answered.content, "errand {} is not what it was", number);
}

void Oracle::sound(const core::State& state) const {
  const auto broken = core::violations(state, setting_.calendar, 1);
  if (!broken.empty())
    hold(false, "invariant {} broken: {} (matter {})", broken[0].invariant, broken[0].what,
         broken[0].matter.n);
  queues_in_order(state);
}

/// Recounted without State's own keys: each open matter is in its holder's queue and in no other, the one
/// that will miss a promise soonest first.
void Oracle::queues_in_order(const core::State& state) const {
  const auto whole = core::Whole::open(state, rights::Gate::operations());
  std::map<TeamId, std::vector<std::pair<std::int64_t, std::uint32_t>>> wanted;
  for (std::uint32_t n = 1; n <= whole->matters().size(); ++n) {
    const core::MatterRow& m = whole->matters()[n];
    if (m.status != core::MatterStatus::open) continue;
    std::int64_t due = core::no_due.s;
    for (PromiseId p = m.first_promise; p; p = whole->promises()[p.n].older) {
      const core::PromiseRow& promise = whole->promises()[p.n];
      if (promise.state == core::PromiseState::running) due = std::min(due, promise.due.instant().s);
    }
    wanted[m.team].emplace_back(due, n);
  }
  for (std::uint16_t n = 1; n <= teams; ++n) {
    rights::Account account;
    account.staff = StaffId{n * 10U + 1U};
    account.team = TeamId{n};
    const auto viewer = rights::Gate::care(rights::StaffSession{account});
    auto& expected = wanted[TeamId{n}];
    std::sort(expected.begin(), expected.end());
    const auto lines = core::View(state, *viewer).queue(core::QueuePart::all, 0, whole->matters().size() + 1);
    std::vector<std::uint32_t> seen;
    for (const core::QueueLine& line : lines) seen.push_back(line.matter.n);
    std::vector<std::uint32_t> own;
    for (const auto& [due, matter] : expected) own.push_back(matter);
    hold(seen == own, "the queue of team {} is out of order", n);
  }
}

void Oracle::contacts_have_their_words(const core::State& state) const {
  const auto whole = core::Whole::open(state, rights::Gate::operations());
  std::map<std::string, std::uint64_t> documents;
  for (const auto& [id, document] : disk_.documents) {
    hold(documents.emplace(document.text, id).second, "the words of {} are kept twice", document.text);
  }
  for (const auto& [number, words] : words_) {
    const Answered& answer = done_.at(number);
    const auto found = documents.find(words);
    hold(found != documents.end(), "the words of errand {} are lost", number);
    // A bundle's subject is its last command's; the contact's own matter is in its first event.
    const auto entry = core::decode(disk_.events[answer.first - 1]);
    const auto* received = std::get_if<core::ContactReceived>(&entry->event);
    hold(received != nullptr && received->words.n == found->second, "the matter of errand {} has other words",
         number);
    hold(whole->matters()[received->matter.n].words == found->second, "a matter has lost its words");
  }
  std::size_t with_words = 0;
  for (const auto& chunk : whole->matters().chunks()) {
    for (const core::MatterRow& m : chunk) with_words += m.words != 0;
  }
  hold(with_words == words_.size(), "{} matters from {} contacts", with_words, words_.size());
}

/// Whoever asked an exchange to be called back has a matter, so has whom a table found; every other matter
/// without words is a mistake.
void Oracle::callers_have_their_matters(const core::State& state) {
  const auto whole = core::Whole::open(state, rights::Gate::operations());
  std::set<std::uint32_t> asked;
  for (const auto& chunk : whole->calls().chunks()) {
    for (const core::CallRow& call : chunk) {
      hold(!call.asked || call.matter, "a caller's request has no matter");
      if (call.matter) asked.insert(call.matter.n);
    }
  }
  for (std::uint32_t n = 1; n <= whole->matters().size(); ++n) {
    const core::MatterRow& m = whole->matters()[n];
    const bool found = m.channel == core::Channel::outreach && m.person;
    hold(m.words != 0 || asked.contains(n) || found, "matter {} is nobody's request", n);
  }
}

/// Read from the events alone: nobody puts in force what they wrote any of, and versions count from 1.
void Oracle::tables_have_two_people() const {
  std::map<std::uint16_t, std::set<std::uint32_t>> writers;
  std::map<std::uint16_t, std::uint16_t> versions;
  for (const auto& bytes : disk_.events) {
    const auto entry = core::decode(bytes);
    if (const auto* drafted = std::get_if<core::TableDrafted>(&entry->event))
      writers[drafted->table.n].insert(entry->stamp.by.n);
    if (const auto* dropped = std::get_if<core::DraftDropped>(&entry->event))
      writers[dropped->table.n].clear();
    const auto* published = std::get_if<core::TablePublished>(&entry->event);
    if (published == nullptr) continue;
    hold(published->version == ++versions[published->table.n], "a version of a table is missing");
    if (published->mark != 0) continue;
    hold(!writers[published->table.n].contains(entry->stamp.by.n), "a writer put their own table in force");
    writers[published->table.n].clear();
  }
}

void Oracle::found_once_in_half_a_year(const core::State& state) const {
  const auto whole = core::Whole::open(state, rights::Gate::operations());
  std::map<std::uint32_t, Instant> last;
  for (std::uint32_t n = 1; n <= whole->matters().size(); ++n) {
    const core::MatterRow& m = whole->matters()[n];
    if (m.channel != core::Channel::outreach) continue;
    const auto before = last.find(m.person.n);
    hold(before == last.end() || before->second + core::outreach_again <= m.opened.instant(),
         "person {} is sought out twice", m.person.n);
    last[m.person.n] = m.opened.instant();
  }
}

/// What people were told is sent can be read, once and in the order of the ledger, by following the messages
/// back from the newest.
void Oracle::messages_are_there_once(const core::State& state) const {
  std::map<std::uint32_t, std::map<Seq, std::uint64_t>> wanted;
  for (const auto& [number, words] : messages_) {
    const Seq seq = done_.at(number).first;
    const auto entry = core::decode(disk_.events[seq - 1]);
    const auto* message = std::get_if<core::MessageWritten>(&entry->event);
    hold(message != nullptr, "errand {} wrote no message", number);
    const auto kept_words = disk_.documents.find(message->words.n);
    hold(kept_words != disk_.documents.end() && kept_words->second.text == words,
         "the message of errand {} has other words", number);
    hold(kept_words->second.matter == message->matter, "the message of errand {} is another matter's",
         number);
    wanted[message->matter.n][seq] = number;
  }
  const Viewer viewer = rights::Gate::operations();
  const core::View view(state, viewer);
  for (const auto& [matter, messages] : wanted) {
    std::set<Seq> read;
    for (Seq seq = view.conversation(MatterId{matter}).thread.last_seq; seq != 0;) {
      const auto entry = core::decode(disk_.events[seq - 1]);
      const auto* message = std::get_if<core::MessageWritten>(&entry->event);
      hold(message != nullptr && message->matter.n == matter, "the messages of matter {} lead to event {}",
           matter, seq);
      hold(entry->previous < seq, "the messages of matter {} run in a circle", matter);
      if (message->words) read.insert(seq);
      seq = entry->previous;
    }
    std::set<Seq> told;
    for (const auto& [seq, number] : messages) told.insert(seq);
    hold(read == told, "matter {} has {} messages, {} were told to be sent", matter, read.size(),
         told.size());
  }
}

void Oracle::ended(const core::State& state) const {
  std::set<std::pair<Seq, std::uint32_t>> ranges;
  for (const auto& [number, answer] : done_) {
    kept(number, answer);
    if (answer.events != 0) ranges.insert({answer.first, answer.events});
  }
  Seq next = base_ + 1;
  for (const auto& [first, events] : ranges) {
    hold(first == next, "event {} belongs to {} answers", std::min(first, next), first < next ? "two" : "no");
    next = first + events;
  }
  hold(next == disk_.events.size() + 1, "event {} belongs to no answer", next);
  contacts_have_their_words(state);
  callers_have_their_matters(state);
  tables_have_two_people();
  found_once_in_half_a_year(state);
  messages_are_there_once(state);
}

}  // namespace vuoro::simulator
