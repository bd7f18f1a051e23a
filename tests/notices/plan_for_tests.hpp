#pragma once

#include "content/notices.hpp"
#include "core/notices.hpp"
#include "core/world.hpp"
#include "notices/due.hpp"
#include "rights/gate.hpp"

namespace vuoro::notices::testing {

/// Everything goes out, at night too; two reminders.
inline content::NoticePlan plan_for_tests() {
  content::NoticePlan plan;
  plan.phone = {"09 000", "09 000", "09 000"};
  plan.link = {"https://example.fi/fi", "https://example.fi/sv", "https://example.fi/en"};
  plan.other = {promises::Language::fi, promises::Language::en};
  for (const char* kind : {"time_offered", "booked", "moved", "cancelled_by_unit", "cancelled_by_person"})
    plan.rules.push_back({kind, true, {}});
  plan.rules.push_back({"reminder", true, {72, 24}});
  return plan;
}

/// A round on the world's State at its time.
inline constexpr Channels every_channel{core::NoticeChannel::email, core::NoticeChannel::sms};

inline Round round_of(const core::testing::World& w, const content::NoticePlan& plan, std::size_t most = 1000,
                      Channels open = every_channel) {
  const Viewer viewer = rights::Gate::operations();
  return due(core::Notices(w.state, viewer), plan, w.now, open, most);
}

}  // namespace vuoro::notices::testing
