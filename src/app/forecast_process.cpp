#include "app/forecast_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>  // NOLINT: kill, SIGKILL
#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>

#include "calendar/zone.hpp"
#include "ledger/durable_file.hpp"

extern char** environ;  // NOLINT: POSIX names it so

namespace vuoro::app {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t most_said = 4096;
constexpr std::chrono::milliseconds between_looks{100};

/// What the process says of itself, "vuoro: code: …", as a reason in words that a leader follows.
std::string fault_of(const std::string& said) {
  struct Known {
    std::string_view code;
    std::string_view fault;
  };
  static constexpr std::array known = {
      Known{"vuoro: history-thin", "history-thin"}, Known{"vuoro: ledger-", "ledger"},
      Known{"vuoro: content-refused", "content"}, Known{"vuoro: disk-full", "disk"},
      Known{"vuoro: file-unwritable", "disk"}};
  for (const Known& one : known) {
    if (said.find(one.code) != std::string::npos) return std::string(one.fault);
  }
  return "unknown";
}

/// What posix_spawn is told: nothing of the server's is inherited but standard error, into a pipe.
class SpawnPlan {
 public:
  explicit SpawnPlan(int errors) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, errors, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  /// 0, or why not.
  int spawn(std::vector<std::string> command, const std::filesystem::path& scratch, pid_t& process) const {
    std::vector<std::string> variables;
    for (char** one = environ; *one != nullptr; ++one) {
      if (!std::string_view(*one).starts_with("TMPDIR=")) variables.emplace_back(*one);
    }
    variables.push_back("TMPDIR=" + scratch.string());
    // Rows of a future lie far apart: on large pages it takes a tenth less (docs/model.md).
    if (std::getenv("GLIBC_TUNABLES") == nullptr)
      variables.emplace_back("GLIBC_TUNABLES=glibc.malloc.hugetlb=1");
    const auto argv = pointers(command);
    const auto envp = pointers(variables);
    return ::posix_spawn(&process, argv[0], &files_, &attributes_, argv.data(), envp.data());
  }

 private:
  static std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
  }

  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

/// Keeps the end of what there is to read; false when there will be no more.
bool listen(int pipe, std::string& said) {
  pollfd ready{pipe, POLLIN, 0};
  if (::poll(&ready, 1, static_cast<int>(between_looks.count())) <= 0) return true;
  std::array<char, 4096> part{};
  const ssize_t n = ::read(pipe, part.data(), part.size());
  if (n <= 0) return false;
  said.append(part.data(), static_cast<std::size_t>(n));
  if (said.size() > most_said) said.erase(0, said.size() - most_said);
  return true;
}

Ended ended_with(int status, std::string said) {
  if (WIFSIGNALED(status)) return {"killed", std::move(said) + "signal " + std::to_string(WTERMSIG(status))};
  if (WEXITSTATUS(status) == 0) return {{}, std::move(said)};
  std::string fault = fault_of(said);
  return {std::move(fault), std::move(said)};
}

}  // namespace

Ended run_beside(const std::vector<std::string>& command, const std::filesystem::path& scratch,
                 std::chrono::seconds limit, const std::function<bool()>& stop,
                 const std::function<void(const std::string& said)>& hear) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {"unknown", std::strerror(errno)};
  const ledger::Descriptor hears(ends[0]);
  ledger::Descriptor says(ends[1]);
  pid_t process = 0;
  if (const int fault = SpawnPlan(says.get()).spawn(command, scratch, process); fault != 0)
    return {"unknown", std::strerror(fault)};
  says = ledger::Descriptor();
  const auto end = Steady::now() + limit;
  std::string said;
  std::string cut;  // why it was ended before its time
  int status = 0;
  bool open = true;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (cut.empty() && stop()) cut = "interrupted";
    if (cut.empty() && Steady::now() >= end) cut = "too-slow";
    if (!cut.empty()) ::kill(process, SIGKILL);
    if (open) {
      open = listen(hears.get(), said);
      if (hear) hear(said);
    } else {
      std::this_thread::sleep_for(between_looks);
    }
  }
  while (open && cut.empty()) {
    pollfd ready{hears.get(), POLLIN, 0};
    if (::poll(&ready, 1, 0) <= 0) break;
    open = listen(hears.get(), said);
  }
  if (!cut.empty()) return {cut, std::move(said)};
  return ended_with(status, std::move(said));
}

void stay_in_background() {
  static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGKILL));
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, 19));
  std::ofstream("/proc/self/oom_score_adj") << 1000;
}

ForecastProcess::ForecastProcess(const api::ForecastShelf& shelf, Options options)
    : shelf_(shelf), options_(std::move(options)) {
  if (const auto before = shelf_.run()) state_ = *before;
  // The machine or the server went away in the middle of it.
  if (state_.phase == api::RunPhase::running) {
    state_.phase = api::RunPhase::failed;
    state_.ended = state_.began;
    state_.fault = "interrupted";
  }
  if (on()) thread_ = std::thread([this] { serve(); });
}

ForecastProcess::~ForecastProcess() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool ForecastProcess::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

api::RunState ForecastProcess::last() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

api::RunStart ForecastProcess::begin(api::RunCause by) {
  {
    const std::lock_guard lock(mutex_);
    if (state_.phase == api::RunPhase::running) return api::RunStart::running;
    if (options_.place != nullptr && options_.place->take(RunUse::forecast) != RunUse::none)
      return api::RunStart::plan_running;
    state_ = {api::RunPhase::running, by, options_.clock(), {}, {}};
  }
  wake_.notify_all();
  return api::RunStart::started;
}

api::RunStart ForecastProcess::start(api::RunCause by) {
  return on() ? begin(by) : api::RunStart::off;
}

void ForecastProcess::look() {
  constexpr int begins = 3 * 3600 + 1800;  // after those who are found at night have their matters
  if (options_.when != ForecastWhen::nightly) return;
  const Instant now = options_.clock();
  const Instant due = calendar::at_local(calendar::local_day(now), begins);
  if (now < due || last().began >= due) return;
  static_cast<void>(begin(api::RunCause::night));
}

void ForecastProcess::serve() {
  const auto settled = Steady::now() + options_.settle;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (state_.phase == api::RunPhase::running) {
      lock.unlock();
      make();
      lock.lock();
      continue;
    }
    wake_.wait_for(lock, std::chrono::seconds{20});
    if (stopping_ || Steady::now() < settled) continue;
    lock.unlock();
    look();
    lock.lock();
  }
}

void ForecastProcess::make() {
  const api::RunState run = last();
  if (const auto kept = shelf_.keep(run); !kept)
    spdlog::warn("the forecast's run is not noted: {} ({})", kept.error().what, kept.error().where);
  if (options_.told) options_.told();
  std::error_code ignored;  // what cannot be made is told by the process
  std::filesystem::create_directories(options_.scratch, ignored);
  auto command = options_.command;
  command.insert(command.end(), {"--made", std::to_string(run.began.s)});
  const Ended ended = run_beside(command, options_.scratch, options_.limit, [this] { return stopping(); });
  std::filesystem::remove_all(options_.scratch, ignored);
  api::RunState after = run;
  after.phase = ended.fault.empty() ? api::RunPhase::done : api::RunPhase::failed;
  after.fault = ended.fault;
  after.ended = options_.clock();
  if (after.phase == api::RunPhase::failed) spdlog::warn("no forecast: {}: {}", ended.fault, ended.said);
  if (const auto kept = shelf_.keep(after); !kept)
    spdlog::warn("the forecast's run is not noted: {} ({})", kept.error().what, kept.error().where);
  {
    const std::lock_guard lock(mutex_);
    state_ = after;
    if (options_.place != nullptr) options_.place->leave();
  }
  if (options_.told) options_.told();
}

}  // namespace vuoro::app
