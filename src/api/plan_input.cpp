#include "api/plan_input.hpp"

#include <boost/json.hpp>
#include <set>

#include "api/instants.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace json = boost::json;
using content::PlannedChange;

namespace {

constexpr std::size_t longest_code = 60;

/// Reads the changes one by one. A field that cannot be read is not checked.
class ChangesReader {
 public:
  explicit ChangesReader(Call& call) : setting_(call.house.driver.setting()) {
    const auto reading = call.house.driver.read();
    const core::State& state = reading.state();
    codes(state, core::TermKind::team, teams_);
    codes(state, core::TermKind::service, services_);
    team_views_.assign(teams_.begin(), teams_.end());
    service_views_.assign(services_.begin(), services_.end());
    const calendar::OfficeHours office = setting_->calendar.parameters().office;
    places_ = {team_views_, service_views_, calendar::local_day(call.house.driver.now()),
               (office.close_s - office.open_s) / 3600.0};
  }

  std::vector<PlannedChange> read(net::Fields& in) {
    std::vector<PlannedChange> out;
    for (net::Fields& one : in.objects("changes", 1, most_changes)) out.push_back(change(one));
    return out;
  }

 private:
  static void codes(const core::State& state, core::TermKind kind, std::vector<std::string>& out) {
    for (std::uint16_t n = 1; n <= state.term_count(kind); ++n) out.emplace_back(state.term_text(kind, n));
  }

  PlannedChange change(net::Fields& in) {
    wrong_.clear();
    PlannedChange c;
    c.kind = static_cast<content::ChangeKind>(in.choice("kind", {"capacity", "desk", "demand", "digital"}));
    c.unit = static_cast<content::AmountUnit>(in.choice("unit", {"visits_a_week", "hours_a_day", "percent"}));
    c.team = in.optional_text("team", 1, longest_code).value_or("");
    c.service = in.optional_text("service", 1, longest_code).value_or("");
    if (c.team.empty() && in.present("team")) wrong_.insert("team");
    if (c.service.empty() && in.present("service")) wrong_.insert("service");
    c.amount = number(in, "amount", "amount");
    c.from = day(in, "from");
    c.until = day(in, "until");
    if (auto cost = in.optional_object("cost")) {
      c.cost = {number(*cost, "euros", "cost.euros"),
                static_cast<content::CostPer>(cost->choice("per", {"visit", "month"}))};
    }
    for (const content::ChangeFault& fault : content::faults_of(c, places_)) {
      if (wrong_.contains(fault.field)) continue;
      in.fault(fault.field, fault.reason, {{"limit", fault.limit}});
    }
    return c;
  }

  double number(net::Fields& in, std::string_view name, std::string_view field) {
    const json::value* const raw = in.raw(name);
    if (raw != nullptr && raw->is_number()) return raw->to_number<double>();
    in.fault(name, raw == nullptr ? "missing" : "wrong-type");
    wrong_.insert(field);
    return 0;
  }

  std::optional<Day> day(net::Fields& in, std::string_view name) {
    const auto text = in.optional_text(name, 1, 20);
    if (!text || text->empty()) return std::nullopt;
    const auto found = read_day(*text);
    const bool known = found && *found >= calendar::first_known_day && *found < calendar::last_known_day;
    if (known) return found;
    in.fault(name, "not-a-day");
    wrong_.insert(name);
    return std::nullopt;
  }

  std::shared_ptr<const core::Setting> setting_;
  std::vector<std::string> teams_;
  std::vector<std::string> services_;
  std::vector<std::string_view> team_views_;
  std::vector<std::string_view> service_views_;
  content::ChangePlaces places_;
  std::set<std::string_view> wrong_;
};

}  // namespace

void read_plan_fields(Call& call, net::Fields& in, KeptPlan& plan) {
  plan.name = in.text("name", 1, 120);
  plan.reason = in.text("reason", 1, 2000);
  plan.weeks = static_cast<int>(in.integer("weeks", 1, 52));
  plan.changes = ChangesReader(call).read(in);
}

}  // namespace vuoro::api
