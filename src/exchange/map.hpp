#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "core/vocabulary.hpp"
#include "exchange/date_format.hpp"
#include "promises/vocabulary.hpp"

namespace vuoro::exchange {

/// How the times of a file are to be understood.
enum class Dates : std::uint8_t {
  as_written,  ///< Calendar dates and wall times as they stand, read as Helsinki time: differences in days
               ///< stay those of the file, whatever zone it came from.
  utc,         ///< Instants in UTC; the Helsinki day follows from them.
};

/// Whether a booked visit was held.
enum class Attendance : std::uint8_t { held, missed };

/// Names of the columns; empty = the file has no such column.
struct AppointmentColumns {
  std::string id, person, booked, visit, attendance, sex, age, area;
};

/// The service that imported visits belong to, for ledgers whose county does not know its code.
struct ImportedService {
  std::string code;
  promises::Domain domain = promises::Domain::health;
  std::vector<promises::Trigger> on_done;
  std::string debt = "care";  ///< "care", "service" or "rehabilitation".
};

/// How a CSV file of booked appointments becomes matters (content/maps/*.toml; docs/import.md).
struct Map {
  std::string source;  ///< Part of every idempotency key: the same file under another name goes in twice.
  char separator = ',';
  Dates dates = Dates::as_written;
  AppointmentColumns columns;
  std::optional<DateFormat> booked, visit;  ///< Set after loading.
  std::map<std::string, core::Sex, std::less<>> sex_words;
  std::map<std::string, Attendance, std::less<>> attendance_words;
  std::string team;  ///< Code of the team that holds the imported matters.
  ImportedService service;
  promises::DomainSet domains;
  promises::FactSet facts;
};

/// Reads a map. Every fault is reported with file, line, column and reason.
Result<Map, content::ContentErrors> load_map(const std::filesystem::path& path);

}  // namespace vuoro::exchange
