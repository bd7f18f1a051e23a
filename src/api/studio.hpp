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

/// A table, or a guide, as State and the ledger have it now, for whoever may write them.
struct StudioTable {
  core::CountyTable kept;
  std::string code;
  std::string draft;   ///< The draft's bundle; empty without one.
  bool wrote = false;  ///< Whether the asker wrote any of the draft.
};

/// What the ledger has under the term, or nothing after the refusal was sent (403, 404 as `unknown`, 503).
std::optional<StudioTable> studio_kept(Call& call, std::string code, std::string_view term,
                                       std::string_view unknown);
/// The table of the path, or nothing after the refusal was sent (403, 404, 503).
std::optional<StudioTable> studio_table(Call& call);
/// Who wrote a version and who approved it, when, and whether the files did.
boost::json::object version_json(const Call& call, const core::CountyTable::Version& version);
/// The draft as it stands: its revision, state, last writer and when; null without one.
boost::json::value draft_json(const Call& call, const core::CountyTableRow& row);
/// A document of the studio, for whoever may write; nothing when it cannot be read.
std::optional<std::string> studio_document(const Call& call, std::uint64_t words);

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
