#include "ledger/durable_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace vuoro::ledger {
namespace {

std::filesystem::path parent_of(const std::filesystem::path& path) {
  const auto parent = std::filesystem::absolute(path).lexically_normal().parent_path();
  return parent.empty() ? std::filesystem::path(".") : parent;
}

bool write_all(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      return false;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (number_ >= 0) {
      ::close(number_);
    }
    number_ = other.number_;
    other.number_ = -1;
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) {
    ::close(number_);
  }
}

Error file_error(const std::filesystem::path& file, int number, const char* doing) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  return {full ? "disk-full" : "file-unwritable",
          fmt::format("{}: {}", doing, std::generic_category().message(number)), file.string()};
}

Status write_new_file(const std::filesystem::path& file,
                      std::initializer_list<std::span<const std::byte>> parts) {
  const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!out) {
    return file_error(file, errno, "creating");
  }
  for (const auto part : parts) {
    if (!write_all(out.get(), part)) {
      Error why = file_error(file, errno, "writing");
      ::unlink(file.c_str());
      return why;
    }
  }
  if (::fsync(out.get()) != 0) {
    Error why = file_error(file, errno, "syncing");
    ::unlink(file.c_str());
    return why;
  }
  return Unit{};
}

Status replace_file(const std::filesystem::path& file,
                    std::initializer_list<std::span<const std::byte>> parts) {
  auto unfinished = file;
  unfinished += ".new";
  ::unlink(unfinished.c_str());
  if (auto done = write_new_file(unfinished, parts); !done) {
    return done;
  }
  if (::rename(unfinished.c_str(), file.c_str()) != 0) {
    return file_error(file, errno, "renaming");
  }
  return sync_path(parent_of(file));
}

Status sync_path(const std::filesystem::path& path) {
  const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) {
    return file_error(path, errno, "opening");
  }
  if (::fsync(opened.get()) != 0) {
    return file_error(path, errno, "syncing");
  }
  return Unit{};
}

Result<std::vector<std::byte>> read_file(const std::filesystem::path& file) {
  const auto unreadable = [&] {
    return Error{"file-unreadable", std::generic_category().message(errno), file.string()};
  };
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about {};
  if (!in || ::fstat(in.get(), &about) != 0) {
    return unreadable();
  }
  std::vector<std::byte> bytes(static_cast<std::size_t>(about.st_size));
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t n = ::read(in.get(), bytes.data() + have, bytes.size() - have);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return unreadable();
    }
    if (n == 0) {
      break;
    }
    have += static_cast<std::size_t>(n);
  }
  bytes.resize(have);
  return bytes;
}

Status make_private_directory(const std::filesystem::path& directory) {
  std::error_code fault;
  std::filesystem::create_directories(parent_of(directory), fault);
  if (::mkdir(directory.c_str(), 0700) != 0) {
    return file_error(directory, errno, "creating the directory");
  }
  return Unit{};
}

Status publish_directory(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (auto done = sync_path(from); !done) {
    return done;
  }
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return file_error(to, errno, "renaming the finished directory");
  }
  return sync_path(parent_of(to));
}

}  // namespace vuoro::ledger
