#include "ledger/write_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <thread>

namespace vuoro::ledger {
namespace {

std::string holder(int file) {
  std::array<char, 32> text{};
  const ssize_t n = ::pread(file, text.data(), text.size(), 0);
  return n > 0 ? std::string(text.data(), static_cast<std::size_t>(n)) : std::string("unknown");
}

}  // namespace

Result<Descriptor> take_write_lock(const std::filesystem::path& directory, Patience patience) {
  const auto file = directory / "lock";
  Descriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock) {
    return file_error(file, errno, "opening the lock");
  }
  bool held = ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
  for (int tries = 0; !held && patience == Patience::a_moment && tries < 10; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    held = ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
  }
  if (!held) {
    return Error{"ledger-in-use",
                 fmt::format("another process (number {}) writes to this ledger", holder(lock.get())),
                 directory.string()};
  }
  // Only a hint for the message above: it may fail when the disk is full, and the lock holds all the same.
  const auto text = fmt::format("{}", ::getpid());
  if (::ftruncate(lock.get(), 0) != 0 || ::pwrite(lock.get(), text.data(), text.size(), 0) < 0) {
    return lock;
  }
  return lock;
}

}  // namespace vuoro::ledger
