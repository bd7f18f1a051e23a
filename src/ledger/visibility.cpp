#include "ledger/visibility.hpp"

namespace vuoro::ledger {
namespace {

bool may_read_of_matter(const Viewer& viewer, MatterId matter) {
  switch (viewer.role()) {
    case Role::professional:
      return viewer.purpose() == Purpose::care;
    case Role::resident:
      return viewer.purpose() == Purpose::own_matter && viewer.matter() && viewer.matter() == matter;
    case Role::system:
      return viewer.purpose() == Purpose::operations;
    case Role::lead:
    case Role::analyst:
    case Role::admin:
      return false;
  }
  return false;
}

}  // namespace

bool may_read_document(const Viewer& viewer, DocumentId document, MatterId matter) {
  if (viewer.purpose() == Purpose::own_answers) return document && !matter && viewer.document() == document;
  if (viewer.role() == Role::admin && viewer.purpose() == Purpose::publishing)
    return document && !matter && viewer.document() == document;
  return may_read_of_matter(viewer, matter);
}

bool may_read_identity(const Viewer& viewer, const IdentityKey& key) {
  return may_read_of_matter(viewer, key.subject == Subject::matter ? MatterId{key.id} : MatterId{});
}

}  // namespace vuoro::ledger
