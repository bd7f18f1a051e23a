#include "exchange/call_map.hpp"

#include <algorithm>
#include <string_view>

#include "content/toml_reader.hpp"
#include "core/words.hpp"

namespace vuoro::exchange {
namespace {

using content::ContentErrors;
using content::Fields;
using content::Presence;

constexpr std::array<std::string_view, 1> kinds = {"calls"};
constexpr std::array<std::string_view, 3> separators = {",", ";", "\t"};

void read_columns(Fields& file, CallMap& map) {
  auto fields = file.table("columns");
  if (!fields) return;
  const auto optional = [&](std::string_view key) {
    return fields->text(key, Presence::optional).value_or("");
  };
  map.call = fields->text("call").value_or("");
  map.line = fields->text("line").value_or("");
  map.number = optional("number");
  map.language = optional("language");
  map.result = optional("result");
  const auto words = promises::words_of<core::CallMoment>();
  for (std::size_t i = 0; i < map.moments.size(); ++i) map.moments[i] = optional(words[i]);
  if (std::ranges::all_of(map.moments, &std::string::empty))
    fields->fault("[columns] names no column for any moment of a call");
  const auto named = [&](core::CallMoment m) { return !map.moments[static_cast<std::size_t>(m)].empty(); };
  if (named(core::CallMoment::callback_asked) && map.number.empty())
    fields->fault(
        "a column for 'callback_asked' needs one for 'number': nobody can be called back without it");
  if (named(core::CallMoment::callback_tried) && map.result.empty())
    fields->fault("a column for 'callback_tried' needs one for 'result'");
  fields->finish();
}

}  // namespace

Result<CallMap, ContentErrors> load_call_map(const std::filesystem::path& path) {
  ContentErrors errors;
  const std::string shown = path.filename().string();
  const auto table = content::read_toml(path, shown, errors);
  if (!table) return errors;
  Fields file{*table, shown, errors};
  CallMap map;
  static_cast<void>(file.number("format", 1, 1));
  static_cast<void>(file.choice("kind", kinds, Presence::required));
  map.exchange = file.text("exchange").value_or("");
  map.separator = separators[file.choice("separator", separators, Presence::optional).value_or(0)][0];
  read_columns(file, map);
  file.finish();
  if (!errors.empty()) return errors;
  return map;
}

}  // namespace vuoro::exchange
