#include "live/install.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "core/words.hpp"

namespace vuoro::live {

namespace {

using core::TermKind;

/// Defines the code if it is new and gives its number.
Result<std::uint16_t> number_of(Transaction& tx, TermKind kind, std::string_view code) {
  if (const auto known = tx.state().term(kind, code)) return *known;
  if (code.empty() || code.size() > core::ShortText::capacity) {
    return Error{"content-refused", "a code must have 1 to 62 bytes", std::string(code)};
  }
  const core::Actor system{core::ActorKind::system, {}, {}};
  auto defined = tx.decide(core::DefineTerm{kind, core::ShortText::of(code)}, system);
  if (!defined) return Error{"content-refused", "the vocabulary is full", std::string(code)};
  return static_cast<std::uint16_t>(*defined);
}

core::DebtKind debt_of(std::string_view word) {
  if (word == "service") return core::DebtKind::service;
  if (word == "rehabilitation") return core::DebtKind::rehabilitation;
  return core::DebtKind::care;
}

class Installer {
 public:
  Installer(Transaction& tx, const content::County& county, core::Setting& setting)
      : tx_(tx), county_(county), setting_(setting) {}

  /// The first fault, or nothing.
  std::optional<Error> run() {
    for (const content::Team& team : county_.teams) static_cast<void>(number(TermKind::team, team.code));
    setting_.default_team = TeamId{number(TermKind::team, county_.default_team)};
    setting_.contact_domains = county_.contact_domains;
    for (const content::Area& area : county_.areas) static_cast<void>(number(TermKind::area, area.code));
    for (const content::Team& team : county_.teams) {
      route(team);
      house(team);
    }
    for (const content::Service& service : county_.services) add(service);
    for (const content::SlotType& type : county_.slot_types) add(type);
    for (const content::Worker& worker : county_.workers) add(worker);
    setting_.hand_over = {county_.hand_over.working_days,
                          std::chrono::minutes{county_.hand_over.minutes_before_due},
                          std::chrono::minutes{county_.hand_over.at_least_minutes}};
    for (const content::Course& course : county_.courses) add(course);
    if (county_.segments) {
      for (const content::Segments::Segment& segment : county_.segments->segments) add(segment);
    }
    if (county_.telephone) add(*county_.telephone);
    if (const auto& unused = county_.unused_times)
      setting_.unused = {true, std::chrono::hours{unused->late_hours}, unused->choose_again};
    if (const auto& freed = county_.freed_times) {
      setting_.offers = {
          true,
          std::chrono::minutes{freed->offered_for_minutes},
          std::chrono::minutes{freed->not_within_minutes},
          std::chrono::hours{24 * freed->days_ahead},
          {static_cast<double>(freed->gain.promise), static_cast<double>(freed->gain.age),
           static_cast<double>(freed->gain.known), static_cast<double>(freed->gain.language),
           static_cast<double>(freed->gain.own_area), static_cast<double>(freed->gain.interpreter)}};
    }
    if (const auto& notices = county_.notices)
      setting_.notices = {notices->tries, std::chrono::minutes{notices->first_wait_minutes}};
    if (const auto& chat = county_.chat)
      setting_.chats = {std::chrono::minutes{chat->abandoned_after_minutes}, chat->most_per_professional};
    setting_.pack.bind([&](std::string_view code) { return RuleId{number(TermKind::rule, code)}; });
    return fault_;
  }

 private:
  std::uint16_t number(TermKind kind, std::string_view code) {
    auto n = number_of(tx_, kind, code);
    if (n) return *n;
    if (!fault_) fault_ = n.error();
    return 0;
  }

  void route(const content::Team& team) {
    for (const std::string& code : team.areas) {
      const std::uint16_t area = number(TermKind::area, code);
      if (setting_.team_of_area.size() <= area) setting_.team_of_area.resize(area + std::size_t{1});
      // Teams are in order of preference: the first that names an area gets its contacts.
      if (!setting_.team_of_area[area])
        setting_.team_of_area[area] = TeamId{number(TermKind::team, team.code)};
    }
  }

  void house(const content::Team& team) {
    const auto unit = std::ranges::find(county_.units, team.unit, &content::Unit::code);
    const std::uint16_t n = number(TermKind::team, team.code);
    if (setting_.unit_of_team.size() <= n) setting_.unit_of_team.resize(n + std::size_t{1});
    if (unit != county_.units.end())
      setting_.unit_of_team[n] = static_cast<std::uint16_t>(unit - county_.units.begin() + 1);
  }

  void add(const content::Service& service) {
    core::ServiceRule rule;
    rule.service = ServiceId{number(TermKind::service, service.code)};
    rule.domain = service.domain;
    for (const promises::Trigger t : service.on_done) rule.on_done.insert(t);
    rule.debt = debt_of(service.debt);
    for (const std::string& profession : service.professions)
      rule.lightest_first.push_back(word_of<core::Profession>(profession, service.code));
    if (!service.team.empty()) rule.team = TeamId{number(TermKind::team, service.team)};
    if (setting_.services.size() <= rule.service.n) setting_.services.resize(rule.service.n + std::size_t{1});
    setting_.services[rule.service.n] = rule;
  }

  void add(const content::SlotType& type) {
    core::SlotTypeRule rule;
    rule.type = SlotTypeId{number(TermKind::slot_type, type.code)};
    rule.profession = word_of<core::Profession>(type.profession, type.code);
    for (const std::string& service : type.services)
      rule.services.push_back(ServiceId{number(TermKind::service, service)});
    if (!type.reserved_for.empty()) rule.reserved_for = word_of<core::Urgency>(type.reserved_for, type.code);
    rule.release = std::chrono::hours{type.release_hours};
    if (setting_.slot_types.size() <= rule.type.n) setting_.slot_types.resize(rule.type.n + std::size_t{1});
    setting_.slot_types[rule.type.n] = std::move(rule);
  }

  void add(const content::Course& course) {
    core::CourseRule rule;
    for (const content::Course::Part& part : course.parts) {
      const core::CourseRule::Part one{ServiceId{number(TermKind::service, part.service)}, part.least_days,
                                       part.most_days,
                                       word_of<core::SameProfessional>(part.same_professional, course.code)};
      for (int n = 0; n < part.times; ++n) rule.parts.push_back(one);
    }
    if (!rule.parts.empty())
      rule.parts.front() = {rule.parts.front().service, 0, 0, core::SameProfessional::no};
    setting_.courses.push_back(std::move(rule));
  }

  void add(const content::Segments::Segment& segment) {
    setting_.segments.push_back(
        {SegmentId{number(TermKind::segment, segment.code)}, segment.facts, segment.own_contact});
  }

  void add(const content::Worker& worker) {
    core::WorkerRule rule;
    rule.worker = WorkerId{number(TermKind::worker, worker.code)};
    rule.profession = word_of<core::Profession>(worker.profession, worker.code);
    rule.team = TeamId{number(TermKind::team, worker.team)};
    for (const std::string& language : worker.languages)
      rule.languages.push_back(core::Language::of(language));
    if (setting_.workers.size() <= rule.worker.n) setting_.workers.resize(rule.worker.n + std::size_t{1});
    setting_.workers[rule.worker.n] = std::move(rule);
  }

  void add(const content::Telephone& telephone) {
    core::CallbackPolicy& policy = setting_.callbacks;
    policy.tries = telephone.tries;
    policy.gap = std::chrono::minutes{telephone.gap_minutes};
    policy.from = telephone.from;
    policy.until = telephone.until;
    policy.days = 0;
    for (const std::uint8_t day : telephone.days)
      policy.days = static_cast<std::uint8_t>(policy.days | (1U << (day - 1U)));
    policy.after = word_of<core::AfterTries>(telephone.after, "telephone");
    for (const content::TelephoneLine& line : telephone.lines) {
      const std::uint16_t n = number(TermKind::line, line.code);
      if (setting_.team_of_line.size() <= n) setting_.team_of_line.resize(n + std::size_t{1});
      setting_.team_of_line[n] = TeamId{number(TermKind::team, line.team)};
    }
  }

  template <class E>
  E word_of(std::string_view word, std::string_view code) {
    if (const auto known = promises::from_word<E>(word)) return *known;
    if (!fault_)
      fault_ = Error{"content-refused", "unknown word '" + std::string(word) + "'", std::string(code)};
    return {};
  }

  Transaction& tx_;
  const content::County& county_;
  core::Setting& setting_;
  std::optional<Error> fault_;
};

}  // namespace

Status install(Driver& driver, const content::County& county, promises::RulePack pack,
               calendar::Calendar calendar) {
  auto setting = std::make_shared<core::Setting>();
  setting->pack = std::move(pack);
  setting->calendar = std::move(calendar);
  std::optional<Error> fault;
  const Outcome outcome =
      driver.submit_and_wait(std::nullopt, [&](Transaction& tx) -> std::optional<core::Refusal> {
        fault = Installer(tx, county, *setting).run();
        if (fault) return core::Refusal{core::RefusalCode::bad_text};
        return std::nullopt;
      });
  if (fault) return *fault;
  if (outcome.fate == Fate::failed) return outcome.error;
  driver.use(std::move(setting));
  return Unit{};
}

}  // namespace vuoro::live
