#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vuoro::notices {

/// Adds the document's language, and that its title is to be shown, to a PDF as cairo 1.16 writes it, which
/// cannot say so itself (/Lang, ISO 32000-1 §14.9.2): an incremental update with a new catalogue. Errors:
/// "letter-unmade" when the file is not built as expected.
Result<std::string> with_language(std::string pdf, std::string_view language);

}  // namespace vuoro::notices
