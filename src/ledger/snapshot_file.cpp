#include "ledger/snapshot_file.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <system_error>

#include "ledger/chain.hpp"
#include "ledger/durable_file.hpp"

namespace vuoro::ledger {
namespace {

// magic(8) version(4) format(4) seq(8) head(32) length(8) state(length) checksum(32), numbers little endian
constexpr std::string_view magic = "VUOROSNP";
constexpr std::uint64_t version = 1;
constexpr std::size_t head_bytes = 64;
constexpr std::size_t kept = 2;
constexpr std::string_view prefix = "snapshot-";
constexpr std::string_view suffix = ".bin";

using Bytes = std::span<const std::byte>;

Hash checksum(Bytes head, Bytes state) {
  Hash out;
  crypto_generichash_state hashing;
  crypto_generichash_init(&hashing, nullptr, 0, out.size());
  crypto_generichash_update(&hashing, reinterpret_cast<const unsigned char*>(head.data()), head.size());
  crypto_generichash_update(&hashing, reinterpret_cast<const unsigned char*>(state.data()), state.size());
  crypto_generichash_final(&hashing, reinterpret_cast<unsigned char*>(out.data()), out.size());
  return out;
}

std::uint64_t number(Bytes bytes, std::size_t at, std::size_t length) {
  std::uint64_t n = 0;
  for (std::size_t i = length; i-- > 0;) {
    n = (n << 8) | std::to_integer<std::uint64_t>(bytes[at + i]);
  }
  return n;
}

std::optional<Seq> seq_of(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  std::string_view digits = name;
  if (!digits.starts_with(prefix) || !digits.ends_with(suffix) ||
      digits.size() <= prefix.size() + suffix.size()) {
    return std::nullopt;
  }
  digits.remove_prefix(prefix.size());
  digits.remove_suffix(suffix.size());
  Seq seq = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
  if (fault != std::errc{} || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return seq;
}

}  // namespace

Status write_snapshot_file(const std::filesystem::path& directory, const Snapshot& snapshot) {
  std::vector<std::byte> head;
  for (const char letter : magic) {
    head.push_back(static_cast<std::byte>(letter));
  }
  put_number(head, version, 4);
  put_number(head, snapshot.format, 4);
  put_number(head, snapshot.seq, 8);
  for (const std::byte b : snapshot.head) {
    head.push_back(b);
  }
  put_number(head, snapshot.state.size(), 8);
  const Hash sum = checksum(head, snapshot.state);
  const auto file = directory / fmt::format("{}{:012}{}", prefix, snapshot.seq, suffix);
  if (auto done = replace_file(file, {head, snapshot.state, sum}); !done) {
    return done;
  }
  const auto files = snapshot_files(directory);
  for (std::size_t i = kept; i < files.size(); ++i) {
    std::error_code fault;
    std::filesystem::remove(files[i], fault);  // an old one too many does no harm
  }
  return Unit{};
}

Result<Snapshot> read_snapshot_file(const std::filesystem::path& file) {
  auto read = read_file(file);
  if (!read) {
    return std::move(read).error();
  }
  std::vector<std::byte> bytes = std::move(*read);
  const auto damaged = [&](const char* what) {
    return Error{"snapshot-damaged", what, file.filename().string()};
  };
  Snapshot snapshot;
  if (bytes.size() < head_bytes + snapshot.head.size()) {
    return damaged("the file is cut short");
  }
  const Bytes all = bytes;
  const Bytes head = all.first(head_bytes);
  const Bytes state = all.subspan(head_bytes, all.size() - head_bytes - snapshot.head.size());
  if (std::memcmp(head.data(), magic.data(), magic.size()) != 0) {
    return damaged("the file is not a snapshot");
  }
  const Hash sum = checksum(head, state);
  if (!std::equal(sum.begin(), sum.end(), all.last(sum.size()).begin()) ||
      number(head, 56, 8) != state.size()) {
    return damaged("the content does not match its checksum");
  }
  if (number(head, 8, 4) != version) {
    return damaged("the file has another version");
  }
  snapshot.format = static_cast<std::uint32_t>(number(head, 12, 4));
  snapshot.seq = number(head, 16, 8);
  std::copy_n(head.begin() + 24, snapshot.head.size(), snapshot.head.begin());
  if (seq_of(file) != snapshot.seq) {
    return damaged("the file's name and content disagree");
  }
  // Cut the frame off in place: a state can be hundreds of megabytes.
  bytes.erase(bytes.end() - static_cast<std::ptrdiff_t>(snapshot.head.size()), bytes.end());
  bytes.erase(bytes.begin(), bytes.begin() + head_bytes);
  snapshot.state = std::move(bytes);
  return snapshot;
}

std::vector<std::filesystem::path> snapshot_files(const std::filesystem::path& directory) {
  std::vector<std::pair<Seq, std::filesystem::path>> found;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(directory, fault)) {
    if (const auto seq = seq_of(entry.path())) {
      found.emplace_back(*seq, entry.path());
    }
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<std::filesystem::path> files;
  files.reserve(found.size());
  for (auto& [seq, path] : found) {
    files.push_back(std::move(path));
  }
  return files;
}

}  // namespace vuoro::ledger
