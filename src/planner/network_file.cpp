#include "planner/network_file.hpp"

#include <map>

#include "content/toml_reader.hpp"

namespace vuoro::planner {

namespace {

using content::ContentErrors;
using content::Fields;
using content::Presence;

class NetworkFileReader {
 public:
  explicit NetworkFileReader(ContentErrors& errors) : errors_(errors) {}

  NetworkFile read(const toml::table& table, const std::string& shown, const content::Network& network) {
    Fields file{table, shown, errors_};
    places_.emplace("", file.place());
    NetworkFile out;
    out.name = file.text("name").value_or("");
    out.source = file.text("source").value_or("");
    out.trial.year = file.number("year", 1900, 2200).value_or(network.years.front());
    each(file, "point", "points", [&](Fields& f) { out.trial.points.push_back(point(f)); });
    each(file, "added", "added", [&](Fields& f) { out.trial.added.push_back(added(f)); });
    each(file, "digital", "digital", [&](Fields& f) {
      out.trial.digital.push_back({f.text("age").value_or(""), real(f, "points").value_or(0)});
    });
    if (auto f = file.table("sites", Presence::optional)) {
      places_.emplace("sites", f->place());
      out.trial.sites = sites(*f);
    }
    file.finish();
    if (!errors_.empty()) return out;
    for (const TrialFault& fault : faults_of(network, out.trial)) errors_.push_back(told(fault));
    return out;
  }

 private:
  template <class Read>
  void each(Fields& file, std::string_view key, const std::string& name, const Read& read) {
    std::size_t n = 0;
    for (Fields& fields : file.tables(key, Presence::optional)) {
      places_.emplace(name + "." + std::to_string(n++), fields.place());
      read(fields);
      fields.finish();
    }
  }

  static std::optional<double> real(Fields& fields, std::string_view key,
                                    Presence presence = Presence::required) {
    const toml::node* const found = fields.node(key, presence);
    if (found == nullptr) return std::nullopt;
    if (const auto* const whole = found->as_integer()) return static_cast<double>(whole->get());
    if (const auto* const part = found->as_floating_point()) return part->get();
    fields.fault(*found, "'" + std::string(key) + "' must be a number");
    return std::nullopt;
  }

  static PointChange point(Fields& f) {
    PointChange c;
    c.code = f.text("code").value_or("");
    c.open = f.flag("open", Presence::optional);
    c.east = real(f, "east", Presence::optional);
    c.north = real(f, "north", Presence::optional);
    c.days = real(f, "days", Presence::optional);
    c.hours_a_day = real(f, "hours", Presence::optional);
    c.rooms = real(f, "rooms", Presence::optional);
    return c;
  }
  static AddedPoint added(Fields& f) {
    AddedPoint a;
    a.code = f.text("code").value_or("");
    a.mobile = f.flag("mobile", Presence::optional).value_or(false);
    a.east = real(f, "east").value_or(0);
    a.north = real(f, "north").value_or(0);
    a.services = f.texts("services");
    a.days = real(f, "days", Presence::optional);
    a.hours_a_day = real(f, "hours", Presence::optional);
    a.rooms = real(f, "rooms", Presence::optional);
    return a;
  }
  static SiteQuestion sites(Fields& f) {
    SiteQuestion q;
    q.service = f.text("service").value_or("");
    q.age = f.text("age", Presence::optional).value_or("");
    q.points = f.number("points", 1, 100).value_or(1);
    q.minutes = real(f, "minutes").value_or(30);
    q.share = real(f, "share").value_or(90);
    f.finish();
    return q;
  }

  /// At the table that the fault is in.
  content::ContentError told(const TrialFault& fault) const {
    std::string name = fault.field;
    auto place = places_.find(name);
    while (place == places_.end()) {
      const auto dot = name.rfind('.');
      name = dot == std::string::npos ? "" : name.substr(0, dot);
      place = places_.find(name);
    }
    std::string reason = "'" + fault.field.substr(name.empty() ? 0 : name.size() + 1) + "': ";
    if (fault.reason == "not-a-choice")
      reason += "the county's network has no such one";
    else if (fault.reason == "repeated")
      reason += "is there twice";
    else if (fault.reason == "too-small")
      reason += "less than " + fault.limit;
    else if (fault.reason == "too-big")
      reason += "more than " + fault.limit;
    else if (fault.reason == "too-many")
      reason += "more than " + fault.limit + " of them";
    else
      reason += fault.reason == "missing" ? "is missing" : "too few";
    return place->second.error(reason);
  }

  ContentErrors& errors_;
  std::map<std::string, content::Place> places_;
};

}  // namespace

Result<NetworkFile, ContentErrors> load_network_file(const std::filesystem::path& file,
                                                     const content::Network& network) {
  ContentErrors errors;
  const auto table = content::read_toml(file, file.string(), errors);
  if (!table) return errors;
  NetworkFile read = NetworkFileReader(errors).read(*table, file.string(), network);
  if (!errors.empty()) return errors;
  return read;
}

}  // namespace vuoro::planner
