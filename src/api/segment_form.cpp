#include "api/segment_form.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "core/vocabulary.hpp"
#include "forms/instruments.hpp"

namespace vuoro::api {

namespace {

Error refused(const std::filesystem::path& file, std::string what) {
  return {"content-refused", std::move(what), file.string()};
}

/// Why somebody at the desk cannot be asked it; empty when they can.
std::string unfit(const forms::Item& item) {
  if (item.type != forms::ItemType::choice) return "is no choice";
  if (item.repeats) return "takes several answers";
  if (!item.required) return "is not required";
  if (!item.conditions.empty()) return "is asked under a condition";
  if (item.parent != forms::nothing) return "stands inside a group";
  return {};
}

}  // namespace

Result<std::optional<SegmentForm>> SegmentForm::load(const std::filesystem::path& content,
                                                     std::string_view pack, const content::County& county) {
  if (!county.segments) return std::optional<SegmentForm>{};
  const auto file = content / pack / county.segments->form;
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open()) return refused(file, "cannot be read");
  const auto instruments = forms::Instruments::load(content / "forms" / "instruments.toml");
  if (!instruments) return instruments.error();
  auto form = forms::Form::read(std::string{std::istreambuf_iterator<char>(in), {}});
  if (!form) return refused(file, form.error().text(file.string()));
  if (const auto* const instrument = instruments->without_permission(*form))
    return refused(file, forms::licence_fault(*instrument).what);
  SegmentForm out(std::move(form).value());
  for (forms::ItemId id = 0; id < out.form_.items().size(); ++id) {
    const forms::Item& item = out.form_.item(id);
    if (item.calculation || item.type == forms::ItemType::display) continue;
    if (std::string why = unfit(item); !why.empty())
      return refused(file, fmt::format("'{}' {}", item.link_id, why));
    out.questions_.push_back(id);
  }
  for (const auto& axis : county.segments->axes) {
    const auto id = out.form_.find(axis.code);
    if (!id || !out.form_.item(*id).calculation)
      return refused(file, fmt::format("has no calculated item '{}' for the axis", axis.code));
    out.axes_.push_back(*id);
  }
  return std::optional<SegmentForm>(std::move(out));
}

std::optional<std::uint16_t> SegmentForm::score(const forms::Review& review, std::size_t axis) const {
  for (const forms::Score& score : review.scores()) {
    if (score.item != axes_[axis]) continue;
    const auto whole = score.value.integer();
    if (!whole || *whole < 0 || *whole >= core::no_score) return std::nullopt;
    return static_cast<std::uint16_t>(*whole);
  }
  return std::nullopt;
}

}  // namespace vuoro::api
