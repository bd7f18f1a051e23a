#pragma once

#include <string>

#include "base/time.hpp"
#include "content/texts.hpp"

namespace vuoro::notices {

/// "keskiviikkona 25. marraskuuta 2026 kello 9.20" on Finland's clock.
[[nodiscard]] std::string when_in_words(const content::Texts& texts, content::Language language, Instant at);
/// "ke 25.11.2026 klo 9.20".
[[nodiscard]] std::string when_short(const content::Texts& texts, content::Language language, Instant at);
/// "25. marraskuuta 2026".
[[nodiscard]] std::string day_in_words(const content::Texts& texts, content::Language language, Instant at);

}  // namespace vuoro::notices
