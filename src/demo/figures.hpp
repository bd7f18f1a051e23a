#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/vocabulary.hpp"
#include "promises/vocabulary.hpp"

/// The assumptions of the demo county, in one place. Sources: P = population figures of Vantaa and Kerava; V
/// = volume assumptions without a source (phone 50, digital 30, on site 20 % …); M = made up for the demo.
/// docs/demo.md lists them in words.
namespace vuoro::demo {

/// Age bands: years from … to (not included).
struct Band {
  std::uint8_t from;
  std::uint8_t to;
  double share;          ///< P, except the split of 18–74: M.
  double foreign;        ///< Share of other mother tongues against the whole, P (roughly).
  double primary, oral;  ///< Contacts against the mean resident, M.
  double social;         ///< Contacts per resident-year: 18–64 and 75+ V, the others M.
};
inline constexpr std::array<Band, 7> bands = {{{0, 7, 0.076, 1.29, 1.25, 0.50, 0.060},
                                               {7, 18, 0.130, 1.10, 0.60, 1.40, 0.060},
                                               {18, 23, 0.060, 1.10, 0.80, 0.90, 0.050},
                                               {23, 45, 0.320, 1.20, 0.85, 0.95, 0.050},
                                               {45, 65, 0.260, 1.00, 1.00, 1.05, 0.050},
                                               {65, 75, 0.094, 0.42, 1.40, 1.20, 0.120},
                                               {75, 100, 0.060, 0.35, 2.20, 0.80, 0.350}}};

inline constexpr double primary_per_year = 2.2;            // V
inline constexpr double oral_per_year = 0.9;               // V
inline constexpr double foreign_share = 0.166;             // P
inline constexpr double swedish_share = 0.025;             // P (Vantaa 2.3 %)
inline constexpr double no_show = 0.06;                    // V
inline constexpr double person_cancels = 0.04;             // M
inline constexpr double unit_cancels = 0.025;              // M
inline constexpr double reopened_share = 0.012;            // M
inline constexpr double unnamed_share = 0.03;              // M
inline constexpr int telephone_numbers_of_last_days = 14;  // of contacts; older ones are not kept

struct Tongue {
  std::string_view code;
  double share;  ///< Among other mother tongues, P scaled to 16.6 %.
};
inline constexpr std::array<Tongue, 12> tongues = {{{"ru", 0.195},
                                                    {"et", 0.160},
                                                    {"ar", 0.105},
                                                    {"sq", 0.085},
                                                    {"so", 0.070},
                                                    {"en", 0.055},
                                                    {"ku", 0.045},
                                                    {"vi", 0.045},
                                                    {"tr", 0.040},
                                                    {"zh", 0.035},
                                                    {"fa", 0.035},
                                                    {"es", 0.130}}};

/// Channels: V by groups (phone 50, digital 30, on site 20 %), M inside them.
struct ChannelFigure {
  core::Channel channel;
  double share;
  bool round_the_clock;
  std::array<double, 24> hours;
};
inline constexpr std::array<double, 24> call_hours = {0,   0,   0,   0,   0, 0, 0, 0, .23, .17, .13, .12,
                                                      .11, .09, .08, .07, 0, 0, 0, 0, 0,   0,   0,   0};
inline constexpr std::array<double, 24> visit_hours = {0,   0,   0,   0,   0, 0, 0, 0, .20, .16, .14, .13,
                                                       .11, .10, .09, .07, 0, 0, 0, 0, 0,   0,   0,   0};
inline constexpr std::array<double, 24> web_hours = {.005, .002, .001, .001, .002, .01, .03, .05,
                                                     .08,  .09,  .08,  .07,  .065, .06, .06, .055,
                                                     .05,  .05,  .05,  .05,  .05,  .05, .04, .01};
inline constexpr std::array<ChannelFigure, 8> channels = {{
    {core::Channel::phone, .22, false, call_hours},
    {core::Channel::callback, .27, false, call_hours},
    {core::Channel::web, .16, true, web_hours},
    {core::Channel::message, .07, true, web_hours},
    {core::Channel::chat, .07, false, visit_hours},
    {core::Channel::walk_in, .195, false, visit_hours},
    {core::Channel::letter, .005, false, visit_hours},
    {core::Channel::professional, .01, false, visit_hours},
}};

/// Monday 1.35 × the mean working day (V); the rest M. Index 0 = Monday.
inline constexpr std::array<double, 7> office_week = {1.35, 1.00, 0.92, 0.88, 0.85, 0, 0};
inline constexpr std::array<double, 7> web_week = {1.30, 1.00, 0.95, 0.92, 0.88, 0.45, 0.50};

/// How a service is given: V/M. Waits are working-day slots after a wished-for day.
struct Supply {
  std::string_view service;
  double median_days;     ///< Of the wished-for day, after the booking; 0 = the same day, without a queue.
  double sigma;           ///< §7.3: doctor 0.89.
  int window_days;        ///< How far ahead times are opened; later ones wait unbooked.
  double ratio;           ///< Slots per visit wished for; below 1 the queue grows.
  std::string_view next;  ///< What often follows a held visit …
  double next_share;      ///< … and how often.
};
inline constexpr std::array<Supply, 31> supplies = {{
    {"nurse-reception", 2.0, .60, 28, 1.12, "doctor-reception", .30},
    {"nurse-acute", 0, 0, 0, 0, "doctor-reception", .15},
    {"nurse-phone", 1.0, .60, 14, 1.15, "doctor-remote", .15},
    {"doctor-reception", 9.0, .89, 42, 1.06, "doctor-remote", .10},
    {"doctor-remote", 5.0, .80, 28, 1.08, "", 0},
    {"doctor-acute", 0, 0, 0, 0, "", 0},
    {"physio-direct", 3.2, .55, 42, 1.08, "rehabilitation-course", .03},
    {"chronic-care", 14.0, .60, 60, 1.06, "", 0},
    {"health-check", 12.0, .60, 60, 1.08, "", 0},
    {"vaccination", 6.0, .60, 42, 1.15, "", 0},
    {"certificate", 10.0, .60, 42, 1.05, "", 0},
    {"self-care", 4.0, .60, 28, 1.20, "", 0},
    {"child-health", 7.0, .60, 42, 1.10, "", 0},
    {"oral-examination", 12.0, .60, 60, 1.05, "dentist", .45},
    {"dentist", 30.0, .80, 60, 1.02, "hygienist", .20},
    {"dentist-acute", 0, 0, 0, 0, "dentist", .25},
    {"hygienist", 14.0, .60, 60, 1.05, "", 0},
    {"orthodontics", 15.0, .50, 75, 1.04, "", 0},
    {"psychiatric-nurse", 4.0, .60, 42, 1.06, "psychiatric-nurse", .35},
    {"brief-therapy", 12.0, .50, 60, 1.04, "brief-therapy", .40},
    {"digital-therapy", 5.0, .60, 28, 1.15, "", 0},
    {"substance-use", 6.0, .60, 28, 1.08, "substance-use", .30},
    {"rehabilitation-assessment", 14.0, .60, 60, 1.00, "", 0},
    {"rehabilitation-course", 21.0, .60, 75, 0.97, "", 0},
    {"occupational-therapy", 20.0, .60, 60, 0.98, "", 0},
    {"home-rehabilitation", 14.0, .60, 60, 1.02, "", 0},
    {"needs-assessment", 10.0, .70, 60, 1.05, "", 0},
    {"adult-social-work", 10.0, .60, 60, 1.05, "", 0},
    {"home-care", 9.0, .80, 60, 1.00, "", 0},
    {"family-work", 18.0, .70, 60, 0.97, "", 0},
    {"disability-service", 25.0, .70, 75, 0.95, "", 0},
}};

/// Where the supply differs from the service's own ratio, so that some promises break in some places (M).
struct Shortage {
  std::string_view team;
  std::string_view service;  ///< Empty: the answering of contacts.
  double factor;
};
inline constexpr std::array<Shortage, 11> shortages = {{
    {"oral-korso", "dentist", 0.85},
    {"oral-korso", "oral-examination", 0.90},
    {"oral-korso", "hygienist", 0.95},
    {"desk-myyrmaki", "doctor-reception", 0.92},
    {"desk-korso", "nurse-reception", 0.89},
    {"desk-koivukyla", "", 0.945},
    {"desk-hakunila", "", 0.965},
    {"oral-korso", "", 0.95},
    {"mental-health", "brief-therapy", 0.95},
    {"mental-health", "psychiatric-nurse", 0.97},
    {"rehabilitation", "rehabilitation-course", 0.90},
}};

/// Answering: contacts a team can take on a day against those expected on the mean working day (M).
inline constexpr double answers_on_monday = 1.27;
inline constexpr double answers_on_other_days = 1.07;

/// Arabic and Somali speakers wait for an interpreter: share of contacts put off, and days added (M).
inline constexpr double interpreter_delay_share = 0.30;
inline constexpr double interpreter_delay_days = 4.0;

enum class Sector : std::uint8_t { primary, oral, social };

struct Offer {
  std::string_view service;
  double share;  ///< Of those not helped by advice.
  core::Profession profession;
  core::Urgency urgency;
};

/// What people ask for and what it leads to. Weights, advice and offers: M.
struct Need {
  std::string_view topic;  ///< The documents of demo-words.toml.
  Sector sector;
  double weight;  ///< Within the sector, among those of the ages.
  std::uint8_t from_age, to_age;
  promises::Domain holder;  ///< Whose team holds it: health = the desk that the contact came to.
  promises::DomainSet domains;
  promises::FactSet facts;
  double advice;  ///< Share for whom the answer was enough.
  std::array<Offer, 5> offers;
};
std::span<const Need> needs();

}  // namespace vuoro::demo
