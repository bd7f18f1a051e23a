#pragma once

#include <cstddef>
#include <cstdint>

#include "api/table_book.hpp"
#include "base/result.hpp"
#include "live/driver.hpp"

namespace vuoro::app {

/// Opens a matter for everybody whom the county's groups find, at most as many of each group as it says a
/// night, counting those of the same Finnish day. Reads State under its lock once: commits wait for as long.
/// @return How many were opened. Errors: those of tables::find_groups.
Result<std::size_t> seek_out(live::Driver& driver, const api::BookedTables& tables);

/// Does so once a Finnish day, from three in the morning on. For one thread.
class NightRun {
 public:
  /// Both must outlive it.
  NightRun(live::Driver& driver, const api::TableBook& tables) : driver_(driver), tables_(tables) {}
  void look();

 private:
  live::Driver& driver_;
  const api::TableBook& tables_;
  Day done_{INT32_MIN};
};

}  // namespace vuoro::app
