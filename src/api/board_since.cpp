#include "api/board_since.hpp"

#include "api/query.hpp"
#include "calendar/zone.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

void count_since(const CallPtr& call, void (*send)(const CallPtr& call, const Viewer& viewer, Day from)) {
  const auto viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  Query query(call->request);
  constexpr int shown_days = 90;
  const Day today = calendar::local_day(call->house.driver.now());
  const Day from = query.day("from").value_or(Day{today.n - shown_days});
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  call->house.workers.run([call, send, viewer = *viewer, from] { send(call, viewer, from); });
}

}  // namespace vuoro::api
