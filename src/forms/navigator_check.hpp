#pragma once

#include "forms/form.hpp"
#include "forms/navigator_texts.hpp"
#include "rules/model.hpp"

/// Private to src/forms: form, table and texts of a navigator held against each other.
namespace vuoro::forms {

/// Every wording of the form is Finnish with a Swedish and an English translation.
void check_languages(const Form& form, Faults& faults);

/// No group that repeats stands in another one: pages show one kind of list at a time.
void check_groups(const Form& form, Faults& faults);

/// Inputs are questions of the form, of the form's types, and tests name answers that it has; outputs are
/// codes that the texts have, each used; there is nothing in the table that could not be explained.
void check_table(const Form& form, const rules::Model& table, const NavigatorTexts& texts,
                 const SharedTexts& shared, Faults& faults);

}  // namespace vuoro::forms
