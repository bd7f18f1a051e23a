#pragma once

#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace vuoro::ledger {

/// An open file descriptor, closed at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

/// What errno says about a file: "disk-full" or "file-unwritable", with the system's words.
Error file_error(const std::filesystem::path& file, int number, const char* doing);

/// Writes a new file (0600) that must not exist, and syncs it.
Status write_new_file(const std::filesystem::path& file,
                      std::initializer_list<std::span<const std::byte>> parts);
/// The same, but whole or not at all under its name: through a temporary name, with the directory synced.
Status replace_file(const std::filesystem::path& file,
                    std::initializer_list<std::span<const std::byte>> parts);
/// Makes names created, renamed or removed in a directory durable; also syncs a file.
Status sync_path(const std::filesystem::path& path);
/// The whole file. Errors: "file-unreadable".
Result<std::vector<std::byte>> read_file(const std::filesystem::path& file);
/// Makes a directory that only its owner can enter. Errors: "file-unwritable".
Status make_private_directory(const std::filesystem::path& directory);
/// Renames a finished directory onto a name that does not exist or is an empty directory, durably.
Status publish_directory(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace vuoro::ledger
