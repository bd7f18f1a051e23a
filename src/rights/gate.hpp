#pragma once

#include <optional>

#include "base/viewer.hpp"
#include "rights/exchanges.hpp"
#include "rights/sessions.hpp"

namespace vuoro::rights {

/// The only place that makes Viewers. Each door is one purpose; who may not pass gets nothing, and without a
/// Viewer no read compiles. Policy, consent, register and audit will stand here; the seam is the signature.
class Gate {
 public:
  /// Care of a team's matters: professionals.
  static std::optional<Viewer> care(const Session& session);
  /// Boards and their rows: leads.
  static std::optional<Viewer> steering(const Session& session);
  /// The county's tables: admins. `document` is the draft they look at.
  static std::optional<Viewer> writing(const Session& session, DocumentId document = {});
  /// One's own matter: a resident who has proved it.
  static std::optional<Viewer> own_matter(const Session& session);
  /// Answers of a navigator kept without a name: for whoever shows their code. `answers` is what the code
  /// named; without it, only what the code names can be looked up.
  static Viewer own_answers(DocumentId answers = {});
  /// A telephone exchange that tells of calls: by its signature, never by a session. It reads nothing.
  /// Errors: "bad-signature" (also for an exchange nobody knows), "stale-request" (rightly signed, but its
  /// time is more than Exchanges::window from ours: a replay, or a clock that is wrong).
  static Result<Exchange> telephone(const Exchanges& exchanges, const SignedRequest& request, Instant now);
  /// Vuoro's own work on this machine: checks, measures at the command line, timers. Never for a request.
  static Viewer operations();
  /// Measures asked for at the command line by whoever may read the ledger's files.
  static Viewer command_line();
};

}  // namespace vuoro::rights
