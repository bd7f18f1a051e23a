#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/call_map.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/once_key.hpp"
#include "exchange/term_names.hpp"
#include "live/telephone.hpp"

namespace vuoro::exchange {

/// What one row tells of one call: its moments, each as an exchange would have told it.
struct CallStory {
  std::string call;
  std::vector<live::CallNews> moments;

  /// Changes when anything does. A call that grew since the last export is told anew, and nothing twice.
  [[nodiscard]] Digest fingerprint() const;
};

/// Understands the rows of one file of calls. Immutable.
class CallReader {
 public:
  /// Errors: "columns-missing", "columns-twice".
  static Result<CallReader> bind(const std::vector<std::string>& header, const CallMap& map, TermNames lines);

  /// Faults: "id-missing", "id-too-long", "line-unknown", "date-unreadable", "time-out-of-range",
  /// "time-after-now", "before-offered" (a moment before the call's arrival), "no-moment" (the row has none),
  /// "number-missing" (asked to be called back, but where?), "number-unreadable", "word-unknown" (result),
  /// "language-unreadable".
  Result<CallStory, RowFault> read(std::span<const std::string_view> fields, Instant now) const;

  [[nodiscard]] const std::vector<std::string>& ignored_columns() const { return ignored_; }

 private:
  using Fields = std::span<const std::string_view>;
  [[nodiscard]] std::optional<RowFault> read_moments(Fields fields, Instant now, CallStory& story) const;
  [[nodiscard]] std::optional<RowFault> read_caller(Fields fields, CallStory& story) const;
  [[nodiscard]] std::optional<RowFault> read_result(Fields fields, CallStory& story) const;

  CallMap map_;
  TermNames lines_;
  std::size_t call_ = 0, line_ = 0;
  std::optional<std::size_t> number_, language_, result_;
  std::array<std::optional<std::size_t>, 7> moments_;
  std::vector<std::string> ignored_;
};

}  // namespace vuoro::exchange
