#include "net/outbox.hpp"

#include <utility>

namespace vuoro::net {

std::string& Outbox::tail() {
  if (empty() || pieces_.back().keeper) pieces_.emplace_back();
  return pieces_.back().own;
}

void Outbox::add(std::shared_ptr<const void> keeper, std::string_view text) {
  if (text.empty()) return;
  pieces_.push_back({{}, std::move(keeper), text});
}

std::size_t Outbox::bytes() const {
  std::size_t sum = 0;
  for (std::size_t i = first_; i < pieces_.size(); ++i) sum += pieces_[i].text().size();
  return sum - offset_;
}

std::string_view Outbox::piece(std::size_t n) const {
  return pieces_[first_ + n].text().substr(n == 0 ? offset_ : 0);
}

void Outbox::sent(std::size_t bytes) {
  offset_ += bytes;
  while (first_ < pieces_.size() && offset_ >= pieces_[first_].text().size()) {
    offset_ -= pieces_[first_].text().size();
    pieces_[first_++] = {};
  }
  if (empty()) return clear();
  constexpr std::size_t kTidyAfter = 64;
  if (first_ < kTidyAfter) return;
  pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_));
  first_ = 0;
}

void Outbox::clear() {
  pieces_.clear();
  if (pieces_.capacity() > 8) pieces_.shrink_to_fit();  // ten thousand quiet streams must stay small
  first_ = offset_ = 0;
}

}  // namespace vuoro::net
