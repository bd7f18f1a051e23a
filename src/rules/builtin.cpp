#include "rules/builtin.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {
namespace {

constexpr std::string_view two_points = "point1,point2|point,range|range,point|range1,range2";

const std::array library{
    Builtin{"decimal", "n,scale", builtin_decimal},
    Builtin{"floor", "n,scale?", builtin_floor},
    Builtin{"ceiling", "n,scale?", builtin_ceiling},
    Builtin{"round up", "n,scale", builtin_round_up},
    Builtin{"round down", "n,scale", builtin_round_down},
    Builtin{"round half up", "n,scale", builtin_round_half_up},
    Builtin{"round half down", "n,scale", builtin_round_half_down},
    Builtin{"abs", "n|number", builtin_abs},
    Builtin{"modulo", "dividend,divisor", builtin_modulo},
    Builtin{"sqrt", "number", builtin_sqrt},
    Builtin{"log", "number", builtin_log},
    Builtin{"exp", "number", builtin_exp},
    Builtin{"odd", "number", builtin_odd},
    Builtin{"even", "number", builtin_even},
    Builtin{"min", "list|c1*", builtin_min},
    Builtin{"max", "list|c1*", builtin_max},
    Builtin{"sum", "list|n1*", builtin_sum},
    Builtin{"mean", "list|n1*", builtin_mean},
    Builtin{"product", "list|n1*", builtin_product},
    Builtin{"median", "list|n1*", builtin_median},
    Builtin{"mode", "list|n1*", builtin_mode},
    Builtin{"stddev", "list|n1*", builtin_stddev},
    Builtin{"all", "list|b1*", builtin_all},
    Builtin{"any", "list|b1*", builtin_any},
    Builtin{"not", "negand", builtin_not},
    Builtin{"substring", "string,start position,length?", builtin_substring},
    Builtin{"string length", "string", builtin_string_length},
    Builtin{"upper case", "string", builtin_upper_case},
    Builtin{"lower case", "string", builtin_lower_case},
    Builtin{"substring before", "string,match", builtin_substring_before},
    Builtin{"substring after", "string,match", builtin_substring_after},
    Builtin{"contains", "string,match", builtin_contains},
    Builtin{"starts with", "string,match", builtin_starts_with},
    Builtin{"ends with", "string,match", builtin_ends_with},
    Builtin{"string join", "list,delimiter?|list,delimiter,prefix,suffix", builtin_string_join},
    Builtin{"replace", "input,pattern,replacement,flags?", builtin_replace},
    Builtin{"matches", "input,pattern,flags?", builtin_matches},
    Builtin{"split", "string,delimiter", builtin_split},
    Builtin{"number", "from|from,grouping separator,decimal separator", builtin_number},
    Builtin{"string", "from", builtin_string},
    Builtin{"is", "value1,value2", builtin_is},
    Builtin{"date", "from|year,month,day", builtin_date},
    Builtin{"time", "from|hour,minute,second,offset?", builtin_time},
    Builtin{"date and time",
            "from|date,time|year,month,day,hour,minute,second|year,month,day,hour,minute,second,offset|"
            "year,month,day,hour,minute,second,hour offset|year,month,day,hour,minute,second,timezone",
            builtin_date_and_time},
    Builtin{"duration", "from", builtin_duration},
    Builtin{"years and months duration", "from,to", builtin_years_and_months_duration},
    Builtin{"day of year", "date", builtin_day_of_year},
    Builtin{"day of week", "date", builtin_day_of_week},
    Builtin{"month of year", "date", builtin_month_of_year},
    Builtin{"week of year", "date", builtin_week_of_year},
    Builtin{"now", "", builtin_now},
    Builtin{"today", "", builtin_today},
    Builtin{"list contains", "list,element", builtin_list_contains},
    Builtin{"count", "list|c1*", builtin_count},
    Builtin{"sublist", "list,start position,length?", builtin_sublist},
    Builtin{"append", "list,item*", builtin_append},
    Builtin{"concatenate", "list*", builtin_concatenate},
    Builtin{"insert before", "list,position,newItem", builtin_insert_before},
    Builtin{"remove", "list,position", builtin_remove},
    Builtin{"reverse", "list", builtin_reverse},
    Builtin{"index of", "list,match", builtin_index_of},
    Builtin{"union", "list*", builtin_union},
    Builtin{"distinct values", "list", builtin_distinct_values},
    Builtin{"flatten", "list", builtin_flatten},
    Builtin{"sort", "list,precedes?", builtin_sort},
    Builtin{"list replace", "list,position,newItem|list,match,newItem", builtin_list_replace},
    Builtin{"get value", "m,key|context,key", builtin_get_value},
    Builtin{"get entries", "m|context", builtin_get_entries},
    Builtin{"context", "entries", builtin_context},
    Builtin{"context put", "context,key,value|context,keys,value", builtin_context_put},
    Builtin{"context merge", "contexts", builtin_context_merge},
    Builtin{"before", two_points, builtin_before},
    Builtin{"after", two_points, builtin_after},
    Builtin{"meets", "range1,range2", builtin_meets},
    Builtin{"met by", "range1,range2", builtin_met_by},
    Builtin{"overlaps", "range1,range2", builtin_overlaps},
    Builtin{"overlaps before", "range1,range2", builtin_overlaps_before},
    Builtin{"overlaps after", "range1,range2", builtin_overlaps_after},
    Builtin{"finishes", "point,range|range1,range2", builtin_finishes},
    Builtin{"finished by", "range,point|range1,range2", builtin_finished_by},
    Builtin{"includes", "range,point|range1,range2", builtin_includes},
    Builtin{"during", "point,range|range1,range2", builtin_during},
    Builtin{"starts", "point,range|range1,range2", builtin_starts},
    Builtin{"started by", "range,point|range1,range2", builtin_started_by},
    Builtin{"coincides", "point1,point2|range1,range2", builtin_coincides},
    Builtin{"range", "from", builtin_range},
};

struct Overload {
  std::vector<std::string> names;
  std::size_t least = 0;
  bool repeats = false;
};

std::vector<Overload> overloads_of(std::string_view text) {
  std::vector<Overload> out(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",|"), text.size());
    std::string_view name = text.substr(0, end);
    const char mark = name.empty() ? '\0' : name.back();
    if (mark == '?' || mark == '*') name.remove_suffix(1);
    out.back().names.emplace_back(name);
    if (mark == '*') out.back().repeats = true;
    if (mark != '?') out.back().least = out.back().names.size();
    const bool next = end < text.size() && text[end] == '|';
    text.remove_prefix(std::min(end + 1, text.size()));
    if (next) out.emplace_back();
  }
  return out;
}

const std::vector<Overload>& overloads(const Builtin& builtin) {
  static const std::vector<std::vector<Overload>> all = [] {
    std::vector<std::vector<Overload>> out;
    out.reserve(library.size());
    for (const Builtin& b : library) out.push_back(overloads_of(b.parameters));
    return out;
  }();
  return all[static_cast<std::size_t>(&builtin - library.data())];
}

}  // namespace

std::span<const Builtin> builtins() {
  return library;
}

std::uint32_t find_builtin(std::string_view name) {
  static const std::unordered_map<std::string_view, std::uint32_t> index = [] {
    std::unordered_map<std::string_view, std::uint32_t> out;
    for (std::uint32_t i = 0; i < library.size(); ++i) out.emplace(library[i].name, i);
    return out;
  }();
  const auto found = index.find(name);
  return found == index.end() ? none : found->second;
}

bool takes(const Builtin& builtin, std::size_t arguments) {
  const auto& all = overloads(builtin);
  return std::any_of(all.begin(), all.end(), [&](const Overload& o) {
    return arguments >= o.least && (o.repeats || arguments <= o.names.size());
  });
}

std::vector<std::size_t> positions(const Builtin& builtin, std::span<const std::string> names) {
  for (const Overload& overload : overloads(builtin)) {
    std::vector<std::size_t> out;
    for (const std::string& name : names) {
      const auto found = std::find(overload.names.begin(), overload.names.end(), name);
      if (found == overload.names.end()) break;
      out.push_back(static_cast<std::size_t>(found - overload.names.begin()));
    }
    if (out.size() != names.size() || names.size() < overload.least) continue;
    auto sorted = out;
    std::sort(sorted.begin(), sorted.end());
    bool complete = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    for (std::size_t i = 0; i < overload.least; ++i) {
      complete = complete && std::binary_search(sorted.begin(), sorted.end(), i);
    }
    if (complete) return out;
  }
  return {};
}

}  // namespace vuoro::rules
