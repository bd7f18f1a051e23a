#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "calendar/holidays.hpp"
#include "content/county.hpp"
#include "content/texts.hpp"
#include "ledger/sqlite.hpp"
#include "live/driver.hpp"
#include "promises/rule.hpp"

/// How commands get at a ledger and at content.
namespace vuoro::app {

/// Options that every command on a ledger shares.
struct LedgerOptions {
  std::filesystem::path ledger;               ///< The county's directory.
  std::optional<std::filesystem::path> keys;  ///< The key file; beside the ledger when not given.
};

struct ContentOptions {
  std::filesystem::path content = "content";
  std::string pack = "vantaa-kerava";
};

/// Where the ledger and its keys lie.
ledger::Place place_of(const LedgerOptions& options);

/// Everything a pack says.
struct Content {
  content::County county;
  promises::RulePack pack;
  calendar::Calendar calendar;
};

/// Errors: "content-refused", all faults with file, line and reason.
Result<Content> load_content(const ContentOptions& options);

/// content/texts/<room>.
Result<content::Texts> load_texts(const ContentOptions& options, const std::string& room);

enum class WhenMissing : std::uint8_t { refuse, create };

/// Opens the ledger for writing, verifies and replays it.
Result<std::unique_ptr<live::Driver>> open_driver(const LedgerOptions& options, WhenMissing missing,
                                                  live::Driver::Options driver);

/// The same with the content installed in it, so that imports and people use the same words.
struct OpenCounty {
  std::unique_ptr<live::Driver> driver;
  content::County county;
};
Result<OpenCounty> open_county(const LedgerOptions& ledger, const ContentOptions& content,
                               WhenMissing missing);

/// The machine's clock, in whole seconds.
Instant wall_clock();

/// Prints "vuoro: what (where)" to standard error.
int fail(const Error& error);

}  // namespace vuoro::app
