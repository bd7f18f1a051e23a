#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/open.hpp"
#include "promises/question.hpp"

/// What `vuoro <command>` does, each in a file of its own; main.cpp only reads the command line. All return
/// the exit status.
namespace vuoro::app {

enum class Demo : std::uint8_t { no, yes };

struct ServeOptions {
  LedgerOptions ledger;
  ContentOptions content;
  std::filesystem::path web = "web/dist";
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::filesystem::path exchange_secrets;  ///< Folder of <exchange>.secret files; empty = no exchange tells.
  Demo demo = Demo::no;
  bool long_sessions = false;  ///< For end-to-end tests that move the clock by days: sessions last a year.
  /// Gateways for notices; without it residents are told by people only.
  std::optional<std::filesystem::path> senders = {};
  bool clock_can_move = false;  ///< For end-to-end tests: POST /api/v1/demo-clock sets the time.
  /// "nightly", "asked" or "off"; empty is nightly, and asked where the clock can move.
  std::string forecasts = {};
  int forecast_minutes = 60;  ///< After which the making of one is ended.
  std::uint32_t forecast_futures = 200;
};
int serve(const ServeOptions& options);

int check(const LedgerOptions& options);
int backup(const LedgerOptions& options, const std::filesystem::path& target);
int restore(const LedgerOptions& options, const std::filesystem::path& source);

struct ImportCommand {
  LedgerOptions ledger;
  ContentOptions content;
  std::filesystem::path file;
  std::filesystem::path map;      ///< Only for appointments and calls.
  std::filesystem::path rejects;  ///< Beside the file when not given.
  std::string separator = ",";    ///< Only for shifts.
};
int import_appointments(const ImportCommand& command);
int import_contacts(const ImportCommand& command);
int import_shifts(const ImportCommand& command);
int import_calls(const ImportCommand& command);

struct PublishCommand {
  LedgerOptions ledger;
  ContentOptions content;
  std::string from;  ///< YYYY-MM-DD.
  int weeks = 4;
};
int publish(const PublishCommand& command);

struct MeasureWait {
  LedgerOptions ledger;
  int within = 7;
  bool realised = false;
  bool json = false;
  std::vector<std::string> by;
};
int measure_wait(const MeasureWait& command);

struct DemoCommand {
  LedgerOptions ledger;
  ContentOptions content;
  std::uint32_t residents = 264'420;
  int days = 90;
  std::uint64_t seed = 1;
  std::string until;  ///< YYYY-MM-DD; now when not given.
};
int make_demo(const DemoCommand& command);

struct TwinRun {
  std::filesystem::path scenario;
  std::filesystem::path other;  ///< Only for comparing: the scenario after the change.
  std::filesystem::path csv;    ///< Where every replication's values go; nowhere when empty.
  std::uint64_t seed = 1;
  std::uint32_t replications = 20;
  std::uint32_t most = 10'000;
  double precision = 0;  ///< Per cent of the mean; 0 = run the given number.
  double level = 95;     ///< Of the intervals, per cent.
  unsigned threads = 2;
};
/// 2 when the precision asked for was not reached.
int twin_run(const TwinRun& command);
int twin_compare(const TwinRun& command);

enum class PlanForm : std::uint8_t { text, json };

struct PlanAssign {
  LedgerOptions ledger;
  ContentOptions content;
  std::string day;  ///< YYYY-MM-DD, eight o'clock; now when not given.
  PlanForm form = PlanForm::text;
};
/// Writes nothing, and may run beside a server.
int plan_assign(const PlanAssign& command);

struct PlanCapacity {
  std::filesystem::path file;  ///< The question; or, when empty, the county's own, from its ledger:
  LedgerOptions ledger;
  ContentOptions content;
  std::string until;  ///< As in TwinLive.
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t replications = 20;  ///< Futures, which are the demands that could come.
  unsigned threads = 2;
  std::filesystem::path changes;  ///< Where the plan goes as a file of changes; nowhere when empty.
  double gap = 0.5;               ///< Per cent.
  double seconds = 300;
};
/// 2 when what is promised cannot be reached.
int plan_capacity(const PlanCapacity& command);

/// The planner's plans lived in the twin, beside doing nothing and most urgent first.
struct PlanCheckCommand {
  LedgerOptions ledger;
  ContentOptions content;
  std::string until;               ///< As in TwinLive.
  std::filesystem::path capacity;  ///< File of changes that is the capacity plan; none when empty.
  std::filesystem::path json;
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t replications = 100;
  unsigned threads = 2;
};
int plan_check(const PlanCheckCommand& command);

struct PlanNetwork {
  ContentOptions content;
  std::vector<std::filesystem::path> files;
  std::filesystem::path json;     ///< All of it for programs; empty = not wanted.
  std::filesystem::path changes;  ///< The moves of the one plan, for the twin; empty = not wanted.
  std::string from;               ///< YYYY-MM-DD; of the moves.
  bool staff_follow = false;      ///< With the moves.
};
/// Plans of the network of points, each beside the network that stands.
int plan_network(const PlanNetwork& command);

/// The twin on a county's own ledger.
struct TwinLive {
  LedgerOptions ledger;
  ContentOptions content;
  std::string until;          ///< YYYY-MM-DD: only what was known at its beginning; all when not given.
  std::filesystem::path out;  ///< Only for fit: the TOML.
  std::filesystem::path csv;
  std::filesystem::path json;
  int weeks = 12;
  int days = 30;  ///< Only for back-tests.
  std::uint64_t seed = 1;
  std::uint32_t replications = 200;
  std::uint32_t most = 2000;
  double precision = 0;  ///< Per cent of the county's broken promises; 0 = run the given number.
  unsigned threads = 2;
  std::size_t rows = 40;    ///< Printed of each table.
  bool keep = false;        ///< Only for forecasts: beside the ledger, and what came of those kept before.
  std::int64_t made = 0;    ///< What the clock on the wall says, seconds since 1970; 0 = the machine's.
  bool background = false;  ///< Give way to everything else, and end with whoever started it.
};
int twin_fit(const TwinLive& command);
/// 2 when the precision asked for was not reached.
int twin_forecast(const TwinLive& command);
int twin_backtest(const TwinLive& command);

/// Who does not come to a booked visit: told by the first visits, held to the last (docs/model.md).
struct TwinNoShow {
  LedgerOptions ledger;
  std::string split;  ///< YYYY-MM-DD: the first day that is judged; the last fifth of visits when not given.
  std::filesystem::path csv;
  std::filesystem::path svg;
  std::uint64_t seed = 1;  ///< Of the bootstrap.
};
int twin_noshow(const TwinNoShow& command);

/// What a forecast rests on: one assumption at a time, less and more (docs/model.md).
struct TwinSensitivity {
  LedgerOptions ledger;
  ContentOptions content;
  std::string until;  ///< As in TwinLive.
  std::filesystem::path csv;
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t replications = 40;
  unsigned threads = 2;
  double step = 10;  ///< Per cent.
};
int twin_sensitivity(const TwinSensitivity& command);

/// Many points of a scenario, by as many processes as there are (docs/model.md).
struct TwinSweep {
  std::filesystem::path design;
  std::filesystem::path out;
  std::string
      share;  ///< "K/N": the K-th of N processes, from 1; empty: as Slurm or MPI say, else the only one.
  unsigned threads = 2;
};
int twin_sweep(const TwinSweep& command);

/// What changes would do to a county as it stands.
struct TwinWhatIf {
  LedgerOptions ledger;
  ContentOptions content;
  std::string until;                           ///< As in TwinLive.
  std::vector<std::filesystem::path> changes;  ///< Each file is a plan.
  std::uint32_t plan = 0;                      ///< Of those kept beside the ledger (docs/plans.md); 0 = none.
  bool keep = false;                           ///< Keep what comes of it there.
  bool background = false;                     ///< As in TwinLive.
  std::int64_t made = 0;                       ///< As in TwinLive.
  std::filesystem::path json;
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t replications = 100;
  unsigned threads = 2;
  std::size_t rows = 20;  ///< Printed of each plan's queues.
};
int twin_whatif(const TwinWhatIf& command);

struct RulesEval {
  std::filesystem::path model;
  std::string decision;  ///< Either this
  std::string service;   ///< or this.
  std::filesystem::path input;
  bool explain = false;  ///< Which rows matched, to standard error.
};
/// 0 when the model and the input could be read, whatever came of it.
int rules_eval(const RulesEval& command);

struct RulesTest {
  std::filesystem::path where;
  bool coverage = false;  ///< Rows that no case matches are failures.
  bool lenient = false;   ///< Errors in models are printed, but fail nothing by themselves.
};
int rules_test(const RulesTest& command);

struct FormsCheck {
  std::vector<std::filesystem::path> paths;  ///< Files, or directories to look through.
  std::filesystem::path instruments = "content/forms/instruments.toml";
};
/// 1 when a form is refused.
int forms_check(const FormsCheck& command);

struct FormsScore {
  std::filesystem::path form;
  std::filesystem::path answers;
};
/// Prints where the answers stand as JSON; 1 when form or answers cannot be read.
int forms_score(const FormsScore& command);

struct NavigatorsTest {
  std::filesystem::path folder;
  std::filesystem::path instruments = "content/forms/instruments.toml";
};
/// 1 when a navigator is refused, a case fails, or a row is reached by no case.
int navigators_test(const NavigatorsTest& command);

struct NavigatorsAsk {
  std::filesystem::path folder;
  std::string name;
  std::filesystem::path answers;
  std::string language = "fi";
  std::filesystem::path instruments = "content/forms/instruments.toml";
};
/// Prints the next question, the exit or the result as JSON.
int navigators_ask(const NavigatorsAsk& command);

struct TablesCheck {
  std::filesystem::path folder;  ///< content/<county>/tables.
};
/// 1 when a table is refused, a case fails, or a row is reached by no case.
int tables_check(const TablesCheck& command);

struct FindGroups {
  LedgerOptions ledger;
  ContentOptions content;
  std::string day;  ///< YYYY-MM-DD, eight o'clock; the ledger's end when not given.
  unsigned threads = 2;
};
/// Prints how many each group finds; names nobody, writes nothing, and may run beside a server.
int find_groups(const FindGroups& command);

struct ExplainOptions {
  ContentOptions content;
  std::string language = "fi";
  promises::QuestionWords question;
};
int explain(const ExplainOptions& options);

}  // namespace vuoro::app
