#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"

namespace vuoro::ledger {

/// The number of an event: 1, 2, 3, … without gaps; 0 means "before the first event".
using Seq = std::uint64_t;

/// A link of the hash chain: BLAKE2b-256 over the link before, the event's number and its body.
using Hash = std::array<std::byte, 32>;

/// The largest event body and the largest document or identity value, in bytes.
inline constexpr std::size_t max_event_bytes = std::size_t{1} << 20;
inline constexpr std::size_t max_text_bytes = std::size_t{16} << 20;

/// Event bodies end to end in one buffer, so that adding an event allocates nothing of its own.
/// The ledger never looks inside a body.
class EventBodies {
 public:
  /// Appends one event.
  void add(std::span<const std::byte> body) {
    bytes_.insert(bytes_.end(), body.begin(), body.end());
    ends_.push_back(bytes_.size());
  }
  /// For codecs that write in place: append an event's bytes to buffer(), then end_event().
  [[nodiscard]] std::vector<std::byte>& buffer() { return bytes_; }
  void end_event() { ends_.push_back(bytes_.size()); }

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] bool empty() const { return ends_.empty(); }
  /// Precondition: i < size().
  [[nodiscard]] std::span<const std::byte> operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::span(bytes_).subspan(begin, ends_[i] - begin);
  }
  /// Empties it and keeps the memory for the next batch.
  void clear() {
    bytes_.clear();
    ends_.clear();
  }

 private:
  std::vector<std::byte> bytes_;
  std::vector<std::size_t> ends_;
};

/// Whether an idempotency record may be purged one day (people's retries) or stays (imported rows).
enum class Keep : std::uint8_t { some_days, forever };

/// What a request with an idempotency key brought about; written in the same transaction as its events.
struct Request {
  /// Chosen by who asks. Keys that grow with time or row number (UUIDv7) touch the fewest pages.
  std::array<std::byte, 16> key{};
  std::array<std::byte, 16>
      fingerprint{};          ///< hash of the content: the same key with another content is refused
  Seq first_seq = 0;          ///< its first event; any value when events == 0
  std::uint32_t events = 0;   ///< how many events it made
  std::uint64_t subject = 0;  ///< what the answer was about, for example the matter's number
  Keep keep = Keep::some_days;

  friend bool operator==(const Request&, const Request&) = default;
};

/// A text to be kept encrypted. The text may hold any bytes, NUL included.
struct NewDocument {
  DocumentId id;
  MatterId matter =
      {};  ///< whose matter it belongs to: lets the resident of that matter read it; none: no resident
  std::string text;
};

/// What an identity is of. A matter may have contact details without anybody being named.
enum class Subject : std::uint8_t { person = 1, matter = 2 };

enum class IdentityField : std::uint8_t {
  name = 1,
  personal_identity_code = 2,
  phone = 3,
  email = 4,
  address = 5,
  other = 6
};

/// Names one piece of identity.
struct IdentityKey {
  Subject subject = Subject::person;
  std::uint32_t id = 0;  ///< PersonId::n or MatterId::n
  IdentityField field = IdentityField::name;

  friend bool operator==(const IdentityKey&, const IdentityKey&) = default;
};

/// A name, identity code or contact detail to be kept encrypted. The newest value counts; empty means none.
struct NewIdentity {
  IdentityKey key;
  std::string value;
};

/// What one append makes durable: everything or nothing.
struct Batch {
  EventBodies events;
  std::vector<NewDocument> documents;
  std::vector<NewIdentity> identities;
  std::vector<Request> requests;

  [[nodiscard]] bool empty() const {
    return events.empty() && documents.empty() && identities.empty() && requests.empty();
  }
  void clear() {
    events.clear();
    documents.clear();
    identities.clear();
    requests.clear();
  }
};

/// What came of erasing documents.
struct Erasure {
  std::uint64_t documents = 0;  ///< How many were there and are not any more.
  /// The store's files have none of their bytes any more. If not, a reader holds an old view of them: ask
  /// again later.
  bool clean = true;
};

/// The whole State as its codec wrote it, right after event `seq`.
struct Snapshot {
  Seq seq = 0;
  Hash head{};
  std::uint32_t format = 0;  ///< the codec's own version; a codec that does not know it replays from event 1
  std::vector<std::byte> state;
};

/// What a check found. `faults` empty means: nothing wrong.
struct CheckReport {
  Seq last_seq = 0;
  Hash head{};
  std::uint64_t events = 0;  ///< events whose chain link was right
  std::uint64_t requests = 0;
  std::uint64_t documents = 0;
  std::uint64_t identities = 0;
  Seq first_bad_event = 0;  ///< 0: none; otherwise `faults` says what is wrong with it
  std::vector<Error> faults;

  [[nodiscard]] bool ok() const { return faults.empty(); }
};

}  // namespace vuoro::ledger
