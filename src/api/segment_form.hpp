#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "content/county.hpp"
#include "forms/form.hpp"
#include "forms/review.hpp"

namespace vuoro::api {

/// The county's form of segments with its axes. Immutable; safe from many threads.
class SegmentForm {
 public:
  /// Reads the form that the county's segments.toml names; nothing when the county has no segments. Errors:
  /// "content-refused", every fault with its file and place: a form of the desk asks choices only, in a list
  /// without groups, conditions or several answers, and each axis is a calculated item of it.
  static Result<std::optional<SegmentForm>> load(const std::filesystem::path& content, std::string_view pack,
                                                 const content::County& county);

  [[nodiscard]] const forms::Form& form() const { return form_; }
  /// In the order of the county's axes.
  [[nodiscard]] std::span<const forms::ItemId> axes() const { return axes_; }
  /// What is asked, in the order of the form.
  [[nodiscard]] const std::vector<forms::ItemId>& questions() const { return questions_; }

  /// The whole number that the answers come to on an axis; nothing when they come to none.
  [[nodiscard]] std::optional<std::uint16_t> score(const forms::Review& review, std::size_t axis) const;

 private:
  explicit SegmentForm(forms::Form form) : form_(std::move(form)) {}

  forms::Form form_;
  std::vector<forms::ItemId> axes_;
  std::vector<forms::ItemId> questions_;
};

}  // namespace vuoro::api
