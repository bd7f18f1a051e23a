#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/guide_bundle.hpp"
#include "forms/navigator_texts.hpp"

/// The texts of a bundle one by one, each with a place that stays when others come and go, so that they can
/// be shown in three languages and changed without knowing FHIR.
namespace vuoro::forms {

/// What a text is for, in the order in which somebody meets them.
enum class TextKind : std::uint8_t {
  name,
  intro,
  form_title,
  group,
  question,
  option,
  help,  ///< A line of type display.
  outcome_title,
  outcome_text,
  first_step,
  exit_title,
  exit_text
};
/// "first-step"
std::string_view word_of(TextKind kind);

struct GuideText {
  std::string place;  ///< "form.topics.option.2", "texts.outcome.teeth.title"
  TextKind kind = TextKind::name;
  std::string about;   ///< The linkId of the item, or the code of the result or exit; empty for the whole.
  std::string option;  ///< The code of an option.
  Trilingual text;     ///< Empty where there is none.
};

/// The texts of a bundle, which need not be a sound one: a draft is shown as far as it goes. Takes changes.
class GuideWording {
 public:
  explicit GuideWording(GuideBundle bundle);

  /// At most as many as a form may have items and options; O(form).
  [[nodiscard]] std::vector<GuideText> texts() const;
  /// False when there is no such place. An empty text takes the words away. O(items beside it).
  bool set(std::string_view place, Language language, const std::string& text);
  [[nodiscard]] const GuideBundle& bundle() const { return bundle_; }

 private:
  struct Step {
    std::string key;  ///< Of an object; empty: `index` of a list.
    std::size_t index = 0;
  };
  struct Spot {
    GuideText text;  ///< Without words.
    bool in_form = false;
    std::vector<Step> owner;  ///< The object that has the text.
    std::string key;          ///< Its name there.
  };
  class Walk;

  [[nodiscard]] const rules::Value* owner_of(const Spot& spot) const;
  static rules::Value replaced(const rules::Value& root, const std::vector<Step>& steps, rules::Value leaf);

  GuideBundle bundle_;
  std::vector<Spot> spots_;
  std::map<std::string, std::size_t, std::less<>> by_place_;
};

}  // namespace vuoro::forms
