#pragma once

#include <cstddef>
#include <vector>

namespace vuoro::core {

/// Rows numbered from 1, kept in chunks so that growth never moves a row and never stalls a request.
/// Copyable (the twin copies State). Not thread-safe. push and operator[] are O(1).
template <class Row>
class Table {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  /// True for 1..size().
  [[nodiscard]] bool has(std::size_t number) const { return number >= 1 && number <= size_; }

  [[nodiscard]] Row& operator[](std::size_t number) {
    return chunks_[(number - 1) / chunk][(number - 1) % chunk];
  }
  [[nodiscard]] const Row& operator[](std::size_t number) const {
    return chunks_[(number - 1) / chunk][(number - 1) % chunk];
  }

  /// @return The new row's number.
  std::size_t push(const Row& row) {
    if (size_ % chunk == 0) {
      chunks_.emplace_back();
      chunks_.back().reserve(chunk);
    }
    chunks_.back().push_back(row);
    return ++size_;
  }

  /// Bytes held, including what is reserved ahead.
  [[nodiscard]] std::size_t bytes() const {
    return chunks_.size() * chunk * sizeof(Row) + chunks_.capacity() * sizeof(std::vector<Row>);
  }

  /// The rows in order, a chunk at a time (for scans).
  [[nodiscard]] const std::vector<std::vector<Row>>& chunks() const { return chunks_; }

 private:
  static constexpr std::size_t chunk = 4096;
  std::vector<std::vector<Row>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace vuoro::core
