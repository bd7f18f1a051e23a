#pragma once

#include "app/open.hpp"

namespace vuoro::app {

/// What only forecasts and plans read (planning.toml, season.toml, capacity.toml): a fault in them stops the
/// start, not the night's forecast. Errors: "content-refused", the faults of the first file that has any.
Status check_forecast_content(const ContentOptions& options, const content::County& county);

}  // namespace vuoro::app
