#include "exchange/header_columns.hpp"

#include <algorithm>

namespace vuoro::exchange {
namespace {

void list(std::string& names, std::string_view name) {
  if (!names.empty()) names += ", ";
  names += name;
}

}  // namespace

std::optional<std::size_t> HeaderColumns::optional(std::string_view name) {
  if (name.empty()) return std::nullopt;
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  if (std::find(found + 1, header_.end(), name) != header_.end()) list(twice_, name);
  const auto index = static_cast<std::size_t>(found - header_.begin());
  asked_[index] = true;
  return index;
}

std::size_t HeaderColumns::required(std::string_view name) {
  const auto index = optional(name);
  if (!index) list(missing_, name);
  return index.value_or(0);
}

Status HeaderColumns::status() const {
  if (!missing_.empty()) return Error{"columns-missing", "the header lacks: " + missing_, "header"};
  if (!twice_.empty()) return Error{"columns-twice", "the header names twice: " + twice_, "header"};
  return Unit{};
}

std::vector<std::string> HeaderColumns::ignored() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (!asked_[i]) names.push_back(header_[i]);
  }
  return names;
}

}  // namespace vuoro::exchange
