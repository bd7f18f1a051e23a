#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace vuoro::net {

/// Counts connections in all and per address. Thread-safe.
class Doorkeeper {
 public:
  /// Served; told "503, come later"; closed without a word (even those told so are too many).
  enum class Word : std::uint8_t { welcome, later, away };

  Doorkeeper(std::size_t in_all, std::size_t per_address) : in_all_(in_all), per_address_(per_address) {}

  /// `key` names the address (for IPv6 its /64); "" is not counted per address.
  Word enter(const std::string& key);
  /// Precondition: enter(key) gave `word`, and it was not `away`.
  void leave(const std::string& key, Word word);
  [[nodiscard]] std::size_t inside() const;

 private:
  static constexpr std::size_t kToldLater = 256;

  const std::size_t in_all_, per_address_;
  mutable std::mutex mutex_;
  std::size_t inside_ = 0, told_later_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace vuoro::net
