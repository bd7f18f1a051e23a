#pragma once

#include <string>

#include "forms/item.hpp"

namespace vuoro::forms {

/// Why one answer does not hold against its item; empty code when it does.
struct AnswerFault {
  std::string
      code;  ///< "option-unknown", "too-small", "too-large", "too-short", "too-long", "pattern", "unit".
  std::string what;
};
AnswerFault check_answer(const Item& item, const Datum& answer);

}  // namespace vuoro::forms
