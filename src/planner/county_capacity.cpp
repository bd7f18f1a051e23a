#include "planner/county_capacity.hpp"

#include "content/codes.hpp"
#include "planner/shift_fields.hpp"

namespace vuoro::planner {

namespace {

using content::Codes;
using content::Fields;
using content::Mention;
using content::Presence;

constexpr std::int64_t most = 100'000;

class Reader {
 public:
  Reader(content::ContentErrors& errors, const std::set<std::string>& services)
      : errors_(errors), county_services_(services) {}

  CountyCapacity read(const toml::table& table, const std::string& shown) {
    Fields file{table, shown, errors_};
    out_.source = file.text("source").value_or("");
    out_.kept = static_cast<double>(file.number("kept_percent", 0, 100).value_or(0)) / 100;
    if (const auto week = file.number("no_debt_by_week", 1, 104, Presence::optional))
      out_.no_debt_by = static_cast<std::uint16_t>(*week);
    for (Fields& fields : file.tables("profession")) read_profession(fields);
    for (Fields& fields : file.tables("service")) read_service(fields);
    file.finish();
    professions_.check(named_professions_, errors_);
    return std::move(out_);
  }

 private:
  void read_profession(Fields& fields) {
    CountyCapacity::Profession& profession = out_.professions[professions_.read(fields)];
    profession.extra_hour_eur = static_cast<double>(fields.number("extra_hour_eur", 0, most).value_or(0));
    if (const auto shifts = fields.number("most_extra_shifts_per_week", 0, most, Presence::optional))
      profession.most_extra_shifts = static_cast<double>(*shifts);
    static_cast<void>(fields.text("source", Presence::optional));
    fields.finish();
  }

  void read_service(Fields& fields) {
    const std::string code = codes_.read(fields);
    if (!code.empty() && !county_services_.contains(code))
      fields.fault(*fields.node("code", Presence::required), "the county has no such service");
    CountyCapacity::Service& service = out_.services[code];
    service.profession = content::mention(fields, "profession", named_professions_, Presence::required);
    const ShiftYield shift = read_shift(fields);
    service.visits_a_shift = shift.visits;
    service.hours_a_shift = shift.hours;
    service.extra_shifts =
        static_cast<std::uint16_t>(fields.number("extra_shifts_per_week", 0, 10'000).value_or(0));
    static_cast<void>(fields.text("source", Presence::optional));
    fields.finish();
  }

  content::ContentErrors& errors_;
  const std::set<std::string>& county_services_;
  CountyCapacity out_;
  Codes professions_{"profession"};
  Codes codes_{"service"};
  std::vector<Mention> named_professions_;
};

}  // namespace

Result<CountyCapacity, content::ContentErrors> load_county_capacity(const std::filesystem::path& file,
                                                                    const std::set<std::string>& services) {
  content::ContentErrors errors;
  const auto table = content::read_toml(file, file.string(), errors);
  if (!table) return errors;
  CountyCapacity read = Reader(errors, services).read(*table, file.string());
  if (!errors.empty()) return errors;
  return read;
}

}  // namespace vuoro::planner
