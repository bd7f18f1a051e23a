// SQLite ends a write-ahead log at the first frame whose checksum is wrong, because that is what a power cut
// leaves behind. A flipped byte in the middle looks the same to it, and everything after would be lost in
// silence. But a commit is synced before the next one is written, so whole commits *after* the one that holds
// the broken frame prove damage.
#include <fmt/format.h>

#include <system_error>

#include "ledger/durable_file.hpp"
#include "ledger/store_files.hpp"

namespace vuoro::ledger {
namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::size_t sector = 512;

using Bytes = std::span<const std::byte>;

std::uint32_t big_endian(Bytes bytes, std::size_t at) {
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    n = (n << 8) | std::to_integer<std::uint32_t>(bytes[at + i]);
  }
  return n;
}

std::uint32_t little_endian(Bytes bytes, std::size_t at) {
  std::uint32_t n = 0;
  for (std::size_t i = 4; i-- > 0;) {
    n = (n << 8) | std::to_integer<std::uint32_t>(bytes[at + i]);
  }
  return n;
}

struct Checksum {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  friend bool operator==(Checksum, Checksum) = default;
};

/// The running checksum of the log's format (sqlite.org/fileformat2.html, section 4.2).
Checksum extend(Checksum sum, Bytes bytes, bool big) {
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
    sum.a += (big ? big_endian(bytes, i) : little_endian(bytes, i)) + sum.b;
    sum.b += (big ? big_endian(bytes, i + 4) : little_endian(bytes, i + 4)) + sum.a;
  }
  return sum;
}

struct Frame {
  bool salted;  ///< carries the log's present salts
  bool sound;   ///< follows, checksum and all, on what the frame before has written down
  bool commit;  ///< ends a transaction
  bool one_sector;
  Checksum sum;  ///< as written down
};

Frame read_frame(Bytes log, std::size_t at, std::size_t page, Checksum before, bool big) {
  const Bytes head = log.subspan(at, frame_header_bytes);
  Frame frame{};
  frame.salted = big_endian(head, 8) == big_endian(log, 16) && big_endian(head, 12) == big_endian(log, 20);
  frame.sum = {big_endian(head, 16), big_endian(head, 20)};
  Checksum sum = extend(before, head.first(8), big);
  sum = extend(sum, log.subspan(at + frame_header_bytes, page), big);
  frame.sound = frame.salted && sum == frame.sum;
  frame.commit = big_endian(head, 4) != 0;
  frame.one_sector = at % sector + frame_header_bytes <= sector;
  return frame;
}

}  // namespace

Status scan_log(const std::filesystem::path& database_file) {
  auto file = database_file;
  file += "-wal";
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  if (fault || size < header_bytes + frame_header_bytes + sector) {
    return Unit{};
  }
  auto read = read_file(file);
  if (!read) {
    return std::move(read).error();
  }
  const Bytes log = *read;
  const auto damaged = [&](std::string what) {
    return Error{"ledger-damaged", std::move(what), file.filename().string()};
  };
  const std::uint32_t magic = big_endian(log, 0);
  const bool big = (magic & 1U) != 0;
  const std::size_t page = big_endian(log, 8);
  Checksum before{big_endian(log, 24), big_endian(log, 28)};
  if ((magic & ~1U) != 0x377f0682U || page < sector || page > 65536 ||
      extend({}, log.first(24), big) != before) {
    return damaged("the header of the write-ahead log is broken");
  }
  std::size_t broken = 0;  // 1-based number of the first broken frame
  bool closed = false;     // the transaction that holds the broken frame has ended
  std::size_t number = 1;
  for (std::size_t at = header_bytes; at + frame_header_bytes + page <= log.size();
       at += frame_header_bytes + page, ++number) {
    const Frame frame = read_frame(log, at, page, before, big);
    before = frame.sum;
    if (broken == 0) {
      if (!frame.sound) {
        broken = number;
        // A header within one sector is written whole or not at all, so its word on ending a transaction
        // counts.
        closed = frame.salted && frame.commit && frame.one_sector;
      }
      continue;
    }
    if (!frame.sound) {
      continue;
    }
    if (closed) {
      return damaged(
          fmt::format("frame {} of the write-ahead log is broken, but durable commits follow it", broken));
    }
    closed = frame.commit;
  }
  return Unit{};
}

}  // namespace vuoro::ledger
