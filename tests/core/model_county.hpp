#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "calendar/counting.hpp"
#include "core/setting_for_tests.hpp"

/// The design's rules of holding, promises and undo said again in the plainest way: maps, copies for undo,
/// and the county's rules as functions. Knows nothing of rows, events or queues.
namespace vuoro::core::testing {

struct ModelPromise {
  std::string rule;
  Instant start;
  Instant due;
  PromiseState state = PromiseState::running;
  Instant ended;
  bool by_close = false;
  bool age_assumed = false;
  bool extended = false;
};

struct ModelStep {
  ServiceId service;
  StepState state = StepState::proposed;
  Instant begin;
  int minutes = 0;
};

struct ModelMatter {
  TeamId holder;
  TeamId offered_to;
  StaffId staff;
  bool open = true;
  bool answered = false;
  std::optional<Instant> assessed;
  Instant opened;
  Instant closed;
  PersonId person;
  std::optional<int> age;  ///< When opened.
  bool written = false;
  DomainSet domains;
  FactSet facts;
  std::set<Trigger> happened;
  std::vector<ModelPromise> promises;
  std::map<std::uint32_t, ModelStep> steps;
};

/// What an undo would go back to.
struct ModelUndo {
  ModelMatter was;
  StaffId by;
  Instant when;
  std::uint32_t step = 0;  ///< The step proposed or moved.
  bool swaps = false;      ///< Taking and releasing take each other back.
};

class ModelCounty {
 public:
  explicit ModelCounty(const Setting& setting) : calendar_(setting.calendar), rules_(rules()) {}

  std::map<std::uint32_t, ModelMatter> matters;
  std::map<std::uint32_t, std::int32_t> born;  ///< By person.
  std::map<std::uint32_t, std::pair<AreaId, TeamId>> home;

 protected:
  struct Rule {
    DomainSet domains;
    Trigger start;
    Trigger stop;
    FactSet needs;
    FactSet excludes;
    bool by_age;
    std::function<Instant(Instant start, std::optional<Instant> assessed, std::optional<int> age)> due;
  };

  static Instant days(Instant from, int n) { return calendar::end_of_day(calendar::local_day(from) + n); }
  static Instant months(Instant from, int n) {
    return calendar::end_of_day(calendar::add_months(calendar::local_day(from), n));
  }

  [[nodiscard]] std::map<std::string, Rule> rules() const {
    using I = Instant;
    using Assessed = std::optional<Instant>;
    using Years = std::optional<int>;
    const DomainSet any{Domain::health, Domain::oral, Domain::social};
    const DomainSet health{Domain::health};
    const DomainSet oral{Domain::oral};
    const DomainSet soc{Domain::social};
    const auto same_day = [](I s, Assessed, Years) { return days(s, 0); };
    const auto three_months = [](I s, Assessed, Years) { return months(s, 3); };
    const auto working = [this](int n) {
      return [this, n](I s, Assessed, Years) {
        return calendar::end_of_day(calendar_.add_working_days(calendar::local_day(s), n));
      };
    };
    using T = Trigger;
    return {
        {"CONTACT", {any, T::contact_received, T::contact_answered, {}, {}, false, same_day}},
        {"HTA",
         {DomainSet{Domain::health, Domain::oral},
          T::contact_received,
          T::hta_done,
          {},
          {},
          false,
          same_day}},
        {"URGENT",
         {health,
          T::contact_received,
          T::care_started,
          {Fact::urgent},
          {},
          false,
          [](I s, Assessed, Years) { return s; }}},
        {"SPOKEN",
         {health, T::contact_received, T::callback_reached, {}, {Fact::written_contact}, false, working(1)}},
        {"CALLBACK",
         {any,
          T::callback_asked,
          T::callback_reached,
          {},
          {},
          false,
          [this](I s, Assessed, Years) { return days(calendar_.opening_at_or_after(s), 0); }}},
        {"CARE",
         {health,
          T::hta_done,
          T::visit_realised,
          {},
          {Fact::certificate_only},
          true,
          [](I s, Assessed, Years age) { return age.value_or(0) < 23 ? days(s, 14) : months(s, 3); }}},
        {"OWN7",
         {health,
          T::hta_done,
          T::visit_realised,
          {},
          {},
          false,
          [](I s, Assessed, Years) { return days(s, 7); }}},
        {"DENTIST",
         {oral,
          T::dentist_need_found,
          T::dentist_event_realised,
          {},
          {},
          false,
          [](I s, Assessed a, Years) { return a ? std::max(days(s, 28), months(*a, 3)) : days(s, 28); }}},
        {"FORECAST",
         {DomainSet{Domain::health, Domain::oral},
          T::hta_done,
          T::forecast_recorded,
          {},
          {},
          false,
          [](I, Assessed, Years) { return no_due; }}},
        {"SOC-START", {soc, T::social_contact, T::assessment_started, {}, {}, false, working(7)}},
        {"SOC36", {soc, T::matter_pending, T::assessment_done, {}, {}, false, three_months}},
        {"SOC-URGENT",
         {soc, T::need_known, T::urgent_assessed, {}, {}, false, [](I s, Assessed, Years) { return s; }}},
        {"DELIVER", {soc, T::decision_made, T::service_started, {}, {}, false, three_months}},
        {"CLOSE30",
         {oral,
          T::hta_done,
          T::matter_closed,
          {},
          {},
          false,
          [](I s, Assessed, Years) { return days(s, 30); }}},
    };
  }

  // --- promises -------------------------------------------------------------------------------------------

  [[nodiscard]] std::optional<int> age_at(const ModelMatter& m, Instant when) const {
    const auto birth = born.find(m.person.n);
    if (!m.age || birth == born.end() || birth->second == no_birth_day) return m.age;
    const auto years = [&](Instant t) {
      return int{calendar::age_on(Day{birth->second}, calendar::local_day(t))};
    };
    return std::max(0, *m.age + years(when) - years(m.opened));
  }

  [[nodiscard]] static FactSet facts_of(const ModelMatter& m) {
    FactSet facts = m.facts;
    if (m.written) facts.insert(Fact::written_contact);
    return facts;
  }

  [[nodiscard]] bool applies(const Rule& rule, const ModelMatter& m) const {
    const FactSet facts = facts_of(m);
    return rule.domains.has_any(m.domains) && facts.has_all(rule.needs) && !facts.has_any(rule.excludes);
  }

  void start(ModelMatter& m, const std::string& name, Instant when) {
    const Rule& rule = rules_.at(name);
    const auto age = age_at(m, when);
    m.promises.push_back({name,
                          when,
                          rule.due(when, m.assessed, age),
                          PromiseState::running,
                          {},
                          false,
                          rule.by_age && !age,
                          false});
  }

  void starts(ModelMatter& m, Trigger trigger, Instant when) {
    for (const auto& [name, rule] : rules_) {
      if (rule.start == trigger && applies(rule, m)) start(m, name, when);
    }
  }

  void stops(ModelMatter& m, const std::set<Trigger>& triggers, Instant when) {
    for (ModelPromise& p : m.promises) {
      if (p.state != PromiseState::running || !triggers.contains(rules_.at(p.rule).stop)) continue;
      p.ended = std::max(when, p.start);
      p.state = p.ended <= p.due ? PromiseState::kept : PromiseState::missed;
    }
  }

  // --- what is allowed ------------------------------------------------------------------------------------

  ModelMatter* any(MatterId id) {
    const auto found = matters.find(id.n);
    return found == matters.end() ? nullptr : &found->second;
  }
  ModelMatter* held(MatterId id) {
    ModelMatter* m = any(id);
    if (m == nullptr || !m->open || actor_.kind == ActorKind::resident) return nullptr;
    return actor_.kind == ActorKind::staff && actor_.team != m->holder ? nullptr : m;
  }
  ModelStep* open_step(StepId id, MatterId& matter) {
    for (auto& [number, m] : matters) {
      const auto found = m.steps.find(id.n);
      if (found == m.steps.end()) continue;
      matter = MatterId{number};
      return held(matter) == nullptr || ended(found->second.state) ? nullptr : &found->second;
    }
    return nullptr;
  }

  void remember(MatterId id, std::uint32_t step = 0, bool swaps = false) {
    undo_.insert_or_assign(id.n, ModelUndo{matters.at(id.n), actor_.staff, now_, step, swaps});
  }
  void forget(MatterId id) { undo_.erase(id.n); }

  [[nodiscard]] bool busy(PersonId person, Instant begin, int minutes) const {
    if (!person || minutes == 0) return false;
    for (const auto& [number, m] : matters) {
      if (m.person != person) continue;
      for (const auto& [n, s] : m.steps) {
        if (s.state == StepState::booked && s.minutes != 0 && begin.s < s.begin.s + s.minutes * 60 &&
            s.begin.s < begin.s + minutes * 60) {
          return true;
        }
      }
    }
    return false;
  }

  static bool team(TeamId t) { return t.n >= 1 && t.n <= 3; }

  const calendar::Calendar& calendar_;
  std::map<std::string, Rule> rules_;
  std::map<std::uint32_t, ModelUndo> undo_;
  std::uint32_t steps_ = 0;
  Actor actor_;
  Instant now_;
};

}  // namespace vuoro::core::testing
