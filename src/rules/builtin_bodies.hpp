#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/evaluator.hpp"

/// The bodies of FEEL's functions, a file for each group. Each gets as many arguments as one of its
/// overloads in builtin.cpp and gives null for what the specification does not define.
namespace vuoro::rules {

// What arguments are taken as. A list of one stands for its item, as in the specification's conversions.
const Value& single(const Value& value);
std::optional<Decimal> number_in(const Value& value);
std::optional<std::int64_t> whole_in(const Value& value);  ///< Digits after the point are dropped.
const std::string* string_in(const Value& value);
/// A list as it is, another value as a list of one; null for null.
Value listed(const Value& value);
/// The items of the only argument when that is a list, otherwise the arguments.
std::span<const Value> spread(Arguments arguments);

#define VUORO_BUILTIN(name) Value builtin_##name(Evaluator&, Arguments)
// numbers
VUORO_BUILTIN(decimal);
VUORO_BUILTIN(floor);
VUORO_BUILTIN(ceiling);
VUORO_BUILTIN(round_up);
VUORO_BUILTIN(round_down);
VUORO_BUILTIN(round_half_up);
VUORO_BUILTIN(round_half_down);
VUORO_BUILTIN(abs);
VUORO_BUILTIN(modulo);
VUORO_BUILTIN(sqrt);
VUORO_BUILTIN(log);
VUORO_BUILTIN(exp);
VUORO_BUILTIN(odd);
VUORO_BUILTIN(even);
// many values
VUORO_BUILTIN(min);
VUORO_BUILTIN(max);
VUORO_BUILTIN(sum);
VUORO_BUILTIN(mean);
VUORO_BUILTIN(product);
VUORO_BUILTIN(median);
VUORO_BUILTIN(mode);
VUORO_BUILTIN(stddev);
VUORO_BUILTIN(all);
VUORO_BUILTIN(any);
VUORO_BUILTIN(not );
// texts
VUORO_BUILTIN(substring);
VUORO_BUILTIN(string_length);
VUORO_BUILTIN(upper_case);
VUORO_BUILTIN(lower_case);
VUORO_BUILTIN(substring_before);
VUORO_BUILTIN(substring_after);
VUORO_BUILTIN(contains);
VUORO_BUILTIN(starts_with);
VUORO_BUILTIN(ends_with);
VUORO_BUILTIN(string_join);
VUORO_BUILTIN(replace);
VUORO_BUILTIN(matches);
VUORO_BUILTIN(split);
// conversions
VUORO_BUILTIN(number);
VUORO_BUILTIN(string);
VUORO_BUILTIN(is);
// dates and times
VUORO_BUILTIN(date);
VUORO_BUILTIN(time);
VUORO_BUILTIN(date_and_time);
VUORO_BUILTIN(duration);
VUORO_BUILTIN(years_and_months_duration);
VUORO_BUILTIN(day_of_year);
VUORO_BUILTIN(day_of_week);
VUORO_BUILTIN(month_of_year);
VUORO_BUILTIN(week_of_year);
VUORO_BUILTIN(now);
VUORO_BUILTIN(today);
// lists
VUORO_BUILTIN(list_contains);
VUORO_BUILTIN(count);
VUORO_BUILTIN(sublist);
VUORO_BUILTIN(append);
VUORO_BUILTIN(concatenate);
VUORO_BUILTIN(insert_before);
VUORO_BUILTIN(remove);
VUORO_BUILTIN(reverse);
VUORO_BUILTIN(index_of);
VUORO_BUILTIN(union);
VUORO_BUILTIN(distinct_values);
VUORO_BUILTIN(flatten);
VUORO_BUILTIN(sort);
VUORO_BUILTIN(list_replace);
// contexts
VUORO_BUILTIN(get_value);
VUORO_BUILTIN(get_entries);
VUORO_BUILTIN(context);
VUORO_BUILTIN(context_put);
VUORO_BUILTIN(context_merge);
// ranges
VUORO_BUILTIN(before);
VUORO_BUILTIN(after);
VUORO_BUILTIN(meets);
VUORO_BUILTIN(met_by);
VUORO_BUILTIN(overlaps);
VUORO_BUILTIN(overlaps_before);
VUORO_BUILTIN(overlaps_after);
VUORO_BUILTIN(finishes);
VUORO_BUILTIN(finished_by);
VUORO_BUILTIN(includes);
VUORO_BUILTIN(during);
VUORO_BUILTIN(starts);
VUORO_BUILTIN(started_by);
VUORO_BUILTIN(coincides);
VUORO_BUILTIN(range);
#undef VUORO_BUILTIN

}  // namespace vuoro::rules
