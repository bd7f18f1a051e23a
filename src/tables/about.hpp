#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "promises/rule.hpp"
#include "rules/value.hpp"
#include "tables/flaw.hpp"
#include "tables/vocabulary.hpp"

namespace vuoro::tables {

/// Where a row comes from: a statute, or the county's own decision.
struct Source {
  std::string code;
  promises::Translated name;
  std::string address;      ///< https://…; empty when there is none.
  bool unverified = false;  ///< Nobody has read it as it stands now; said wherever it is shown.
};

/// What a bundle says of its table.
struct About {
  Kind kind{};
  promises::Translated name;
  std::string service;  ///< Criterion only.
  Day valid_from;       ///< Both inclusive, days of Finland.
  std::optional<Day> valid_until;
  std::vector<Source> sources;
  std::string team;             ///< Group only: whose queue the outreach goes to; empty = the person's team.
  std::uint32_t per_night = 0;  ///< Group only: how many at most a night.

  [[nodiscard]] bool in_force(Day day) const {
    return valid_from <= day && (!valid_until || day <= *valid_until);
  }
  [[nodiscard]] const Source* source(std::string_view code) const;
};

/// A test case: what is given, and what the row that is reached has to give.
struct Case {
  std::string name;
  rules::Value given;                                       ///< An object by input; what is left out is null.
  std::vector<std::pair<std::string, std::string>> expect;  ///< Output and text.
};

/// Reads an `about`; flaws begin with "about". Nothing when its kind cannot be told.
std::optional<About> read_about(const rules::Value& json, const Places& places, Flaws& flaws);

/// Reads the cases; flaws begin with "cases[n]", n from 0.
std::vector<Case> read_cases(const rules::Value& json, const Vocabulary& vocabulary, Flaws& flaws);

}  // namespace vuoro::tables
