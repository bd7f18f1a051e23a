#include "kill/server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <vector>

namespace vuoro::kill {

namespace {

struct Child {
  pid_t id;
  int output;
};

/// Starts the program with its standard output in a pipe and its log appended to the scratch directory.
Child spawn(const Places& places, const std::vector<std::string>& arguments) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  const std::string log = places.scratch / "server.log";
  std::vector<char*> argv;
  std::vector<std::string> words = {places.program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t id = ::fork();
  if (id == 0) {
    const int err = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  if (id < 0) throw std::runtime_error("fork");
  return {id, ends[0]};
}

/// What the pipe gives until `until` is in it, or it ends, or the time is over.
std::string read_until(int pipe, std::string_view until, std::chrono::seconds most) {
  const auto end = std::chrono::steady_clock::now() + most;
  std::string text;
  std::array<char, 4096> buffer{};
  while (until.empty() || text.find(until) == std::string::npos) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd waiting{pipe, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) break;
    const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
    if (got <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace

Server::Server(const Places& places, const std::filesystem::path& ledger) {
  std::filesystem::create_directories(ledger.parent_path());
  // Under the test clock the reception does nothing by itself: what it offered would stand in nobody's
  // history.
  const Child child =
      spawn(places, {"serve", "--demo", "--test-clock", "--ledger", ledger.string(), "--web",
                     (places.scratch / "web").string(), "--content", places.content.string(), "--port", "0"});
  child_ = child.id;
  output_ = child.output;
  const std::string said = read_until(output_, "\n", std::chrono::seconds{30});
  const std::size_t colon = said.rfind(':');
  const char* from = said.data() + (colon == std::string::npos ? said.size() : colon + 1);
  std::from_chars(from, said.data() + said.size(), port_);
  if (port_ == 0) {
    kill();
    throw std::runtime_error("the server did not open; see server.log in the scratch directory");
  }
}

void Server::kill() {
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
  ::close(output_);
  child_ = -1;
}

std::string check(const Places& places, const std::filesystem::path& ledger) {
  const Child child = spawn(places, {"check", "--ledger", ledger.string()});
  std::string said = read_until(child.output, "", std::chrono::seconds{120});
  ::close(child.output);
  int status = -1;
  ::waitpid(child.id, &status, 0);
  return status == 0 ? said : "FAILED " + said;
}

}  // namespace vuoro::kill
