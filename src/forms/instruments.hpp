#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "forms/form.hpp"

namespace vuoro::forms {

/// A questionnaire that somebody else holds the rights to. The registry has no item texts.
struct Instrument {
  std::string code;  ///< "phq-9".
  std::string name;  ///< "PHQ-9".
  std::string holder;
  std::string licence;             ///< What was found, in words.
  std::string permission;          ///< Reference of a permission; empty: none.
  std::vector<std::string> marks;  ///< Names by which a form is recognised.
};

/// Which instruments may be used here. Immutable; safe from many threads.
class Instruments {
 public:
  /// A TOML file of [[instrument]] tables. Errors: "instruments-invalid" with file, line and reason.
  static Result<Instruments> load(const std::filesystem::path& file);

  /// The instrument that the form is by its title, name, url, codes or what it derives from, and for which
  /// there is no permission. Marks are compared as words, without regard to case, hyphens and spaces.
  [[nodiscard]] const Instrument* without_permission(const Form& form) const;
  [[nodiscard]] const std::vector<Instrument>& all() const { return all_; }

 private:
  std::vector<Instrument> all_;
};

/// The fault that a form without permission has: "licence".
Fault licence_fault(const Instrument& instrument);

}  // namespace vuoro::forms
