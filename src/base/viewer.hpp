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
enum class Purpose : std::uint8_t { care, steering, publishing, operations, own_matter };

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

 private:
  friend class ViewerIssuer;
  Viewer(Role role, Purpose purpose, StaffId staff, TeamId team, MatterId matter)
      : role_(role), purpose_(purpose), team_(team), staff_(staff), matter_(matter) {}

  Role role_;
  Purpose purpose_;
  TeamId team_;
  StaffId staff_;
  MatterId matter_;
};

/// Makes Viewers, for rights::Gate alone.
class ViewerIssuer {
  friend class rights::Gate;

  /// A resident who has shown the secret of this matter.
  static Viewer resident(MatterId proved) { return {Role::resident, Purpose::own_matter, {}, {}, proved}; }
  /// A member of staff acting for a team. Role::resident and Role::system are not for staff.
  static Viewer staff(StaffId who, Role role, TeamId team, Purpose purpose) {
    return {role, purpose, who, team, {}};
  }
  /// Vuoro itself: checks, backups, timers.
  static Viewer system(Purpose purpose) { return {Role::system, purpose, {}, {}, {}}; }
};

}  // namespace vuoro
