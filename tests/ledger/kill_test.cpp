// kill -9 at random moments: nothing acknowledged is ever missing, and no batch is half there.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "ledger/crash_faults.hpp"

namespace vuoro::ledger {
namespace {

int cycles() {
  const char* wanted = std::getenv("VUORO_KILL_CYCLES");
  return wanted != nullptr ? std::atoi(wanted) : 50;
}

/// Runs the writer until it has acknowledged something, lets it go on for a while and kills it.
/// Returns the last event it acknowledged.
Seq run_and_kill(const std::filesystem::path& directory, const char* fault, std::chrono::microseconds life,
                 std::vector<Seq>* erased = nullptr) {
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
    if (erased != nullptr) {
      ::setenv("VUORO_ERASES", "1", 1);
    } else {
      ::unsetenv("VUORO_ERASES");
    }
    ::execl(VUORO_KILL_WRITER, VUORO_KILL_WRITER, directory.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  Seq acknowledged = 0;
  Seq word = 0;
  const auto hear = [&] {
    if ((word & erased_mark) == 0) {
      acknowledged = word;
    } else if (erased != nullptr) {
      erased->push_back(word ^ erased_mark);
    }
  };
  using Clock = std::chrono::steady_clock;
  std::optional<Clock::time_point> end;
  while (!end || Clock::now() < *end) {
    pollfd waiting{pipe_ends[0], POLLIN, 0};
    if (::poll(&waiting, 1, end ? 1 : 20000) > 0) {
      if (::read(pipe_ends[0], &word, sizeof word) != static_cast<ssize_t>(sizeof word)) {
        break;  // it ended by itself: the caller finds that nothing was acknowledged
      }
      hear();
      if (!end) {
        end = Clock::now() + life;
      }
    } else if (!end) {
      break;
    }
  }
  ::kill(child, SIGKILL);
  while (::read(pipe_ends[0], &word, sizeof word) == static_cast<ssize_t>(sizeof word)) {
    hear();  // said before it died
  }
  ::close(pipe_ends[0]);
  ::waitpid(child, nullptr, 0);
  return acknowledged;
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

TEST(Kill, WhatIsErasedStaysErasedAndTheRestIsWhole) {
  Scratch scratch;
  const auto place = Place::at(scratch / "county");
  must(create_ledger(place));
  const auto seed = std::random_device{}();
  std::mt19937 random(seed);
  std::vector<Seq> erased;
  const int wanted = std::max(cycles() / 2, 10);
  for (int i = 0; i < wanted; ++i) {
    const Seq acknowledged =
        run_and_kill(place.directory, nullptr, std::chrono::microseconds(random() % 30000), &erased);
    ASSERT_EQ(faults_after(place, acknowledged), "") << "cycle " << i << " seed " << seed;
    auto ledger = opened(place);
    for (const Seq first : erased) {
      ASSERT_EQ(code_of(ledger->document(care(), secret_of(first))), "not-found")
          << first << " seed " << seed;
    }
    std::vector<DocumentId> left;
    for (Seq first = 1; first <= ledger->last_seq(); first += batch_size(first)) {
      const auto text = ledger->document(care(), secret_of(first));
      if (!text) continue;
      ASSERT_EQ(*text, secret_text(first)) << "half erased; seed " << seed;
      left.push_back(secret_of(first));
    }
    // At most the newest of each life: the round that was cut short is done again.
    ASSERT_LE(left.size(), 2U);
    ASSERT_EQ(must(ledger->erase_documents(left)).documents, left.size());
    const auto report = must(check_ledger(place));
    ASSERT_TRUE(report.ok()) << report.faults[0].what << " " << report.faults[0].where;
  }
  EXPECT_GT(erased.size(), 0U);
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
