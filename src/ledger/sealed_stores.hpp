#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/database.hpp"
#include "ledger/keys.hpp"
#include "ledger/types.hpp"

namespace vuoro::ledger {

/// The writing side of documents.db and identities.db. Each row notes the first event of the batch that
/// brought it: rows whose events never became durable are known by it, stay unreadable, and are swept away.
class SealedStores {
 public:
  static Result<SealedStores> on(Database documents, Database identities);

  /// Makes them durable for the batch whose first event will be `first`. On error some may be left: sweep().
  Status append(const Batch& batch, Seq first, const Keys& keys);
  /// Removes what belongs to events after `last`, which are not there.
  Status sweep(Seq last);
  /// Removes documents that belong to no matter, up to event `last`, from the file and from its log.
  Result<Erasure> erase(std::span<const DocumentId> ids, Seq last);
  [[nodiscard]] Database& documents() { return documents_; }
  [[nodiscard]] Database& identities() { return identities_; }

 private:
  SealedStores(Database documents, Database identities)
      : documents_(std::move(documents)), identities_(std::move(identities)) {}
  Status append_documents(const std::vector<NewDocument>& documents, Seq first, const Keys& keys);
  Result<std::uint64_t> delete_documents(std::span<const DocumentId> ids, Seq last);
  Status append_identities(const std::vector<NewIdentity>& identities, Seq first, const Keys& keys);

  Database documents_;
  Database identities_;
  Statement document_;
  Statement identity_;
  bool log_has_erased_ = true;  ///< Perhaps: of a run before this one.
};

/// The newest batch that a store has rows of, as the number of its first event; 0 when empty.
/// A batch later than head+1 proves that events are missing: "ledger-damaged".
Status check_newest_batch(Database& db, const char* table, Seq last_seq);

/// ?1 = id, ?2 = last event that is durable.
inline constexpr const char* document_sql =
    "SELECT id, matter, seq, body FROM documents WHERE id = ?1 AND seq <= ?2";
/// ?1 = subject, ?2 = id, ?3 = field, ?4 = last event that is durable.
inline constexpr const char* identity_sql =
    "SELECT subject, id, field, seq, body FROM identities WHERE subject = ?1 AND id = ?2 AND field = ?3 AND "
    "seq <= ?4"
    " ORDER BY row DESC LIMIT 1";

/// The text of the present row (columns as in document_sql). Errors: "ledger-damaged".
Result<std::string> open_document(const Statement& row, const Keys& keys);
/// The value of the present row (columns as in identity_sql). Errors: "ledger-damaged".
Result<std::string> open_identity(const Statement& row, const Keys& keys);

/// Opens every row up to event `last`; returns how many. Errors: "ledger-damaged", where = "document 7".
Result<std::uint64_t> walk_documents(Database& db, const Keys& keys, Seq last);
Result<std::uint64_t> walk_identities(Database& db, const Keys& keys, Seq last);

}  // namespace vuoro::ledger
