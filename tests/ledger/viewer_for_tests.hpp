#pragma once

#include "base/viewer.hpp"

namespace vuoro::rights {

/// Stands in for the real Gate in tests of rooms below rights; never link it with src/rights.
class Gate {
 public:
  static Viewer resident(MatterId matter) { return ViewerIssuer::resident(matter); }
  static Viewer staff(Role role, Purpose purpose) {
    return ViewerIssuer::staff(StaffId{1}, role, TeamId{1}, purpose);
  }
  static Viewer system(Purpose purpose) { return ViewerIssuer::system(purpose); }
};

}  // namespace vuoro::rights

namespace vuoro {

inline Viewer care() {
  return rights::Gate::staff(Role::professional, Purpose::care);
}

}  // namespace vuoro
