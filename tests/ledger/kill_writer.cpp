// Appends batches for ever and says on standard output which event is the last acknowledged one.
// kill_test.cpp kills it. With VUORO_BREAK=ack-before-commit it acknowledges too early, to prove that the
// test would notice. With VUORO_ERASES it also writes secrets and erases each after the next batch.
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "ledger/kill_pattern.hpp"
#include "ledger/sqlite.hpp"

using namespace vuoro;
using namespace vuoro::ledger;

namespace {

int fail(const Error& why) {
  const std::string text = "error " + why.code + ": " + why.what + " [" + why.where + "]\n";
  return ::write(STDERR_FILENO, text.data(), text.size()) < 0 ? 3 : 2;
}

bool acknowledge(Seq last) {
  // Eight bytes: written whole to a pipe, or not at all.
  return ::write(STDOUT_FILENO, &last, sizeof last) == static_cast<ssize_t>(sizeof last);
}

}  // namespace

int main(int /*argc*/, char** argv) {
  const char* fault = std::getenv("VUORO_BREAK");
  const bool too_early = fault != nullptr && std::strcmp(fault, "ack-before-commit") == 0;
  const bool erases = std::getenv("VUORO_ERASES") != nullptr;
  std::uint64_t to_erase = 0;
  auto ledger = open_ledger(Place::at(argv[1]), Mode::write);
  if (!ledger) {
    return fail(ledger.error());
  }
  if (auto done = (*ledger)->replay(1, {}); !done) {
    return fail(done.error());
  }
  Batch batch;
  for (;;) {
    const Seq first = (*ledger)->last_seq() + 1;
    fill(batch, first);
    if (erases) {
      batch.documents.push_back({secret_of(first), {}, secret_text(first)});
    }
    const Seq last = first + batch.events.size() - 1;
    if (too_early && !acknowledge(last)) {
      return 0;
    }
    if (auto done = (*ledger)->append(batch); !done) {
      return fail(done.error());
    }
    if (!too_early && !acknowledge(last)) {
      return 0;
    }
    if (erases) {
      const std::array<DocumentId, 1> before{secret_of(to_erase)};
      const auto erased = (*ledger)->erase_documents(before);
      if (!erased) {
        return fail(erased.error());
      }
      if (to_erase != 0 && !acknowledge(erased_mark | to_erase)) {
        return 0;
      }
      to_erase = first;
    }
  }
}
