#pragma once

#include <cstring>
#include <string>

#include "ledger/types.hpp"

namespace vuoro::ledger {

/// How many events the batch starting at this event has: 1 … 40, so that batches span several pages now and
/// then.
inline std::uint32_t batch_size(Seq first) {
  return static_cast<std::uint32_t>(1 + (first * 7919) % 40);
}

inline std::string body_of(Seq first, Seq seq) {
  return "batch " + std::to_string(first) + " event " + std::to_string(seq) + std::string(seq % 90, '.');
}

inline std::array<std::byte, 16> request_key(Seq first) {
  std::array<std::byte, 16> key{};
  std::memcpy(key.data(), &first, sizeof first);
  return key;
}

/// What a writer that erases says before the number of the batch whose secret is gone.
inline constexpr std::uint64_t erased_mark = std::uint64_t{1} << 63U;

/// The document of no matter that such a writer adds to the batch.
inline DocumentId secret_of(Seq first) {
  return DocumentId{(std::uint64_t{1} << 40U) + first};
}
inline std::string secret_text(Seq first) {
  return "secret " + std::to_string(first) + std::string(first * 131 % 9000, '*');
}

/// The one batch that can follow event first-1: whoever knows `first` knows all of it.
inline void fill(Batch& batch, Seq first) {
  batch.clear();
  const std::uint32_t count = batch_size(first);
  for (Seq seq = first; seq < first + count; ++seq) {
    const std::string body = body_of(first, seq);
    batch.events.add(std::as_bytes(std::span(body)));
  }
  batch.requests.push_back({request_key(first), request_key(~first), first, count, first, Keep::forever});
  batch.documents.push_back({DocumentId{first}, MatterId{1}, "document " + std::to_string(first)});
  if (first % 3 == 0) {
    batch.identities.push_back({{Subject::person, static_cast<std::uint32_t>(first), IdentityField::name},
                                "name " + std::to_string(first)});
  }
}

}  // namespace vuoro::ledger
