#pragma once

#include "rules/evaluator.hpp"

namespace vuoro::rules {

/// The slots of a call, for as long as it runs.
struct Evaluator::Frame {
  Frame(Evaluator& in, std::uint32_t slots) : in_(in), outer_(in.base_), size_(in.stack_.size()) {
    in.base_ = size_;
    in.stack_.resize(size_ + slots);
  }
  ~Frame() {
    in_.stack_.resize(size_);
    in_.base_ = outer_;
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

 private:
  Evaluator& in_;
  std::size_t outer_;
  std::size_t size_;
};

}  // namespace vuoro::rules
