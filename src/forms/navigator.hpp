#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "forms/form.hpp"
#include "forms/guide_bundle.hpp"
#include "forms/instruments.hpp"
#include "forms/navigator_texts.hpp"
#include "forms/review.hpp"
#include "rules/model.hpp"

namespace vuoro::forms {

/// One answer that a result rests on.
struct Because {
  ItemId question = nothing;
  rules::Value value;
};

/// One row of the table that matched.
struct Found {
  const OutcomeText* outcome = nullptr;  ///< Either this
  const ExitText* exit = nullptr;        ///< or this.
  const Source* source = nullptr;
  std::vector<Because> because;  ///< Only answers that the row looks at.
  std::uint32_t line = 0;        ///< Of the row in table.dmn.
};

/// Where somebody stands in a navigator.
struct Turn {
  enum class State : std::uint8_t { exit, wrong, question, missing, result };
  State state = State::question;
  std::optional<std::uint32_t> node;  ///< To ask: the next question, or the first that is missing.
  std::vector<Found> found;           ///< One exit, or results in the order of the table.
  Review review;
};

/// A form, a decision table and texts, checked against each other. Nothing is kept between turns: answers
/// travel with each. Immutable; safe from many threads; lives longer than its turns.
class Navigator {
 public:
  /// The only way to make one, whether the bundle comes from files or from the ledger. Faults name the part
  /// in their path, as the file it is in a folder: "form.json item[2]".
  static Result<Navigator, Faults> read(std::string code, const GuideBundle& bundle,
                                        std::shared_ptr<const SharedTexts> shared,
                                        const Instruments& instruments);
  /// The same from form.json, table.dmn and texts.toml of the folder.
  static Result<Navigator, Faults> load(const std::filesystem::path& folder,
                                        std::shared_ptr<const SharedTexts> shared,
                                        const Instruments& instruments);

  [[nodiscard]] const std::string& code() const { return code_; }  ///< The folder's name.
  /// Sixteen hexadecimal digits that differ when form, table or texts do: what answers were given with. Not
  /// for proving anything to an enemy.
  [[nodiscard]] const std::string& mark() const { return mark_; }
  [[nodiscard]] const Form& form() const { return *form_; }
  [[nodiscard]] const NavigatorTexts& texts() const { return *texts_; }
  [[nodiscard]] const SharedTexts& shared() const { return *shared_; }
  [[nodiscard]] const rules::Model& table() const { return *table_; }

  /// Exits are looked for after every answer and come before anything else; the result when nothing is left
  /// to ask. Errors: those of Sheet::read; "navigator-no-result" when no row matches, "navigator-table" when
  /// the table cannot be evaluated.
  [[nodiscard]] Result<Turn> turn(const rules::Value& answers) const;

 private:
  [[nodiscard]] rules::Value facts(const Review& review) const;
  [[nodiscard]] Result<std::vector<Found>> matches(std::uint32_t decision, const rules::Value& facts) const;
  [[nodiscard]] Found found(const rules::Table& table, std::uint32_t row,
                            const std::vector<rules::Value>& inputs) const;

  std::string code_, mark_;
  std::shared_ptr<const Form> form_;
  std::shared_ptr<const NavigatorTexts> texts_;
  std::shared_ptr<const SharedTexts> shared_;
  std::shared_ptr<const rules::Model> table_;
  std::uint32_t exit_ = nothing;  ///< Decisions of the table.
  std::uint32_t outcome_ = nothing;
};

/// An answer as its form words it: the label of an option, else the value; several with "; " between.
std::string answer_words(const Item& item, const rules::Value& value, Language language);

/// Questions that were asked and answered (or passed by) so far, in their order, and groups that were said to
/// stand not once.
std::vector<std::uint32_t> asked_so_far(const Review& review);

/// A turn for a page or another program, in one language: the emergency numbers first.
rules::Value turn_json(const Navigator& navigator, const Turn& turn, Language language);

/// Every navigator below a folder that has shared.toml, in its `order`, the others by their names. Faults
/// name the files.
Result<std::vector<Navigator>, Faults> load_navigators(const std::filesystem::path& folder,
                                                       const Instruments& instruments);

}  // namespace vuoro::forms
