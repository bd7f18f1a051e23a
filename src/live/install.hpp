#pragma once

#include <memory>

#include "base/result.hpp"
#include "calendar/holidays.hpp"
#include "content/county.hpp"
#include "core/setting.hpp"
#include "live/driver.hpp"
#include "promises/rule.hpp"

namespace vuoro::live {

/// Makes content and ledger meet: defines every area, team, service, slot type, worker and rule code that the
/// ledger does not know yet as a term, turns codes into the ledger's numbers, and hands the Setting to the
/// driver. Safe to repeat. Errors: "content-refused" (a code longer than 62 bytes, a word that the core does
/// not know), or the ledger's.
Status install(Driver& driver, const content::County& county, promises::RulePack pack,
               calendar::Calendar calendar);

}  // namespace vuoro::live
