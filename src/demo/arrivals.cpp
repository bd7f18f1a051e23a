#include "demo/arrivals.hpp"

#include <algorithm>
#include <numeric>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"

namespace vuoro::demo {

namespace {

using core::About;
using core::Channel;
using core::Interpreter;
using core::Language;
using core::ReachBy;

constexpr Language fi = Language::of("fi");
constexpr Language en = Language::of("en");
constexpr std::array<Language, 4> served = {Language::of("ru"), Language::of("et"), Language::of("ar"),
                                            Language::of("so")};

/// 0 = Monday.
std::size_t weekday(Day day) {
  return static_cast<std::size_t>(((day.n + 3) % 7 + 7) % 7);
}

/// The language to be served in: the mother tongue when the county often serves in it.
Language wished(Language tongue, Chance& chance) {
  if (tongue == fi || tongue == Language::of("sv") || tongue == en) return tongue;
  if (std::ranges::find(served, tongue) != served.end()) return chance.yes(0.75) ? tongue : fi;
  return chance.yes(0.6) ? en : fi;
}

Interpreter interpreter_for(Language language, Chance& chance) {
  double share = 0;
  if (language == Language::of("ar") || language == Language::of("so")) share = 0.7;
  if (language == Language::of("ru")) share = 0.4;
  if (language == Language::of("et")) share = 0.15;
  return chance.yes(share) ? Interpreter::yes : Interpreter::no;
}

ReachBy reach_for(Channel channel, Chance& chance) {
  if (channel == Channel::letter) return ReachBy::letter;
  if (channel != Channel::web && channel != Channel::message) return ReachBy::phone;
  const double u = chance.unit();
  if (u < 0.45) return ReachBy::phone;
  if (u < 0.70) return ReachBy::sms;
  return u < 0.95 ? ReachBy::email : ReachBy::code_only;
}

About about_for(std::size_t age, Channel channel, Chance& chance) {
  if (channel == Channel::professional) return About::other;
  if (age < 13) return About::child;
  if (age < 18) return chance.yes(0.6) ? About::child : About::self;
  if (age >= 75) return chance.yes(0.25) ? About::other : About::self;
  return chance.yes(0.03) ? About::other : About::self;
}

int second_within(const std::array<double, 24>& hours, Chance& chance) {
  return static_cast<int>(chance.pick(hours)) * 3600 + static_cast<int>(chance.below(3600));
}

}  // namespace

double Arrivals::day_factor(Day day, bool round_the_clock) const {
  const bool working = calendar_.is_working_day(day);
  if (!working && !round_the_clock) return 0;
  const bool free_weekday = !working && weekday(day) < 5;
  // A year has 251 working days; the web's week adds up to 6 mean working days.
  double factor = round_the_clock ? web_week[free_weekday ? 6 : weekday(day)] / 6.0 * 7.0 / 365.25
                                  : office_week[weekday(day)] / working_days_in_year;
  const bool after_holiday = working && weekday(day) != 0 && !calendar_.is_working_day(day - 1);
  if (after_holiday) factor *= 1.2;
  const auto date = day.civil();
  const bool summer = date.month() == std::chrono::July;
  const bool yule = (date.month() == std::chrono::December && date.day() >= std::chrono::day{20}) ||
                    (date.month() == std::chrono::January && date.day() <= std::chrono::day{6});
  if (summer) factor *= 0.78;
  if (yule) factor *= 0.72;
  return factor;
}

std::vector<Contact> Arrivals::of(Day day) const {
  std::vector<Contact> contacts;
  for (std::size_t area = 0; area < places_.areas(); ++area) {
    for (const Sector sector : {Sector::primary, Sector::oral, Sector::social}) {
      Chance chance(seed_, 100 + area * 3 + static_cast<std::size_t>(sector),
                    static_cast<std::uint64_t>(day.n));
      draw(contacts, day, area, sector, chance);
    }
  }
  std::ranges::stable_sort(contacts, {}, [](const Contact& c) { return c.at; });
  return contacts;
}

void Arrivals::draw(std::vector<Contact>& into, Day day, std::size_t area, Sector sector,
                    Chance& chance) const {
  std::array<double, bands.size()> per_year{};
  for (std::size_t band = 0; band < bands.size(); ++band) {
    // A small county may have nobody of an age in an area.
    if (!residents_.of(area, band).empty()) per_year[band] = demand_.contacts_per_year(area, sector, band);
  }
  const double all = std::accumulate(per_year.begin(), per_year.end(), 0.0);
  for (const ChannelFigure& channel : channels) {
    const int n = chance.count(all * channel.share * day_factor(day, channel.round_the_clock));
    for (int i = 0; i < n; ++i) {
      Contact contact;
      contact.at = calendar::at_local(day, second_within(channel.hours, chance));
      contact.channel = channel.channel;
      contact.area = static_cast<std::uint16_t>(area);
      const std::size_t band = chance.pick(per_year);
      contact.asked = static_cast<std::uint16_t>(chance.pick(demand_.need_weights(sector, band)));
      const bool direct =
          by_voice(contact.channel) &&
          (sector == Sector::oral || (sector == Sector::social && chance.yes(social_direct_share)));
      if (direct) contact.team = places_.holder(places_.asked()[contact.asked].need->holder, area);
      describe(contact, band, chance);
      into.push_back(contact);
    }
  }
}

void Arrivals::describe(Contact& contact, std::size_t band, Chance& chance) const {
  const auto& group = residents_.of(contact.area, band);
  if (group.empty()) {  // a county of a few: somebody passing through
    contact.about = About::unnamed;
    contact.language = fi;
    return;
  }
  const std::uint32_t person = group[chance.below(static_cast<std::uint32_t>(group.size()))];
  const Resident& resident = residents_[person];
  const auto years = static_cast<std::uint8_t>(
      std::max(0, static_cast<int>(calendar::age_on(Day{resident.born}, calendar::local_day(contact.at)))));
  contact.language = wished(resident.tongue, chance);
  contact.interpreter = interpreter_for(contact.language, chance);
  contact.reach = reach_for(contact.channel, chance);
  contact.age = {years};
  contact.person = person + 1;
  contact.about = about_for(years, contact.channel, chance);
  if (chance.yes(unnamed_share)) {
    contact.named_later = chance.yes(0.6) ? contact.person : 0;
    contact.person = 0;
    contact.about = About::unnamed;
    if (chance.yes(0.5)) contact.age = {};
  }
}

Contact Arrivals::one(std::size_t area, std::size_t asked, Instant at, Chance& chance) const {
  Contact contact;
  contact.at = at;
  contact.area = static_cast<std::uint16_t>(area);
  contact.asked = static_cast<std::uint16_t>(asked);
  contact.channel = chance.yes(0.6) ? Channel::phone : Channel::walk_in;
  const Need& need = *places_.asked()[asked].need;
  contact.team = places_.holder(need.holder, area);
  std::array<double, bands.size()> weights{};
  for (std::size_t band = 0; band < bands.size(); ++band) {
    // Children born lately had no matters long ago.
    const bool fits = bands[band].to > need.from_age && bands[band].from < need.to_age && band > 0;
    if (fits && !residents_.of(area, band).empty())
      weights[band] = demand_.contacts_per_year(area, need.sector, band);
  }
  describe(contact, chance.pick(weights), chance);
  return contact;
}

}  // namespace vuoro::demo
