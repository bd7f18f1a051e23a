#include <cstdint>
#include <cstdlib>
#include <string>

#include "forms/review.hpp"
#include "rules/json.hpp"

/// Any bytes as a Questionnaire: refused with a reason, or a form that is written as it was read and that
/// can be begun.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vuoro::forms;
  if (size > 65'536) return 0;
  const std::string text(data, data + size);
  const auto form = Form::read(text);
  if (!form) {
    if (form.error().empty()) std::abort();
    static_cast<void>(form.error().text("fuzz.json"));
    return 0;
  }
  const auto again = Form::read(form->to_json());
  if (!again || again->to_json() != form->to_json()) std::abort();
  auto sheet = Sheet::read(*form, first_answers(*form));
  if (!sheet) return 0;
  const Review review = Review::of(*form, std::move(*sheet));
  static_cast<void>(vuoro::rules::to_json(review.response()));
  static_cast<void>(review.next_page());
  return 0;
}
