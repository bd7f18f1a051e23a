#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/codes.hpp"
#include "content/county.hpp"

namespace vuoro::content {

/// Reads chat.toml: when the chat is open, how long silence may last, and the answers kept ready. Faults go
/// to the errors.
class ChatReader {
 public:
  explicit ChatReader(ContentErrors& errors) : errors_(errors) {}

  void read(const toml::table& table, const std::string& shown);
  /// Judges what was read against the county's teams, and gives it to the county.
  void finish(const Codes& teams, County& county);

 private:
  void read_head(Fields& fields);
  void read_hours(Fields& fields);
  void read_answer(Fields& fields);

  ContentErrors& errors_;
  std::optional<Chat> chat_;
  Codes answer_codes_{"answer"};
  std::vector<Mention> named_teams_;
};

}  // namespace vuoro::content
