#include "measures/split.hpp"

#include <charconv>
#include <optional>

namespace vuoro::measures {
namespace {

constexpr std::uint8_t oldest = 150;

Error refused(std::string_view part, std::string what) {
  return {"split-refused", std::move(what), std::string(part)};
}

std::optional<std::uint8_t> years(std::string_view text) {
  unsigned n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc{} || end != text.data() + text.size() || text.empty() || n > oldest)
    return std::nullopt;
  return static_cast<std::uint8_t>(n);
}

Result<AgeBand> band_of(std::string_view part) {
  if (part.ends_with('+')) {
    const auto from = years(part.substr(0, part.size() - 1));
    if (!from) return refused(part, "an open band is written like 23+");
    return AgeBand{*from, oldest, std::string(part)};
  }
  const std::size_t dash = part.find('-');
  if (dash == std::string_view::npos) return refused(part, "a band is written like 0-22 or 23+");
  const auto from = years(part.substr(0, dash));
  const auto to = years(part.substr(dash + 1));
  if (!from || !to) return refused(part, "ages are whole years from 0 to 150");
  if (*to < *from) return refused(part, "the band ends before it begins");
  return AgeBand{*from, *to, std::string(part)};
}

}  // namespace

Result<Split> Split::parse(std::string_view text) {
  if (text.empty()) return Split{};
  if (text == "area") return Split{SplitKind::area, {}};
  if (text == "sex") return Split{SplitKind::sex, {}};
  if (!text.starts_with("age:")) return refused(text, "a split is age:0-22,23+ or area or sex");
  Split split{SplitKind::age, {}};
  text.remove_prefix(4);
  while (true) {
    const std::size_t comma = text.find(',');
    auto band = band_of(text.substr(0, comma));
    if (!band) return band.error();
    for (const AgeBand& other : split.bands) {
      if (band->from <= other.to && other.from <= band->to)
        return refused(band->name, "overlaps " + other.name + ": each age may be in one band only");
    }
    split.bands.push_back(std::move(band).value());
    if (comma == std::string_view::npos) return split;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace vuoro::measures
