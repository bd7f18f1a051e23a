#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "live/driver.hpp"
#include "tables/table.hpp"

namespace vuoro::api {

/// A version of a county's table as the ledger has it.
struct BookedTable {
  TableId id;
  std::uint16_t version = 0;
  bool in_force = false;
  std::string code;
  std::string text;  ///< The bundle's bytes.
  /// Nothing when it can no longer be read, say because a team it names is gone: it is asked nothing.
  std::optional<tables::Table> table;
  std::string fault;  ///< Why not.
};

/// Every version of the county's tables at one moment. Immutable.
class BookedTables {
 public:
  explicit BookedTables(std::vector<std::shared_ptr<const BookedTable>> all);

  [[nodiscard]] std::span<const std::shared_ptr<const BookedTable>> all() const { return all_; }
  [[nodiscard]] const BookedTable* find(TableId id, std::uint16_t version) const;
  [[nodiscard]] const BookedTable* in_force(std::string_view code) const;
  /// Those of the kind that can be asked on the day, by their codes.
  [[nodiscard]] std::vector<const BookedTable*> of(tables::Kind kind, Day day) const;
  /// The criteria of a service on the day; none when the county has written none.
  [[nodiscard]] const BookedTable* criteria_of(std::string_view service, Day day) const;

 private:
  std::vector<std::shared_ptr<const BookedTable>> all_;
};

/// Keeps the county's tables compiled beside the ledger that has them. Thread-safe.
class TableBook {
 public:
  explicit TableBook(tables::Places places) : places_(std::move(places)) {}

  /// Puts in force what the folder content/<county>/tables says new, and reads every version. Errors: flaws
  /// of the folder's tables, each with its place; "content-refused" when the ledger takes no more.
  Status open(live::Driver& driver, const std::filesystem::path& folder);
  /// Reads the versions that came since. Not from the writer's thread. Errors: those of the ledger.
  Status reread(live::Driver& driver);

  [[nodiscard]] std::shared_ptr<const BookedTables> now() const;
  [[nodiscard]] const tables::Places& places() const { return places_; }

 private:
  tables::Places places_;
  std::mutex reading_;  ///< One reread at a time.
  mutable std::mutex mutex_;
  std::shared_ptr<const BookedTables> tables_ =
      std::make_shared<const BookedTables>(std::vector<std::shared_ptr<const BookedTable>>{});
};

}  // namespace vuoro::api
