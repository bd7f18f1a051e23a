#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/studio.hpp"
#include "forms/guide_wording.hpp"
#include "forms/navigator_cases.hpp"

/// What the routes of the studio's guides share: how a guide is opened, shown and judged.
namespace vuoro::api {

/// The guide of the path, or nothing after the refusal was sent (403, 404, 503).
std::optional<StudioTable> studio_guide(Call& call);

/// The bundle of the version in force; nothing when it is none, or cannot be read.
std::optional<forms::GuideBundle> guide_in_force(const Call& call, const StudioTable& guide);
/// The draft's, or without one that of the version in force.
std::optional<forms::GuideBundle> guide_at_hand(const Call& call, const StudioTable& guide);

struct JudgedGuide {
  forms::Faults faults;
  std::optional<forms::Navigator> navigator;
  forms::NavigatorReport run;

  [[nodiscard]] bool good() const { return navigator && run.passed(); }
};
JudgedGuide judge_guide(const Call& call, const std::string& code, const forms::GuideBundle& bundle);

/// {flaws, cases, uncovered, marks}: what keeps the bundle from being published, and what somebody should
/// look at in its texts. `before`: the version in force, none when there is none.
boost::json::object guide_check_json(const Call& call, const std::string& code,
                                     const forms::GuideBundle& bundle, const forms::GuideBundle* before);
/// [{place, kind, about, option, fi, sv, en}]
boost::json::array guide_texts_json(const forms::GuideBundle& bundle);

}  // namespace vuoro::api
