#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vuoro::net {

/// Bytes on their way to one client: own text and shared pieces, in order. Not thread-safe.
class Outbox {
 public:
  /// Where to append own text; what is appended goes out after everything added before.
  std::string& tail();
  /// Adds text without copying it; `keeper` keeps it alive.
  void add(std::shared_ptr<const void> keeper, std::string_view text);

  [[nodiscard]] bool empty() const { return first_ == pieces_.size(); }
  [[nodiscard]] std::size_t pieces() const { return pieces_.size() - first_; }
  [[nodiscard]] std::size_t bytes() const;
  /// The unsent text of the n-th waiting piece.
  [[nodiscard]] std::string_view piece(std::size_t n) const;
  /// Forgets what was sent.
  void sent(std::size_t bytes);
  void clear();

 private:
  struct Piece {
    std::string own;
    std::shared_ptr<const void> keeper;
    std::string_view shared;
    [[nodiscard]] std::string_view text() const { return keeper ? shared : std::string_view{own}; }
  };
  std::vector<Piece> pieces_;
  std::size_t first_ = 0;   // pieces before this are sent
  std::size_t offset_ = 0;  // sent bytes of the first waiting piece
};

}  // namespace vuoro::net
