#pragma once

#include "core/setting.hpp"
#include "core/state.hpp"

/// Who else has to do with a matter besides its holder: receivers of offers and asked colleagues.
namespace vuoro::core {

/// When the open offer comes back by itself: at the end of the county's working days, but before the soonest
/// promise is at risk. Precondition: the matter is on offer.
[[nodiscard]] Instant lapse_at(const Tables& t, const Setting& setting, MatterId matter);

/// Calls visit(ConsultationId, const ConsultationRow&) for the matter's consultations, newest first.
template <class Visit>
void for_each_question(const Tables& t, MatterId matter, Visit visit) {
  const auto newest = t.consulted.find(matter.n);
  if (newest == t.consulted.end()) return;
  for (ConsultationId id{newest->second}; id; id = t.consultations[id.n].older)
    visit(id, t.consultations[id.n]);
}

}  // namespace vuoro::core
