#include "live/transaction.hpp"

#include <stdexcept>

#include "core/apply.hpp"
#include "core/journal.hpp"

namespace vuoro::live {

namespace {

/// One text beyond the ledger's limit would fail every submission of its batch.
void check_size(const std::string& text) {
  if (text.size() > ledger::max_text_bytes) throw std::length_error("a text is larger than the ledger takes");
}

}  // namespace

Result<std::uint32_t, core::Refusal> Transaction::decide(const core::Command& command,
                                                         const core::Actor& actor) {
  return decide(command, actor, now_);
}

Result<std::uint32_t, core::Refusal> Transaction::decide(const core::Command& command,
                                                         const core::Actor& actor, Instant at) {
  auto decision = core::decide(state_, setting_, command, actor, at);
  if (!decision) return decision.error();
  const core::Stamp stamp{at, now_, actor.staff, actor.kind};
  for (const core::Event& event : decision->events) {
    if (!core::record(state_, event, stamp, bytes_))
      throw std::logic_error("decide() gave an event that does not fit");
    ends_.push_back(bytes_.size());
    events_.push_back(event);
    stamps_.push_back(stamp);
    subjects_.push_back(core::subject_of(state_, event));
  }
  subject_ = decision->subject;
  return subject_;
}

DocumentId Transaction::document(std::string text) {
  check_size(text);
  const DocumentId id{begin_ + 1 + documents_.size()};
  documents_.push_back({id, {}, std::move(text)});
  return id;
}

void Transaction::documents_belong_to(MatterId matter) {
  for (ledger::NewDocument& document : documents_) document.matter = matter;
}

void Transaction::identity(ledger::IdentityKey key, std::string value) {
  check_size(value);
  identities_.push_back({key, std::move(value)});
}

}  // namespace vuoro::live
