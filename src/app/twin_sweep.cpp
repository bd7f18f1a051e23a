#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>

#include "app/commands.hpp"
#include "content/content_error.hpp"
#include "ledger/durable_file.hpp"
#include "rights/gate.hpp"
#include "twin/sweep.hpp"

namespace vuoro::app {

namespace {

using twin::Design;
using twin::Layout;

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::optional<std::uint32_t> environment(const char* name) {
  const char* const text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return text == nullptr ? std::nullopt : number_in(text);
}

/// "2/5": the second of five.
std::optional<Layout> layout_of(std::string_view share) {
  const std::size_t stroke = share.find('/');
  if (stroke == std::string_view::npos) return std::nullopt;
  const auto nth = number_in(share.substr(0, stroke));
  const auto of = number_in(share.substr(stroke + 1));
  if (!nth || !of || *nth < 1 || *nth > *of) return std::nullopt;
  return Layout{*nth - 1, *of};
}

/// What whoever started the process says of its place: a task of a Slurm array, a process of srun or mpirun.
Layout layout_around() {
  const auto task = environment("SLURM_ARRAY_TASK_ID");
  const auto tasks = environment("SLURM_ARRAY_TASK_COUNT");
  const auto first = environment("SLURM_ARRAY_TASK_MIN");
  if (task && tasks && first && *task >= *first && *task - *first < *tasks)
    return {*task - *first, *tasks};  // The array's step is 1.
  using Names = std::pair<const char*, const char*>;
  for (const auto& [rank, size] :
       {Names{"SLURM_PROCID", "SLURM_NTASKS"}, Names{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
        Names{"PMI_RANK", "PMI_SIZE"}}) {
    const auto nth = environment(rank);
    const auto of = environment(size);
    if (nth && of && *nth < *of) return {*nth, *of};
  }
  return {};
}

std::filesystem::path unit_file(const std::filesystem::path& out, std::uint32_t unit) {
  return out / "units" / fmt::format("{:07}.csv", unit);
}

/// The unit's file when it is there, of this design, and whole.
std::optional<std::string> done(const std::filesystem::path& out, const Design& design, std::uint32_t unit) {
  const auto file = unit_file(out, unit);
  if (!std::filesystem::exists(file)) return std::nullopt;
  const auto bytes = ledger::read_file(file);
  if (!bytes) return std::nullopt;
  std::string text(bytes->size(), '\0');
  for (std::size_t i = 0; i < bytes->size(); ++i) text[i] = static_cast<char>((*bytes)[i]);
  if (!twin::whole_unit(design, unit, text)) return std::nullopt;
  return text;
}

/// Whole or not at all, and under a name of the process's own until then: two may do the same unit.
Status write(const std::filesystem::path& file, const std::string& text) {
  std::array<char, 256> host{};
  static_cast<void>(::gethostname(host.data(), host.size() - 1));
  const std::filesystem::path own = fmt::format("{}.{}-{}", file.string(), host.data(), ::getpid());
  std::error_code fault;
  std::filesystem::remove(own, fault);  // Of a process that died with this number.
  if (auto written = ledger::write_new_file(own, {std::as_bytes(std::span(text.data(), text.size()))});
      !written)
    return written;
  std::filesystem::rename(own, file, fault);
  if (fault) return Error{"file-unwritable", fault.message(), file.string()};
  return ledger::sync_path(file.parent_path());
}

/// Does what is this process's to do. @return How many units it did.
Result<std::uint32_t> work(const TwinSweep& command, const Design& design, Layout layout) {
  const Viewer viewer = rights::Gate::operations();
  std::uint32_t did = 0;
  for (std::uint32_t unit = 0; unit < twin::units_of(design); ++unit) {
    if (!layout.mine(unit) || done(command.out, design, unit)) continue;
    const auto text = twin::run_unit(design, unit, viewer, command.threads);
    if (!text) return text.error();
    if (auto written = write(unit_file(command.out, unit), *text); !written) return written.error();
    ++did;
  }
  return did;
}

}  // namespace

int twin_sweep(const TwinSweep& command) {
  std::optional<Layout> layout = command.share.empty() ? layout_around() : layout_of(command.share);
  if (!layout) return fail({"share-wrong", "give --share as K/N, 1 <= K <= N", command.share});
  const auto design = twin::load_design(command.design);
  if (!design) return fail(content::as_error(design.error()));
  std::error_code fault;
  std::filesystem::create_directories(command.out / "units", fault);
  if (fault) return fail({"file-unwritable", fault.message(), command.out.string()});
  const std::uint32_t units = twin::units_of(*design);
  fmt::print("{} points, {} replications of each, {} units; process {} of {}\n", twin::points_of(*design),
             design->replications, units, layout->nth + 1, layout->of);
  const auto did = work(command, *design, *layout);
  if (!did) return fail(did.error());
  std::vector<std::string> texts;
  for (std::uint32_t unit = 0; unit < units; ++unit) {
    auto text = done(command.out, *design, unit);
    if (!text) break;
    texts.push_back(*std::move(text));
  }
  if (texts.size() < units) {
    fmt::print("did {} units; others are still to be done\n", *did);
    return 0;  // mpirun would end the others if this were a failure; whoever is last writes the result.
  }
  const auto all = twin::gather(*design, texts);
  if (!all) return fail(all.error());
  const auto result = command.out / "result.csv";
  if (auto written = write(result, *all); !written) return fail(written.error());
  fmt::print("did {} units; all {} are done: {}\n", *did, units, result.string());
  return 0;
}

}  // namespace vuoro::app
