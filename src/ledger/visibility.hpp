#pragma once

#include "base/viewer.hpp"
#include "ledger/types.hpp"

namespace vuoro::ledger {

/// Whether this viewer may see this document, of this matter (none: of no matter). Denied unless listed:
/// professionals for care, residents for their own matter, whoever has shown the code of kept answers for
/// that one document, admins for the one draft of a table they look at, the system for operations.
/// The rights room narrows this further (unit, relation, register); it can never widen it.
bool may_read_document(const Viewer& viewer, DocumentId document, MatterId matter);

/// Whether this viewer may see this identity: professionals for care, residents for the contact details that
/// their own matter carries, the system for operations. Leads and analysts never.
bool may_read_identity(const Viewer& viewer, const IdentityKey& key);

}  // namespace vuoro::ledger
