// Compiled with one FAULT_… at a time by tests.cmake: every one but FAULT_none must be refused by the
// compiler.
#include "ledger/ledger.hpp"

using namespace vuoro;

void read(ledger::Ledger& ledger, [[maybe_unused]] const Viewer& viewer) {
#if defined(FAULT_document_without_viewer)
  static_cast<void>(ledger.document(DocumentId{1}));
#elif defined(FAULT_identity_without_viewer)
  static_cast<void>(ledger.identity(ledger::IdentityKey{}));
#elif defined(FAULT_viewer_made_outside)
  static_cast<void>(Viewer(Role::professional, Purpose::care, StaffId{1}, TeamId{1}, MatterId{}));
#elif defined(FAULT_viewer_issued_outside)
  static_cast<void>(ViewerIssuer::system(Purpose::operations));
#elif defined(FAULT_none)
  static_cast<void>(ledger.document(viewer, DocumentId{1}));
  static_cast<void>(ledger.identity(viewer, ledger::IdentityKey{}));
#else
#error "no fault was chosen"
#endif
}
