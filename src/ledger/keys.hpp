#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.hpp"

namespace vuoro::ledger {

/// The secret keys of one ledger, in locked memory that is wiped on release. Not copyable; immutable, so safe
/// to share between threads. Losing the key file means losing documents and identities: back it up apart from
/// the ledger.
class Keys {
 public:
  static constexpr std::size_t key_bytes = 32;
  using Key = std::span<const unsigned char, key_bytes>;
  using Derived = std::array<std::byte, 32>;

  /// Makes fresh random keys and writes them to a new file that only its owner can read (0600).
  /// Errors: "key-file-exists", "file-unwritable".
  static Result<Keys> create(const std::filesystem::path& file);
  /// Errors: "key-file-missing", "key-file-open" (others can read or write it, or somebody else owns it: says
  /// what to do), "key-file-invalid" (where = file:line).
  static Result<Keys> read(const std::filesystem::path& file);

  [[nodiscard]] Key documents() const;
  [[nodiscard]] Key identities() const;
  /// A secret value for (purpose, id) that nobody without the key file can compute: keyed BLAKE2b-256.
  [[nodiscard]] Derived derive(std::string_view purpose, std::uint64_t id) const;

 private:
  struct Material;
  struct Wipe {
    void operator()(Material* material) const;
  };
  explicit Keys(std::unique_ptr<Material, Wipe> material) : material_(std::move(material)) {}
  static std::unique_ptr<Material, Wipe> blank();
  static Status parse(std::string_view text, const std::filesystem::path& file, Material& material);

  std::unique_ptr<Material, Wipe> material_;
};

}  // namespace vuoro::ledger
