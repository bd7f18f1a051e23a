#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "forms/guide_bundle.hpp"
#include "forms/guide_wording.hpp"
#include "forms/instruments.hpp"
#include "forms/navigator.hpp"
#include "forms/text_marks.hpp"

/// Any bytes as the bundle of a guide that the studio is sent: refused with a reason, or one that is written
/// as it was read, whose texts can be set to what they are, and that can be begun.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vuoro::forms;
  if (size > 131'072) return 0;
  const auto bundle = guide_bundle_from_json(std::string(data, data + size));
  if (!bundle) {
    if (bundle.error().what.empty()) std::abort();
    return 0;
  }
  const std::string written = guide_bundle_json(*bundle);
  const auto again = guide_bundle_from_json(written);
  if (!again || guide_bundle_json(*again) != written) std::abort();

  GuideWording wording{*bundle};
  for (const GuideText& one : wording.texts()) {
    static_cast<void>(marks_of(one.text, nullptr));
    if (!wording.set(one.place, Language::sv, "Ring 112.")) std::abort();
  }

  static const auto shared = [] {
    auto read = SharedTexts::load(std::filesystem::path(VUORO_CONTENT_DIR) / "navigators/shared.toml");
    if (!read) std::abort();
    return std::make_shared<const SharedTexts>(std::move(read).value());
  }();
  const auto navigator = Navigator::read("fuzz", *bundle, shared, Instruments{});
  if (!navigator) {
    if (navigator.error().empty()) std::abort();
    return 0;
  }
  static_cast<void>(navigator->turn(vuoro::rules::Value::context({})));
  return 0;
}
