#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "ledger/sqlite.hpp"
#include "ledger/viewer_for_tests.hpp"

namespace vuoro::ledger {

/// A directory of its own for each test, gone afterwards.
class Scratch {
 public:
  Scratch() {
    static std::atomic<int> count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("vuoro-ledger-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~Scratch() {
    std::error_code fault;
    std::filesystem::remove_all(path_, fault);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}
inline std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline std::array<std::byte, 16> key_of(std::uint64_t n) {
  std::array<std::byte, 16> key{};
  std::memcpy(key.data(), &n, sizeof n);
  return key;
}

/// Fails the test with the error's own words.
template <class T>
T must(Result<T> result, const char* what = "") {
  if (!result) {
    const Error& why = result.error();
    throw std::runtime_error(std::string(what) + why.code + ": " + why.what + " [" + why.where + "]");
  }
  return std::move(result).value();
}

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "ok" : result.error().code;
}

/// Opens and verifies.
inline std::unique_ptr<Ledger> opened(const Place& place, Mode mode = Mode::write) {
  auto ledger = must(open_ledger(place, mode));
  must(ledger->replay(1, {}));
  return ledger;
}

inline std::vector<std::string> events_of(Ledger& ledger, Seq from = 1) {
  std::vector<std::string> all;
  Seq next = from;
  must(ledger.replay(from, [&](Seq seq, std::span<const std::byte> body) -> Status {
    EXPECT_EQ(seq, next++);
    all.push_back(text_of(body));
    return Unit{};
  }));
  return all;
}

inline Batch batch_of(std::initializer_list<std::string_view> bodies) {
  Batch batch;
  for (const auto body : bodies) {
    batch.events.add(bytes_of(body));
  }
  return batch;
}

}  // namespace vuoro::ledger
