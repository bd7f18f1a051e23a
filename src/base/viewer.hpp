#pragma once

#include <cstdint>

#include "base/ids.hpp"

namespace vuoro::rights {
class Gate;
}

namespace vuoro {

/// In what role somebody looks. A role never widens what a purpose allows, nor the other way round.
enum class Role : std::uint8_t { resident, professional, lead, analyst, admin, system };

/// What the looking is for; every read of State, documents or identities states it.
/// `own_answers`: a navigator's answers that somebody without a name kept under a code.
enum class Purpose : std::uint8_t { care, steering, publishing, operations, own_matter, own_answers };

/// Who asks, in what role, for which unit and purpose. Every read of State, documents or identities takes
/// one. It can only be made by ViewerIssuer, and only rights::Gate can reach that: a read nobody has been let
/// in for does not compile. Immutable value; cheap to copy; safe to share between threads.
class Viewer {
 public:
  [[nodiscard]] Role role() const { return role_; }
  [[nodiscard]] Purpose purpose() const { return purpose_; }
  /// The member of staff; none for residents and the system.
  [[nodiscard]] StaffId staff() const { return staff_; }
  /// The unit they act for; none for residents and the system.
  [[nodiscard]] TeamId team() const { return team_; }
  /// The one matter that a resident has proved to be theirs; none for everybody else.
  [[nodiscard]] MatterId matter() const { return matter_; }
  /// The one document whose code they have shown, for Purpose::own_answers, or that they write, for admins
  /// who publish; none for everybody else.
  [[nodiscard]] DocumentId document() const { return document_; }

 private:
  friend class ViewerIssuer;
  Viewer(Role role, Purpose purpose, StaffId staff, TeamId team, MatterId matter, DocumentId document = {})
      : role_(role), purpose_(purpose), team_(team), staff_(staff), matter_(matter), document_(document) {}

  Role role_;
  Purpose purpose_;
  TeamId team_;
  StaffId staff_;
  MatterId matter_;
  DocumentId document_;
};

/// Makes Viewers, for rights::Gate alone.
class ViewerIssuer {
  friend class rights::Gate;

  /// A resident who has shown the secret of this matter.
  static Viewer resident(MatterId proved) { return {Role::resident, Purpose::own_matter, {}, {}, proved}; }
  /// Somebody who has shown the code of these kept answers; none: who is looking for what a code names.
  static Viewer code_holder(DocumentId answers) {
    return {Role::resident, Purpose::own_answers, {}, {}, {}, answers};
  }
  /// Somebody who writes what the county decides by, with the one document of it that they look at.
  static Viewer writer(StaffId who, DocumentId document) {
    return {Role::admin, Purpose::publishing, who, {}, {}, document};
  }
  /// A member of staff acting for a team. Role::resident and Role::system are not for staff.
  static Viewer staff(StaffId who, Role role, TeamId team, Purpose purpose) {
    return {role, purpose, who, team, {}};
  }
  /// Vuoro itself: checks, backups, timers.
  static Viewer system(Purpose purpose) { return {Role::system, purpose, {}, {}, {}}; }
};

}  // namespace vuoro
