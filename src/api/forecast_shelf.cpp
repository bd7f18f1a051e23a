#include "api/forecast_shelf.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <span>
#include <system_error>

#include "api/forecast_reading.hpp"
#include "api/instants.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"
#include "ledger/durable_file.hpp"

namespace vuoro::api {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view record_name = "record.json";
constexpr std::string_view run_name = "run.json";
constexpr std::string_view end_of_name = ".json";
constexpr std::array phase_words = {std::string_view("never"), std::string_view("running"),
                                    std::string_view("done"), std::string_view("failed")};

Result<std::string> text_of(const fs::path& file) {
  const auto bytes = ledger::read_file(file);
  if (!bytes) return bytes.error();
  std::string text(bytes->size(), '\0');
  std::ranges::transform(*bytes, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  return text;
}

template <class T, class Read>
Result<T> read_file_as(const fs::path& file, Read read) {
  const auto text = text_of(file);
  if (!text) return text.error();
  return read(*text);
}

/// The day that names a forecast's file.
std::optional<Day> day_of_name(const fs::path& file) {
  const std::string name = file.filename().string();
  if (!name.ends_with(end_of_name)) return std::nullopt;
  return read_day(std::string_view(name).substr(0, name.size() - end_of_name.size()));
}

}  // namespace

std::optional<ForecastShelf::Mark> ForecastShelf::mark_of(const fs::path& file) {
  std::error_code fault;
  const auto written = fs::last_write_time(file, fault);
  if (fault) return std::nullopt;
  const auto size = fs::file_size(file, fault);
  return Mark{written, fault ? 0 : size};  // a directory has none; reading it tells the fault
}

std::vector<std::pair<Day, fs::path>> ForecastShelf::files() const {
  std::vector<std::pair<Day, fs::path>> found;
  std::error_code fault;
  // A folder that goes away meanwhile is an empty one.
  for (fs::directory_iterator at(folder_, fault); !fault && at != fs::directory_iterator();
       at.increment(fault)) {
    if (const auto day = day_of_name(at->path())) found.emplace_back(*day, at->path());
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
  return found;
}

template <class T, class Read>
const ForecastShelf::Seen<T>* ForecastShelf::refresh(const fs::path& file,
                                                     std::map<std::string, Seen<T>>& seen, Read read) {
  const std::string name = file.filename().string();
  const auto mark = mark_of(file);
  if (!mark) {
    seen.erase(name);
    return nullptr;
  }
  if (const auto known = seen.find(name); known != seen.end() && known->second.mark == *mark)
    return &known->second;
  Seen<T> now{*mark, nullptr, {}};
  auto value = read_file_as<T>(file, read);
  if (value) {
    now.value = std::make_shared<const T>(std::move(value).value());
  } else {
    now.fault = value.error();
  }
  return &(seen[name] = std::move(now));
}

ForecastsFound ForecastShelf::look() {
  const std::lock_guard lock(mutex_);
  ForecastsFound found;
  std::map<std::string, Seen<KeptForecast>> still;
  for (const auto& [day, file] : files()) {
    const auto* seen = refresh(file, forecasts_, read_forecast);
    if (seen == nullptr) continue;
    still.insert(*forecasts_.find(file.filename().string()));
    if (seen->value) {
      found.newest = seen->value;
      break;
    }
    found.skipped.push_back({file.filename().string(), seen->fault});
  }
  forecasts_ = std::move(still);  // only what is used, and what is in its way, is remembered
  const fs::path record = folder_ / record_name;
  if (const auto* seen = refresh(record, records_, read_record)) {
    found.record = seen->value;
    if (!seen->value) found.skipped.push_back({std::string(record_name), seen->fault});
  }
  remember(found);
  return found;
}

void ForecastShelf::remember(const ForecastsFound& found) {
  const auto before = [&] {
    const std::lock_guard lock(chances_mutex_);
    return chances_;
  }();
  if (before->of == found.newest && before->record == found.record) return;
  auto now = std::make_shared<Chances>();
  now->of = found.newest;
  now->record = found.record;
  const bool worth =
      found.record && (found.record->trust() == Trust::better || found.record->trust() == Trust::no_better);
  if (found.newest && worth) {
    for (const KeptChance& one : found.newest->chances) now->by_promise.emplace(one.promise, one.chance);
  }
  const std::lock_guard lock(chances_mutex_);
  chances_ = std::move(now);
}

std::optional<double> ForecastShelf::chance_of(PromiseId promise, Instant now) const {
  std::shared_ptr<const Chances> known;
  {
    const std::lock_guard lock(chances_mutex_);
    known = chances_;
  }
  const auto found = known->by_promise.find(promise.n);
  if (found == known->by_promise.end() || now - known->of->made > stale_after) return std::nullopt;
  return found->second;
}

std::vector<Day> ForecastShelf::days() const {
  std::vector<Day> out;
  for (const auto& [day, file] : files()) out.push_back(day);
  return out;
}

fs::path ForecastShelf::file_of(Day day) const {
  return folder_ / (std::string(day_json(calendar::at_local(day, 0)).as_string()) + std::string(end_of_name));
}

Result<KeptForecast> ForecastShelf::read(Day day) const {
  return read_file_as<KeptForecast>(file_of(day), read_forecast);
}

std::shared_ptr<const ForecastRecord> ForecastShelf::record() const {
  auto read = read_file_as<ForecastRecord>(folder_ / record_name, read_record);
  return read ? std::make_shared<const ForecastRecord>(std::move(read).value()) : nullptr;
}

Status ForecastShelf::write(const std::string& name, const std::string& text) const {
  std::error_code fault;
  if (!fs::exists(folder_, fault)) {
    if (auto made = ledger::make_private_directory(folder_); !made) return made;
  }
  return ledger::replace_file(folder_ / name, {std::as_bytes(std::span(text))});
}

Status ForecastShelf::keep(const KeptForecast& forecast) const {
  return write(file_of(calendar::local_day(forecast.as_of)).filename().string(), to_json(forecast));
}

Status ForecastShelf::keep(const ForecastRecord& record) const {
  return write(std::string(record_name), to_json(record));
}

Status ForecastShelf::keep(const RunState& run) const {
  const json::object out{
      {"format", forecast_format},          {"phase", phase_words[static_cast<std::size_t>(run.phase)]},
      {"asked", run.by == RunCause::asked}, {"began", instant_json(run.began)},
      {"ended", instant_json(run.ended)},   {"fault", text_or_null(run.fault)}};
  return write(std::string(run_name), json::serialize(out) + "\n");
}

std::optional<RunState> ForecastShelf::run() const {
  const auto text = text_of(folder_ / run_name);
  if (!text) return std::nullopt;
  KeptReader in;
  const json::value file = in.whole_file(*text);
  if (!in.ok()) return std::nullopt;
  const json::object& all = in.object(file, "the file");
  RunState run;
  const auto phase = std::ranges::find(phase_words, in.text(all, "phase"));
  if (phase == phase_words.end()) return std::nullopt;
  run.phase = static_cast<RunPhase>(phase - phase_words.begin());
  run.by = in.truth(all, "asked") ? RunCause::asked : RunCause::night;
  run.began = in.instant(all, "began");
  run.ended = in.instant(all, "ended");
  run.fault = in.text_or_null(all, "fault");
  return in.ok() ? std::optional(run) : std::nullopt;
}

std::size_t ForecastShelf::prune(Day first) const {
  std::size_t gone = 0;
  for (const auto& [day, file] : files()) {
    std::error_code fault;
    if (day < first && fs::remove(file, fault)) ++gone;
  }
  return gone;
}

}  // namespace vuoro::api
