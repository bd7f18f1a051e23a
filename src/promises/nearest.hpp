#pragma once

#include <span>
#include <string_view>

namespace vuoro::promises {

/// The allowed word that takes the fewest single-letter changes from `text`; the first of equals, empty when
/// there are no words. O(words × length²); only the first 64 letters of `text` count.
std::string_view nearest_word(std::string_view text, std::span<const std::string_view> allowed);

}  // namespace vuoro::promises
