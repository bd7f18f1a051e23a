#include "simulator/errand.hpp"

#include <fmt/format.h>

#include <cstring>
#include <stdexcept>

#include "core/county_tables.hpp"
#include "core/navigators.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"

namespace vuoro::simulator {

namespace {

std::array<std::byte, 16> bytes_of(std::uint64_t a, std::uint64_t b) {
  std::array<std::byte, 16> out{};
  std::memcpy(out.data(), &a, sizeof a);
  std::memcpy(out.data() + sizeof a, &b, sizeof b);
  return out;
}

/// As the desk sees it: the matter must be visible and unchanged since it was looked at.
std::optional<core::Refusal> unchanged(const live::Transaction& tx, const Errand& errand) {
  rights::Account account;
  account.staff = errand.actor.staff;
  account.team = errand.actor.team;
  const auto viewer = rights::Gate::care(rights::StaffSession{account});
  const auto sight = core::View(tx.state(), *viewer).matter(errand.matter);
  if (!sight) return core::Refusal{core::RefusalCode::unknown_matter, errand.matter.n};
  if (sight->row->version != *errand.version)
    return core::Refusal{core::RefusalCode::version_changed, errand.matter.n};
  return std::nullopt;
}

/// Whether the files say something new: if not, nothing follows, so there is no event for a text to go with.
bool installs(const core::State& state, const core::InstallTable& command) {
  const auto tables = core::county_tables(state, rights::Gate::operations());
  for (const core::CountyTable& one : *tables) {
    if (one.table == command.table) return one.row.file_mark != command.mark;
  }
  return true;
}

/// As live::tell_call does, which makes its digests from keys that the simulator has not.
void settle(live::Transaction& tx, MatterId matter, const core::Actor& actor) {
  for (int round = 0; round < 4; ++round) {
    const std::uint64_t at = tx.state().seq();
    const auto settled = tx.decide(core::SettleCallback{matter}, actor);
    if (!settled || tx.state().seq() == at) return;
  }
  throw std::logic_error("a call-back does not come to rest");
}

}  // namespace

live::Once once_of(const Errand& errand) {
  return {bytes_of(errand.number, 1), bytes_of(errand.number, 2), ledger::Keep::some_days};
}

live::Once forged(const Errand& errand) {
  return {bytes_of(errand.number, 1), bytes_of(errand.number, 3), ledger::Keep::some_days};
}

std::optional<core::Refusal> run(live::Transaction& tx, const Errand& errand) {
  if (errand.version) {
    if (auto refusal = unchanged(tx, errand)) return refusal;
  }
  int asides = 0;
  MatterId made;
  for (core::Command command : errand.commands) {
    auto* contact = std::get_if<core::ReceiveContact>(&command);
    auto* message = std::get_if<core::WriteMessage>(&command);
    auto* chat = std::get_if<core::OpenChat>(&command);
    if (contact != nullptr) contact->words = tx.document(errand.words);
    // A bundle may ask more than once: each of its texts is another, so that none can stand for another.
    const std::string aside = fmt::format("aside {} of errand {}", ++asides, errand.number);
    if (auto* question = std::get_if<core::AskColleague>(&command)) question->words = tx.document(aside);
    if (auto* answer = std::get_if<core::AnswerColleague>(&command)) answer->words = tx.document(aside);
    if (auto* kept = std::get_if<core::KeepAnswers>(&command)) {
      // Kept already: nothing follows, so there is no event for a text to go with.
      const bool there = core::kept_answers(tx.state(), rights::Gate::operations(), kept->key).has_value();
      kept->words = there ? DocumentId{1} : tx.document(aside);
    }
    if (auto* drafted = std::get_if<core::DraftTable>(&command)) drafted->words = tx.document(aside);
    if (auto* installed = std::get_if<core::InstallTable>(&command))
      installed->words = installs(tx.state(), *installed) ? tx.document(aside) : DocumentId{1};
    if (message != nullptr && !errand.words.empty()) message->words = tx.document(errand.words);
    if (chat != nullptr && !chat->matter) chat->matter = made;
    const auto decided = tx.decide(command, errand.actor);
    if (!decided) return decided.error();
    if (contact != nullptr) made = MatterId{*decided};
    if (contact != nullptr || message != nullptr) tx.documents_belong_to(MatterId{*decided});
    if (std::holds_alternative<core::TellCall>(command) && *decided != 0)
      settle(tx, MatterId{*decided}, errand.actor);
  }
  if (errand.ending == Ending::thrown_at_last) throw std::runtime_error("a bug in a script");
  if (errand.ending == Ending::refused_at_last) return core::Refusal{core::RefusalCode::no_reason};
  return std::nullopt;
}

}  // namespace vuoro::simulator
