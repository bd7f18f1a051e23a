#pragma once

#include <string>

#include "twin/no_show.hpp"

namespace vuoro::app {

/// Told against what happened, a point with its 95 % interval for each part of the visits, as SVG. Models
/// with a single part are left out.
std::string calibration_picture(const twin::NoShowReport& report);

}  // namespace vuoro::app
