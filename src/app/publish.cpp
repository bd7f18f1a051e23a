#include <fmt/core.h>

#include "app/commands.hpp"
#include "exchange/publish_shifts.hpp"
#include "promises/question.hpp"

namespace vuoro::app {

namespace {

void print(std::string_view what, const exchange::PublishReport::Count& count) {
  fmt::print("{}: {} shifts, {} slots\n", what, count.shifts, count.slots);
}

}  // namespace

int publish(const PublishCommand& command) {
  const auto from = promises::parse_day(command.from);
  if (!from) return fail({"option-refused", "write the day as YYYY-MM-DD", "--from"});
  const int days = command.weeks * 7;
  if (*from < calendar::first_known_day || *from + days > calendar::last_known_day)
    return fail({"option-refused", "outside 1992–2100, which the calendar knows", "--from"});
  auto open = open_county(command.ledger, command.content, WhenMissing::create);
  if (!open) return fail(open.error());
  if (open->county.shifts.empty())
    return fail({"content-refused", "the county has no weekly shifts", command.content.pack + "/times.toml"});
  const auto done = exchange::publish_templates(*open->driver, open->county, *from, days);
  if (!done) return fail(done.error());
  print("new", done->added);
  print("already there", done->there);
  print("refused", done->refused);
  for (const auto& [code, count] : done->refused_by_code) fmt::print("  {}: {}\n", code, count);
  for (const std::string& reason : done->reasons) fmt::print(stderr, "{}\n", reason);
  if (done->refused.shifts > done->reasons.size())
    fmt::print(stderr, "… and {} more\n", done->refused.shifts - done->reasons.size());
  fmt::print("not worked on holidays: {} shifts\n", done->on_holidays);
  if (auto kept = open->driver->write_snapshot(); !kept) return fail(kept.error());
  return 0;
}

}  // namespace vuoro::app
