#include "exchange/appointment_row.hpp"

#include <fmt/format.h>

#include "calendar/zone.hpp"
#include "exchange/fields.hpp"
#include "exchange/header_columns.hpp"

namespace vuoro::exchange {
namespace {

constexpr int noon = 12 * 60 * 60;

}  // namespace

Digest Appointment::fingerprint() const {
  const std::string rest = fmt::format("{}|{}|{}|{}|{}", static_cast<int>(sex), age.years, booked.s, visit.s,
                                       static_cast<int>(attendance));
  return digest_of({"appointment", person, area, rest});
}

Result<AppointmentReader> AppointmentReader::bind(const Map& map, const std::vector<std::string>& header) {
  AppointmentReader reader(map);
  HeaderColumns columns(header);
  reader.id_ = columns.required(map.columns.id);
  reader.booked_ = columns.required(map.columns.booked);
  reader.visit_ = columns.required(map.columns.visit);
  reader.attendance_ = columns.required(map.columns.attendance);
  // A column that the map names must be there, needed or not: a renamed one would silently empty a field.
  const auto named = [&](const std::string& name) -> std::optional<std::size_t> {
    if (name.empty()) return std::nullopt;
    return columns.required(name);
  };
  reader.person_ = named(map.columns.person);
  reader.sex_ = named(map.columns.sex);
  reader.age_ = named(map.columns.age);
  reader.area_ = named(map.columns.area);
  if (auto fine = columns.status(); !fine) return fine.error();
  reader.ignored_ = columns.ignored();
  return reader;
}

Instant AppointmentReader::instant(WallTime t) const {
  if (map_->dates == Dates::as_written) return calendar::at_local(t.day, t.second);
  return {std::int64_t{t.day.n} * calendar::seconds_per_day + t.second};
}

std::optional<RowFault> AppointmentReader::read_times(std::span<const std::string_view> fields, Instant now,
                                                      Appointment& a) const {
  const auto booked = map_->booked->read(fields[booked_]);
  if (!booked)
    return field_fault("date-unreadable", map_->columns.booked, fields[booked_], "not in the map's format");
  const auto visit = map_->visit->read(fields[visit_]);
  if (!visit)
    return field_fault("date-unreadable", map_->columns.visit, fields[visit_], "not in the map's format");
  a.booked = instant(*booked);
  const Day booked_day = calendar::local_day(a.booked);
  bool before = false;
  if (map_->visit->has_time()) {
    a.visit = instant(*visit);
    before = a.visit < a.booked;
  } else {
    before = visit->day < booked_day;
    a.visit = std::max(calendar::at_local(visit->day, noon), a.booked);
  }
  if (!in_calendar(a.booked) || !in_calendar(a.visit))
    return field_fault("time-out-of-range", map_->columns.booked, fields[booked_], "outside 1992–2100");
  if (before)
    return field_fault("visit-before-booking", map_->columns.visit, fields[visit_],
                       fmt::format("the booking is of {}", fields[booked_]));
  if (a.visit > now)
    return field_fault("visit-after-now", map_->columns.visit, fields[visit_],
                       "a visit that has not been yet cannot have an outcome");
  return std::nullopt;
}

std::optional<RowFault> AppointmentReader::read_words(std::span<const std::string_view> fields,
                                                      Appointment& a) const {
  const auto attendance = map_->attendance_words.find(fields[attendance_]);
  if (attendance == map_->attendance_words.end())
    return field_fault("word-unknown", map_->columns.attendance, fields[attendance_],
                       "not in the map's words");
  a.attendance = attendance->second;
  if (!sex_ || fields[*sex_].empty()) return std::nullopt;
  const auto sex = map_->sex_words.find(fields[*sex_]);
  if (sex == map_->sex_words.end())
    return field_fault("word-unknown", map_->columns.sex, fields[*sex_], "not in the map's words");
  a.sex = sex->second;
  return std::nullopt;
}

Result<Appointment, RowFault> AppointmentReader::read(std::span<const std::string_view> fields,
                                                      Instant now) const {
  Appointment a;
  auto id = read_id(fields[id_], map_->columns.id);
  if (!id) return id.error();
  a.id = std::move(id).value();
  if (person_ && !fields[*person_].empty()) {
    auto person = read_id(fields[*person_], map_->columns.person);
    if (!person) return person.error();
    a.person = std::move(person).value();
  }
  if (auto fault = read_times(fields, now, a)) return *std::move(fault);
  if (auto fault = read_words(fields, a)) return *std::move(fault);
  if (age_) {
    const auto age = read_age(fields[*age_], map_->columns.age);
    if (!age) return age.error();
    a.age = *age;
  }
  if (area_) {
    auto area = read_area(fields[*area_], map_->columns.area);
    if (!area) return area.error();
    a.area = std::move(area).value();
  }
  return a;
}

}  // namespace vuoro::exchange
