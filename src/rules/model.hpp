#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "rules/evaluator.hpp"
#include "rules/program.hpp"
#include "rules/reason.hpp"

namespace vuoro::rules {

/// Something wrong in a model's files, and where.
struct Finding {
  enum class Weight : std::uint8_t { error, warning };
  Weight weight = Weight::error;
  std::string file;
  std::uint32_t line = 0;
  std::string where;  ///< Element, and for a table row and column.
  Reason reason;
  std::uint32_t row = 0;    ///< Of a table, from 1; 0 = not in a row.
  std::string column = {};  ///< Expression of an input column, name of an output; empty = in no column.
  /// "file:line: where: what"
  [[nodiscard]] std::string text() const;
  /// The reason in English.
  [[nodiscard]] std::string what() const { return in_english(reason); }
};

/// What an evaluation gave.
struct Outcome {
  Value result;
  std::vector<std::string> problems;  ///< Why something became null.
  std::vector<Match> matches;         ///< Rows that matched, when asked for.
};

enum class Matches : std::uint8_t { drop, keep };

struct Asking {
  Budget budget;
  DateTime now;  ///< What now() and today() are.
  Matches matches = Matches::drop;
};

/// A DMN model (OMG DMN 1.1 – 1.5) with the models it imports, compiled. Immutable; safe to use from many
/// threads.
class Model {
 public:
  /// Reads the file and, from its folder, the models it imports. Errors: "model-unreadable", and when it
  /// is not DMN at all "xml-broken", "not-utf8", "not-dmn", "too-many-models". Everything else that is wrong
  /// is in findings(); what it touches evaluates to null.
  static Result<Model> load(const std::filesystem::path& file);
  /// One text without imports.
  static Result<Model> parse(std::string_view xml, const std::string& file_name);

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  [[nodiscard]] bool sound() const;  ///< No finding of the weight error.
  [[nodiscard]] const Program& program() const { return *program_; }

  /// A decision of the model itself, or a business knowledge model, or a service, by name or id; none without
  /// one.
  [[nodiscard]] std::uint32_t find(std::string_view name_or_id) const;
  [[nodiscard]] std::uint32_t find_service(std::string_view name_or_id) const;

  /// Inputs are a context by the names of input data (or of decisions whose value is given); texts in it are
  /// read by the declared types. A business knowledge model takes its parameters from them. Errors:
  /// "rules-unknown" without such an element, "rules-cycle" when it needs itself, "rules-budget".
  [[nodiscard]] Result<Outcome> evaluate(std::uint32_t element, const Value& inputs,
                                         const Asking& asking = {}) const;

 private:
  friend class Loader;
  std::shared_ptr<const Program> program_;
  std::vector<std::vector<std::string>> paths_;  ///< For each element, the names by which inputs may call it.
  std::vector<bool> cyclic_;
  std::vector<Finding> findings_;
};

/// A value from outside as the type takes it: texts become dates, numbers, … where the type says so.
Value from_outside(const Code& code, const Value& value, TypeId type);

}  // namespace vuoro::rules
