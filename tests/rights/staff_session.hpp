#pragma once

#include "rights/sessions.hpp"

namespace vuoro::rights {

/// Somebody of the staff who has logged in; no team for leads and admins.
inline Session staff_session(Role role, TeamId team = {}) {
  Account account;
  account.staff = StaffId{9};
  account.team = team;
  account.role = role;
  return StaffSession{account};
}

}  // namespace vuoro::rights
