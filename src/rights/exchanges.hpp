#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace vuoro::rights {

/// A telephone exchange that has shown its secret with a request. Only Gate::telephone makes one.
class Exchange {
 public:
  [[nodiscard]] const std::string& code() const { return code_; }

 private:
  friend class Gate;
  explicit Exchange(std::string code) : code_(std::move(code)) {}
  std::string code_;
};

/// What a request brings to prove where it comes from (docs/telephone.md).
struct SignedRequest {
  std::string_view exchange;
  std::string_view timestamp;  ///< Seconds since 1970, as written.
  std::string_view signature;  ///< "v1=" and 64 hexadecimal digits.
  std::string_view body;
};

/// The shared secrets of the exchanges, each from a file of its own that others cannot read. Immutable after
/// loading, so safe to share between threads; wiped on release.
class Exchanges {
 public:
  static constexpr std::size_t least_secret = 32;
  static constexpr std::size_t most_secret = 4096;  ///< One byte more than a secret may have.
  /// How far the timestamp may be from our clock: what is older is a replay.
  static constexpr std::chrono::seconds window{300};

  /// No exchange at all: every request is refused.
  Exchanges() = default;
  /// Reads `<code>.secret` of every code from the folder; blanks and line ends around a secret are no part of
  /// it. Errors: "secret-missing", "secret-open" (others can read it, or somebody else owns it),
  /// "secret-invalid" (shorter than 32 or longer than 4095 bytes); where = the file, never its content.
  static Result<Exchanges> load(const std::filesystem::path& folder, const std::vector<std::string>& codes);

 private:
  friend class Gate;
  enum class Verdict : std::uint8_t { fits, wrong, stale };
  /// HMAC-SHA256 over "<exchange>\n<timestamp>\n<body>", compared in constant time. An unknown exchange costs
  /// the same as a wrong signature.
  [[nodiscard]] Verdict judge(const SignedRequest& request, Instant now) const;

  struct Secret {
    Secret() = default;
    ~Secret();
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    std::array<unsigned char, most_secret> bytes{};
    std::size_t size = 0;
  };
  std::map<std::string, std::unique_ptr<Secret>, std::less<>> secrets_;
};

}  // namespace vuoro::rights
