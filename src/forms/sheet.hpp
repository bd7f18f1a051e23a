#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/form.hpp"

namespace vuoro::forms {

/// Bounds of one set of answers.
inline constexpr std::size_t most_nodes = 5'000;
inline constexpr std::size_t most_answers = 200;  ///< Of one question, or times one group stands.

/// Place of a question, group or display in a filled form; repeating groups stand there several times.
struct Node {
  ItemId item = nothing;
  std::uint32_t parent = nothing;  ///< Node above it.
  std::uint32_t end = 0;           ///< One past the last node below it.
  std::string path;                ///< In the answers: "item[0].answer[1]"; empty when they do not have it.
  bool seen = false;               ///< The answers have it, be it without an answer.
  bool none = false;               ///< Of a group that repeats: the answers say that it stands not once.
  std::vector<Datum> answers;
  std::vector<std::string> places;  ///< In the answers, one for each of `answers`.
};

/// Answers laid out along their form: every item has its node, in document order, answered or not.
class Sheet {
 public:
  /// Answers are a FHIR R4 QuestionnaireResponse, or an object {"linkId": value, …} where a choice is its
  /// code, a list is several answers and null is a question that was passed by. A group that repeats is a
  /// list of such objects; one that is not there stands once, with what is named beside. Errors (nothing of
  /// it can be used): "answers-invalid", "answers-other-form" when they were given to another form or
  /// version, "answers-too-many". What is wrong with single answers is in faults(); such answers are left
  /// out.
  static Result<Sheet> read(const Form& form, const rules::Value& answers);

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Faults& faults() const { return faults_; }
  /// Nodes of the item, in order.
  [[nodiscard]] const std::vector<std::uint32_t>& of(ItemId item) const { return by_item_[item]; }
  /// The nodes of `question` that an item at `node` means: those below the nearest node above both.
  [[nodiscard]] std::vector<std::uint32_t> near(const Form& form, std::uint32_t node, ItemId question) const;

 private:
  friend class SheetReader;
  std::vector<Node> nodes_;
  std::vector<std::vector<std::uint32_t>> by_item_;
  Faults faults_;
};

}  // namespace vuoro::forms
