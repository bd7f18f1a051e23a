#include "planner/capacity_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

#include "content/codes.hpp"
#include "planner/shift_fields.hpp"

namespace vuoro::planner {

namespace {

using content::Codes;
using content::ContentErrors;
using content::Fields;
using content::Mention;
using content::Presence;

constexpr std::int64_t most = 100'000;
constexpr std::int64_t most_figures = 4'000'000;

class CapacityReader {
 public:
  explicit CapacityReader(ContentErrors& errors) : errors_(errors) {}

  CapacityFile read(const toml::table& table, const std::string& shown) {
    Fields file{table, shown, errors_};
    out_.name = file.text("name").value_or("");
    out_.source = file.text("source").value_or("");
    out_.problem.weeks = static_cast<std::uint16_t>(file.number("weeks", 1, 104).value_or(1));
    if (auto fields = file.table("scenarios")) read_scenarios(*fields);
    for (Fields& fields : file.tables("profession")) read_profession(fields);
    for (Fields& fields : file.tables("unit")) read_unit(fields);
    for (Fields& fields : file.tables("work")) read_work(fields);
    file.finish();
    professions_.check(named_professions_, errors_);
    units_.check(named_units_, errors_);
    const std::int64_t figures = lines_ * std::int64_t{out_.problem.weeks} * scenarios_ * 3;
    if (figures > most_figures)
      file.fault(
          fmt::format("lines · weeks · scenarios: {} figures to plan, more than {}", figures, most_figures));
    if (errors_.empty()) finish();
    return std::move(out_);
  }

 private:
  /// What shares a limit, and how many shifts of it there are a week.
  struct Shared {
    double shifts = no_limit;
    double hour_eur = 0, extra_hour_eur = 0;
    std::vector<std::uint32_t> works;
  };
  static constexpr double no_limit = -1;

  static double per_cent(std::optional<std::int64_t> value) {
    return static_cast<double>(value.value_or(0)) / 100;
  }

  void read_scenarios(Fields& fields) {
    scenarios_ = fields.number("count", 1, 1000).value_or(1);
    seed_ = static_cast<std::uint64_t>(fields.number("seed", 0, most).value_or(0));
    shape_.spread = per_cent(fields.number("spread_percent", 0, 100));
    shape_.together = per_cent(fields.number("together_percent", 0, 100));
    fields.finish();
  }

  void read_limit(Fields& fields, std::string_view key, Shared& into) {
    if (const auto shifts = fields.number(key, 0, most, Presence::optional))
      into.shifts = static_cast<double>(*shifts);
    static_cast<void>(fields.text("source", Presence::optional));
    fields.finish();
  }

  void read_profession(Fields& fields) {
    const std::string code = professions_.read(fields);
    Shared& profession = shared_professions_[code];
    profession.hour_eur = static_cast<double>(fields.number("hour_eur", 0, most).value_or(0));
    profession.extra_hour_eur = static_cast<double>(fields.number("extra_hour_eur", 0, most).value_or(0));
    read_limit(fields, "most_shifts_per_week", profession);
  }

  void read_unit(Fields& fields) {
    const std::string code = units_.read(fields);
    read_limit(fields, "room_shifts_per_week", shared_units_[code]);
  }

  void read_work(Fields& fields) {
    Work work;
    work.unit = content::mention(fields, "unit", named_units_, Presence::required);
    work.profession = content::mention(fields, "profession", named_professions_, Presence::required);
    work.slot_type = fields.text("slot_type").value_or("");
    const ShiftYield shift = read_shift(fields);
    work.visits_a_shift = shift.visits;
    work.hours_a_shift = shift.hours;
    work.own_shifts = static_cast<std::uint16_t>(fields.number("own_shifts_per_week", 0, 10'000).value_or(0));
    work.extra_shifts = static_cast<std::uint16_t>(
        fields.number("extra_shifts_per_week", 0, 10'000, Presence::optional).value_or(0));
    work.reserved = per_cent(fields.number("reserved_percent", 0, 100, Presence::optional));
    static_cast<void>(fields.text("source", Presence::optional));
    std::vector<Fields> lines = fields.tables("line");
    if (work.reserved > 0 && lines.size() < 2)
      fields.fault("'reserved_percent' is kept for the lines after the first, and there is only one");
    for (Fields& line : lines) work.lines.push_back(read_line(line));
    fields.finish();
    out_.problem.works.push_back(std::move(work));
  }

  Line read_line(Fields& fields) {
    Line line;
    line.group = fields.text("group").value_or("");
    DemandShape shape = shape_;
    shape.mean = static_cast<double>(fields.number("arrivals_per_week", 0, most).value_or(0));
    shape.weekly_growth = per_cent(fields.number("weekly_growth_percent", -50, 50, Presence::optional));
    line.waiting = static_cast<double>(fields.number("waiting", 0, most).value_or(0));
    line.overdue = static_cast<double>(fields.number("overdue", 0, most).value_or(0));
    line.within = static_cast<std::uint16_t>(fields.number("within_weeks", 0, 104).value_or(0));
    line.kept = per_cent(fields.number("kept_percent", 0, 100));
    if (const auto week = fields.number("no_debt_by_week", 1, out_.problem.weeks, Presence::optional))
      line.no_debt_by = static_cast<std::uint16_t>(*week);
    static_cast<void>(fields.text("source", Presence::optional));
    fields.finish();
    shapes_.push_back(shape);
    ++lines_;
    return line;
  }

  void finish() {
    CapacityProblem& p = out_.problem;
    const auto scenarios = static_cast<std::size_t>(scenarios_);
    p.likely.assign(scenarios, 1.0 / static_cast<double>(scenarios));
    std::size_t stream = 0;
    for (std::uint32_t w = 0; w < p.works.size(); ++w) {
      Work& work = p.works[w];
      Shared& profession = shared_professions_[work.profession];
      work.own_cost = work.hours_a_shift * profession.hour_eur;
      work.extra_cost = work.hours_a_shift * profession.extra_hour_eur;
      profession.works.push_back(w);
      shared_units_[work.unit].works.push_back(w);
      for (Line& line : work.lines) {
        line.arrivals = sampled_arrivals(shapes_[stream], scenarios, p.weeks, seed_, stream);
        ++stream;
      }
    }
    const auto limits = [&](const std::map<std::string, Shared>& all, std::string_view what) {
      for (const auto& [code, shared] : all) {
        if (shared.shifts >= 0 && !shared.works.empty())
          p.limits.push_back({fmt::format("{} {}", what, code), shared.shifts, shared.works});
      }
    };
    limits(shared_units_, "rooms of");
    limits(shared_professions_, "people:");
  }

  ContentErrors& errors_;
  CapacityFile out_;
  Codes professions_{"profession"};
  Codes units_{"unit"};
  std::vector<Mention> named_professions_, named_units_;
  std::map<std::string, Shared> shared_professions_, shared_units_;
  DemandShape shape_;
  std::vector<DemandShape> shapes_;
  std::int64_t scenarios_ = 1;
  std::uint64_t seed_ = 0;
  std::int64_t lines_ = 0;
};

/// Standard normal, the same on every machine: twelve uniform numbers, whose sum has mean 6 and variance 1.
double normal(std::mt19937_64& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += static_cast<double>(random() >> 11U) * 0x1p-53;
  return sum;
}

std::mt19937_64 stream_of(std::uint64_t seed, std::uint64_t stream) {
  std::seed_seq mixed{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U),
                      static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32U)};
  return std::mt19937_64(mixed);
}

}  // namespace

std::vector<std::vector<double>> sampled_arrivals(const DemandShape& shape, std::size_t scenarios,
                                                  std::size_t weeks, std::uint64_t seed,
                                                  std::uint64_t stream) {
  // What all lines share must not depend on the line: a stream of its own.
  std::mt19937_64 shared = stream_of(seed, ~std::uint64_t{0});
  std::mt19937_64 own = stream_of(seed, stream);
  std::vector<std::vector<double>> arrivals(scenarios);
  for (std::vector<double>& scenario : arrivals) {
    const double all = 1 + shape.together * normal(shared);
    double mean = shape.mean;
    for (std::size_t week = 0; week < weeks; ++week) {
      scenario.push_back(std::max(0.0, mean * all * (1 + shape.spread * normal(own))));
      mean *= 1 + shape.weekly_growth;
    }
  }
  return arrivals;
}

Result<CapacityFile, content::ContentErrors> load_capacity(const std::filesystem::path& file) {
  ContentErrors errors;
  const auto table = content::read_toml(file, file.string(), errors);
  if (!table) return errors;
  CapacityFile read = CapacityReader(errors).read(*table, file.string());
  if (!errors.empty()) return errors;
  return read;
}

}  // namespace vuoro::planner
