#include "notices/pdf_language.hpp"

#include <fmt/core.h>

#include <charconv>
#include <optional>

namespace vuoro::notices {

namespace {

Error unexpected(const char* what) {
  return {"letter-unmade", std::string("the PDF has no ") + what};
}

/// The whole number after the last `name` in the text.
std::optional<std::size_t> number_after(std::string_view text, std::string_view name) {
  const std::size_t at = text.rfind(name);
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t begin = at + name.size();
  while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data() + begin) return std::nullopt;
  return value;
}

}  // namespace

Result<std::string> with_language(std::string pdf, std::string_view language) {
  const std::string_view text = pdf;
  const std::size_t trailer = text.rfind("\ntrailer");
  if (trailer == std::string_view::npos) return unexpected("trailer");
  const std::string_view tail = text.substr(trailer);
  const auto size = number_after(tail, "/Size");
  const auto root = number_after(tail, "/Root");
  const auto info = number_after(tail, "/Info");
  const auto table = number_after(tail, "startxref");
  if (!size || !root || !info || !table) return unexpected("whole trailer");
  const std::string object = fmt::format("\n{} 0 obj\n", *root);
  const std::size_t begin = text.find(object);
  const std::size_t end = text.find("endobj", begin == std::string_view::npos ? text.size() : begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return unexpected("catalogue");
  std::string catalogue(text.substr(begin + 1, end - begin - 1));
  const std::size_t close = catalogue.rfind(">>");
  if (close == std::string::npos || catalogue.find("/Type /Catalog") == std::string::npos)
    return unexpected("catalogue");
  catalogue.insert(
      close, fmt::format("   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n", language));
  if (!pdf.ends_with('\n')) pdf += '\n';
  const std::size_t at = pdf.size();
  pdf += catalogue + "endobj\n";
  const std::size_t new_table = pdf.size();
  pdf += fmt::format(
      "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n   /Prev {}\n>>\n"
      "startxref\n{}\n%%EOF\n",
      *root, at, *size, *root, *info, *table, new_table);
  return pdf;
}

}  // namespace vuoro::notices
