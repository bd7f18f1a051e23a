// kill -9 at random moments: nothing acknowledged is ever missing, and no batch is half there.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "ledger/kill_pattern.hpp"
#include "ledger/ledger_for_tests.hpp"

namespace vuoro::ledger {
namespace {

int cycles() {
  const char* wanted = std::getenv("VUORO_KILL_CYCLES");
  return wanted != nullptr ? std::atoi(wanted) : 50;
}

/// Runs the writer until it has acknowledged something, lets it go on for a while and kills it.
/// Returns the last event it acknowledged.
Seq run_and_kill(const std::filesystem::path& directory, const char* fault, std::chrono::microseconds life) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) {
    throw std::runtime_error("pipe");
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(pipe_ends[1], STDOUT_FILENO);
    ::close(pipe_ends[0]);
    ::close(pipe_ends[1]);
    if (fault != nullptr) {
      ::setenv("VUORO_BREAK", fault, 1);
    } else {
      ::unsetenv("VUORO_BREAK");
    }
    ::execl(VUORO_KILL_WRITER, VUORO_KILL_WRITER, directory.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  Seq acknowledged = 0;
  Seq word = 0;
  using Clock = std::chrono::steady_clock;
  std::optional<Clock::time_point> end;
  while (!end || Clock::now() < *end) {
    pollfd waiting{pipe_ends[0], POLLIN, 0};
    if (::poll(&waiting, 1, end ? 1 : 20000) > 0) {
      if (::read(pipe_ends[0], &word, sizeof word) != static_cast<ssize_t>(sizeof word)) {
        break;  // it ended by itself: the caller finds that nothing was acknowledged
      }
      acknowledged = word;
      if (!end) {
        end = Clock::now() + life;
      }
    } else if (!end) {
      break;
    }
  }
  ::kill(child, SIGKILL);
  while (::read(pipe_ends[0], &word, sizeof word) == static_cast<ssize_t>(sizeof word)) {
    acknowledged = word;  // said before it died
  }
  ::close(pipe_ends[0]);
  ::waitpid(child, nullptr, 0);
  return acknowledged;
}

/// What is wrong with the ledger after a crash, in words; empty when nothing is. `first` is the first event
/// of a batch.
std::string faults_after(const Place& place, Seq acknowledged) {
  auto ledger = must(open_ledger(place, Mode::write));
  std::vector<std::string> bodies;
  must(ledger->replay(1, [&](Seq, std::span<const std::byte> body) -> Status {
    bodies.push_back(text_of(body));
    return Unit{};
  }));
  if (bodies.size() < acknowledged) {
    return "acknowledged event " + std::to_string(acknowledged) + " is missing, there are " +
           std::to_string(bodies.size());
  }
  Seq first = 1;
  while (first <= bodies.size()) {
    const Seq count = batch_size(first);
    if (first + count - 1 > bodies.size()) {
      return "half a batch at " + std::to_string(first);
    }
    for (Seq seq = first; seq < first + count; ++seq) {
      if (bodies[seq - 1] != body_of(first, seq)) {
        return "event " + std::to_string(seq) + " is another one";
      }
    }
    const auto request = must(ledger->find_request(request_key(first)));
    if (!request || request->first_seq != first || request->events != count) {
      return "request " + std::to_string(first) + " is missing";
    }
    if (must(ledger->document(care(), DocumentId{first})) != "document " + std::to_string(first)) {
      return "document " + std::to_string(first) + " is missing";
    }
    first += count;
  }
  if (must(ledger->find_request(request_key(first)))) {
    return "a request without its events";
  }
  return "";
}

TEST(Kill, LosesNothingAcknowledgedAndHalvesNothing) {
  const int wanted = cycles();
  const auto seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  auto scratch = std::make_unique<Scratch>();
  auto place = Place::at(*scratch / "county");
  must(create_ledger(place));
  Seq total = 0;
  for (int i = 0; i < wanted; ++i) {
    if (i % 50 == 49) {  // checking walks over everything: start afresh now and then
      scratch = std::make_unique<Scratch>();
      place = Place::at(*scratch / "county");
      must(create_ledger(place));
    }
    const auto life = std::chrono::microseconds(random() % 30000);
    const Seq acknowledged = run_and_kill(place.directory, nullptr, life);
    ASSERT_GT(acknowledged, 0U) << "the writer did not get going in cycle " << i;
    ASSERT_EQ(faults_after(place, acknowledged), "") << "cycle " << i << " seed " << seed;
    total += acknowledged;
    if (i % 10 == 0) {
      const auto report = must(check_ledger(place));
      ASSERT_TRUE(report.ok()) << report.faults[0].what << " " << report.faults[0].where;
    }
  }
  EXPECT_GT(total, 0U);
}

TEST(Kill, NoticesAWriterThatAcknowledgesBeforeTheCommit) {
  Scratch scratch;
  const auto place = Place::at(scratch / "county");
  must(create_ledger(place));
  std::string fault;
  for (int i = 0; i < 100 && fault.empty(); ++i) {
    fault = faults_after(
        place, run_and_kill(place.directory, "ack-before-commit", std::chrono::microseconds(200 * i)));
  }
  EXPECT_NE(fault.find("is missing"), std::string::npos) << "the test has no teeth";
}

}  // namespace
}  // namespace vuoro::ledger
