#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "content/toml_reader.hpp"

/// Days of the week and times of day as counties write them. Faults go to the errors of the fields.
namespace vuoro::content {

/// Seconds since midnight of "08:00"; "24:00" is the end of the day.
std::optional<std::int32_t> read_clock_time(Fields& fields, std::string_view key);

/// `days`: at least one of mon … sun, as 1 = Monday … 7 = Sunday.
std::vector<std::uint8_t> read_days(Fields& fields);

}  // namespace vuoro::content
