#include "app/backup.hpp"

#include <algorithm>
#include <array>

#include "api/forecast_shelf.hpp"
#include "api/plan_shelf.hpp"
#include "ledger/durable_file.hpp"

namespace vuoro::app {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> shelves{api::plan_folder, api::forecast_folder};

/// A shelf's files are replaced whole, so each can be copied while others are written. What is not finished
/// has another ending.
Result<std::vector<fs::path>> files_of(const fs::path& shelf) {
  std::vector<fs::path> out;
  std::error_code fault;
  fs::directory_iterator at(shelf, fault);
  if (fault) return Error{"file-unreadable", fault.message(), shelf.string()};
  for (const fs::directory_iterator end; at != end; at.increment(fault)) {
    if (fault) return Error{"file-unreadable", fault.message(), shelf.string()};
    if (at->is_regular_file(fault) && !at->is_symlink(fault) && at->path().extension() == ".json")
      out.push_back(at->path());
  }
  std::ranges::sort(out);
  return out;
}

Status copy_shelf(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  if (!fs::exists(from, fault)) return Unit{};
  const auto files = files_of(from);
  if (!files) return files.error();
  if (auto made = ledger::make_private_directory(to); !made) return made;
  for (const fs::path& file : *files) {
    const auto bytes = ledger::read_file(file);
    if (!bytes) {
      if (!fs::exists(file, fault)) continue;  // an old forecast that the server has just removed
      return bytes.error();
    }
    if (auto written = ledger::write_new_file(to / file.filename(), {*bytes}); !written) return written;
  }
  return ledger::sync_path(to);
}

/// `fill` makes the directory under another name, the shelves follow, and then it is given its own.
template <class Fill>
Status whole(const fs::path& from, const fs::path& target, const Fill& fill) {
  fs::path unfinished = target;
  unfinished += ".unshelved";
  std::error_code fault;
  fs::remove_all(unfinished, fault);
  Status done = fill(unfinished);
  for (const char* shelf : shelves) {
    if (done) done = copy_shelf(from / shelf, unfinished / shelf);
  }
  if (done) done = ledger::sync_path(unfinished);
  if (done) done = ledger::publish_directory(unfinished, target);
  if (!done) fs::remove_all(unfinished, fault);
  return done;
}

}  // namespace

Status back_up(const ledger::Place& place, const fs::path& target) {
  const fs::path to = ledger::Place::at(target).directory;
  std::error_code fault;
  if (fs::exists(to, fault))
    return Error{"target-exists", "a backup never writes over anything", to.string()};
  auto opened = ledger::open_ledger(place, ledger::Mode::read);
  if (!opened) return opened.error();
  return whole(place.directory, to, [&](const fs::path& made) { return (*opened)->backup(made); });
}

Status bring_back(const fs::path& backup, const ledger::Place& place) {
  std::error_code fault;
  if (fs::exists(place.directory, fault) && !fs::is_empty(place.directory, fault))
    return Error{"ledger-exists", "the directory is not empty", place.directory.string()};
  return whole(backup, place.directory, [&](const fs::path& made) {
    return ledger::restore_ledger(backup, {made, place.key_file});
  });
}

}  // namespace vuoro::app
