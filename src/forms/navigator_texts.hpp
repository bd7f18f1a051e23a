#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "forms/fault.hpp"
#include "rules/value.hpp"

/// What navigators say. Each text is in Finnish, Swedish and English.
namespace vuoro::forms {

enum class Language : std::uint8_t { fi, sv, en };
inline constexpr std::array<std::string_view, 3> language_codes{"fi", "sv", "en"};
using Trilingual = std::array<std::string, 3>;
inline const std::string& in(const Trilingual& text, Language language) {
  return text[static_cast<std::size_t>(language)];
}

/// A number to call, of the whole country.
struct Contact {
  std::string code;
  Trilingual name;
  Trilingual what;
  std::string phone;
};

/// Where a rule comes from.
struct Source {
  std::string code;
  Trilingual title;
  std::string link;
  bool unverified = false;  ///< Nobody has confirmed it; said wherever it is shown.
};

/// A service that a result opens.
struct ServiceText {
  std::string code;
  Trilingual name;
  Trilingual what;
  std::string link;  ///< Empty: none.
};

struct OutcomeText {
  std::string code;
  Trilingual title;
  Trilingual text;
  Trilingual first_step;
  std::vector<std::string> services;
};

/// What stops the questions: help that comes before everything else.
struct ExitText {
  std::string code;
  Trilingual title;
  Trilingual text;
  std::vector<std::string> contacts;
};

/// What all navigators share: content/navigators/shared.toml.
struct SharedTexts {
  std::vector<std::string> emergency;  ///< Contacts that every page begins with.
  std::vector<std::string> order;      ///< Navigators as lists show them; the others follow by their names.
  std::vector<Contact> contacts;
  std::vector<Source> sources;
  std::vector<ServiceText> services;

  [[nodiscard]] const Contact* contact(std::string_view code) const;
  [[nodiscard]] const Source* source(std::string_view code) const;
  [[nodiscard]] const ServiceText* service(std::string_view code) const;

  /// Everything that is wrong is in the faults.
  static Result<SharedTexts, Faults> load(const std::filesystem::path& file);
};

/// One navigator's texts.toml.
struct NavigatorTexts {
  Trilingual name;
  Trilingual intro;
  bool example = false;    ///< Made up to show how one is built; said wherever it is shown.
  std::string quick_exit;  ///< Where the button that leaves the page at once goes; empty: no button.
  std::vector<OutcomeText> outcomes;
  std::vector<ExitText> exits;

  [[nodiscard]] const OutcomeText* outcome(std::string_view code) const;
  [[nodiscard]] const ExitText* exit(std::string_view code) const;

  /// What texts.toml says, as values of the same shape. Services and contacts named in it are among the
  /// shared ones. Faults name the place: "outcome[2].title.sv".
  static Result<NavigatorTexts, Faults> read(const rules::Value& texts, const SharedTexts& shared);
};

}  // namespace vuoro::forms
