#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "content/county.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"
#include "demo/figures.hpp"

namespace vuoro::demo {

inline constexpr std::uint16_t nowhere = 0xFFFF;

/// A service of `supplies` as the ledger knows it.
struct Given {
  const Supply* supply = nullptr;
  ServiceId service;
  std::uint16_t minutes = 30;
  core::Mode mode{};
  core::Mode other_mode{};
  std::uint16_t team = nowhere;  ///< Index of the provider; nowhere = the team that holds the matter.
  std::uint16_t next = nowhere;  ///< Index into Places::given.
  bool same_day = false;
  bool implements = false;  ///< A held visit puts a decision into effect.
  bool doctor = false;
  bool dentist = false;
};

/// A need of needs() with its offers as indexes.
struct Asked {
  const Need* need = nullptr;
  std::array<std::uint16_t, 5> offers{};
  std::array<double, 5> shares{};
};

/// The county in the ledger's numbers, so that the story need not look anything up by text.
class Places {
 public:
  /// Errors: "demo-content" when a service of the demo, a team for a sector or the areas are missing.
  static Result<Places, Error> of(const content::County& county, const core::State& state,
                                  const core::Setting& setting);

  [[nodiscard]] std::size_t areas() const { return area_ids_.size(); }
  [[nodiscard]] std::size_t teams() const { return team_ids_.size(); }
  [[nodiscard]] AreaId area(std::size_t i) const { return area_ids_[i]; }
  [[nodiscard]] TeamId team(std::size_t i) const { return team_ids_[i]; }
  [[nodiscard]] const std::string& team_code(std::size_t i) const { return team_codes_[i]; }
  [[nodiscard]] std::uint16_t index_of(TeamId team) const { return team_index_[team.n]; }
  [[nodiscard]] const std::vector<std::uint32_t>& residents() const { return residents_; }
  [[nodiscard]] const std::vector<Given>& given() const { return given_; }
  [[nodiscard]] const std::vector<Asked>& asked() const { return asked_; }
  [[nodiscard]] std::uint16_t given_index(std::string_view service) const;

  /// The desk that a contact from the area comes to.
  [[nodiscard]] std::uint16_t desk(std::size_t area) const { return desks_[area]; }
  /// Who holds a matter of this domain from this area.
  [[nodiscard]] std::uint16_t holder(promises::Domain domain, std::size_t area) const;
  /// Who gives the service when `holder` holds the matter.
  [[nodiscard]] static std::uint16_t provider(const Given& given, std::uint16_t holder) {
    return given.team == nowhere ? holder : given.team;
  }
  [[nodiscard]] bool serves(std::size_t team, std::size_t area) const {
    return team_serves_[team * areas() + area] != 0;
  }

 private:
  std::optional<Error> add_teams(const content::County& county, const core::State& state,
                                 const core::Setting& setting);
  std::optional<Error> add_given(const content::County& county, const core::State& state);
  std::optional<Error> add_asked();

  std::vector<AreaId> area_ids_;
  std::vector<std::uint32_t> residents_;
  std::vector<std::uint16_t> desks_;
  std::vector<TeamId> team_ids_;
  std::vector<std::string> team_codes_;
  std::vector<promises::DomainSet> team_domains_;
  std::vector<std::uint16_t> team_index_;
  std::vector<std::uint8_t> team_serves_;
  std::vector<Given> given_;
  std::vector<Asked> asked_;
};

}  // namespace vuoro::demo
