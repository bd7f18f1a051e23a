#include "app/forecast_content.hpp"

#include <set>

#include "content/planning.hpp"
#include "content/season.hpp"
#include "planner/county_capacity.hpp"

namespace vuoro::app {

Status check_forecast_content(const ContentOptions& options, const content::County& county) {
  const std::filesystem::path pack = options.content / options.pack;
  if (const auto planning = content::load_planning(pack, county); !planning)
    return content::as_error(planning.error());
  if (const auto season = content::load_season(pack); !season) return content::as_error(season.error());
  std::error_code fault;
  if (!std::filesystem::exists(pack / "capacity.toml", fault)) return Unit{};
  std::set<std::string> services;
  for (const auto& service : county.services) services.insert(service.code);
  const auto capacity = planner::load_county_capacity(pack / "capacity.toml", services);
  if (!capacity) return content::as_error(capacity.error());
  return Unit{};
}

}  // namespace vuoro::app
