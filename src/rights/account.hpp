#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/viewer.hpp"

namespace vuoro::rights {

/// A member of staff in one role for one team. Demo mode makes them from the county's teams; a real identity
/// provider takes their place later, behind the same Sessions.
struct Account {
  std::string id;
  Role role = Role::professional;
  StaffId staff;
  TeamId team;  ///< None for leads and admins.
  std::string team_code;
  std::array<std::string, 3> title;  ///< fi, sv, en.
};

}  // namespace vuoro::rights
