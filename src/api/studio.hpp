#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "api/call.hpp"
#include "api/table_book.hpp"
#include "core/county_tables.hpp"
#include "tables/bundle.hpp"
#include "tables/cases.hpp"

/// What the routes of the studio share: who may write tables, and how a draft is judged.
namespace vuoro::api {

/// A table as State and the ledger have it now, for whoever may write tables.
struct StudioTable {
  core::CountyTable kept;
  std::string code;
  std::string draft;   ///< The draft's bundle; empty without one.
  bool wrote = false;  ///< Whether the asker wrote any of the draft.
};

/// The table of the path, or nothing after the refusal was sent (403, 404, 503).
std::optional<StudioTable> studio_table(Call& call);

/// A bundle that was sent, read and judged: its flaws, and what came of its cases when it could be read.
struct Judged {
  tables::Bundle bundle;
  std::vector<tables::Flaw> flaws;
  std::optional<tables::Table> table;
  tables::CaseRun run;

  [[nodiscard]] bool good() const { return table && run.passed(); }
};

/// Errors: those of tables::bundle_from_json. What a draft must not change of its table – its kind and the
/// service – is a flaw.
Result<Judged> judge(const Call& call, const std::string& code, std::string_view text);

boost::json::object judged_json(const Judged& judged);

}  // namespace vuoro::api
