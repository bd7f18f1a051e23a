#include "notices/email.hpp"

#include <fmt/core.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace vuoro::notices {

namespace {

bool is_plain(char c) {
  return c > 0x20 && c < 0x7F;
}

/// RFC 2047: "=?UTF-8?B?" and "?=" leave 63 letters of base64, 45 bytes.
constexpr std::size_t word_bytes = 45;

std::string encoded_word(std::string_view bytes) {
  std::array<char, 128> out{};
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),  // NOLINT
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  return "=?UTF-8?B?" + std::string(out.data()) + "?=";
}

}  // namespace

bool is_address(std::string_view text) {
  constexpr std::size_t longest = 254;
  constexpr std::string_view never = "<>()[],;:\"\\";
  if (text.size() > longest || std::ranges::count(text, '@') != 1) return false;
  const std::size_t at = text.find('@');
  const std::string_view domain = text.substr(at + 1);
  if (at == 0 || domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
  return std::ranges::all_of(text,
                             [&](char c) { return is_plain(c) && never.find(c) == std::string_view::npos; });
}

std::string header_text(std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) { return c == ' ' || is_plain(c); });
  if (plain && text.size() <= 60 && !text.starts_with("=?")) return std::string(text);
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(word_bytes, text.size());
    while (size < text.size() && size > 1 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
      --size;
    if (!out.empty()) out += "\r\n ";
    out += encoded_word(text.substr(0, size));
    text.remove_prefix(size);
  }
  return out;
}

std::string header_date(Instant at) {
  constexpr std::array days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds time{std::chrono::seconds{at.s}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day civil{day};
  const auto second = (time - day).count();
  const auto weekday = static_cast<std::size_t>(((day.time_since_epoch().count() % 7) + 7) % 7);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[weekday],
                     static_cast<unsigned>(civil.day()), months[static_cast<unsigned>(civil.month()) - 1],
                     static_cast<int>(civil.year()), second / 3600, second / 60 % 60, second % 60);
}

std::vector<std::string> headers(const Envelope& envelope, std::string_view from) {
  const std::string_view domain = from.substr(from.find('@') + 1);
  return {"Date: " + header_date(envelope.now),
          "From: " + header_text(envelope.sender_name) + " <" + std::string(from) + '>',
          "To: <" + envelope.to + '>',
          "Subject: " + header_text(envelope.message.subject),
          "Message-ID: <" + envelope.id + '@' + std::string(domain) + '>',
          "Content-Language: " + envelope.message.language,
          "Auto-Submitted: auto-generated",
          "X-Auto-Response-Suppress: All"};
}

std::string phone_number(std::string_view text) {
  std::string digits;
  bool international = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    } else if (c == '+' && digits.empty() && !international) {
      international = true;
    } else if (c != ' ' && c != '-' && c != '(' && c != ')') {
      return {};
    }
  }
  if (!international && digits.starts_with("00")) {
    international = true;
    digits.erase(0, 2);
  }
  if (!international) {
    if (!digits.starts_with('0')) return {};
    digits = "358" + digits.substr(1);
  }
  // E.164: at most fifteen digits.
  if (digits.size() < 8 || digits.size() > 15) return {};
  return '+' + digits;
}

}  // namespace vuoro::notices
