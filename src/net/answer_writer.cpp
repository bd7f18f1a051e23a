#include "net/answer_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

#include "net/http_text.hpp"

namespace vuoro::net {
namespace {

constexpr std::size_t kCopyUpTo = 8UL * 1024;  // larger bodies go out without being copied

// The server frames messages itself; a handler that sets these is mistaken.
constexpr std::array<std::string_view, 6> kOwn = {
    "content-length", "transfer-encoding", "connection", "keep-alive", "date", "upgrade"};

bool breaks_line(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

}  // namespace

AnswerWriter::AnswerWriter(std::string_view content_security_policy)
    : policy_line_(fmt::format("Content-Security-Policy: {}\r\n", content_security_policy)),
      security_lines_(
          "X-Content-Type-Options: nosniff\r\n"
          "Cross-Origin-Opener-Policy: same-origin\r\n"
          "Cross-Origin-Resource-Policy: same-origin\r\n") {
  set_time(0);
}

bool AnswerWriter::sendable(const Response& response) {
  if (response.status < 200 || response.status > 599 || breaks_line(response.content_type)) return false;
  return std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
    return is_token(header.first) && !breaks_line(header.second) &&
           std::none_of(kOwn.begin(), kOwn.end(),
                        [&](std::string_view own) { return same_letters(own, header.first); });
  });
}

void AnswerWriter::set_time(std::int64_t unix_seconds) {
  const std::time_t seconds = unix_seconds;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
  date_line_.assign(text.data(), size);
}

void AnswerWriter::write_head(std::string& out, const Response& response, Framing framing) const {
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  out.append(date_line_);
  if (!response.content_type.empty())
    out.append("Content-Type: ").append(response.content_type).append("\r\n");
  if (!has_no_body(response.status))
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.payload().size());
  bool own_policy = false;
  bool own_cache = false;
  bool own_referrer = false;
  for (const auto& [name, value] : response.headers) {
    out.append(name).append(": ").append(value).append("\r\n");
    own_policy = own_policy || same_letters(name, "content-security-policy");
    own_cache = own_cache || same_letters(name, "cache-control");
    own_referrer = own_referrer || same_letters(name, "referrer-policy");
  }
  if (!own_policy) out.append(policy_line_);
  if (!own_cache && framing.area == Area::api) out.append("Cache-Control: no-store\r\n");
  if (!own_referrer) out.append("Referrer-Policy: no-referrer\r\n");
  out.append(security_lines_);
  if (framing.after == After::close) out.append("Connection: close\r\n");
  if (framing.after == After::keep_http_1_0) out.append("Connection: keep-alive\r\n");
  out.append("\r\n");
}

void AnswerWriter::write(Outbox& out, Response response, Framing framing) const {
  const bool body = framing.body == Body::send && !has_no_body(response.status);
  std::string& tail = out.tail();
  const std::size_t size = response.payload().size();
  const bool copied = body && size <= kCopyUpTo;
  tail.reserve(tail.size() + 768 + (copied ? size : 0));
  write_head(tail, response, framing);
  if (!body) return;
  if (copied) {
    tail.append(response.payload());
    return;
  }
  auto keeper = response.shared_body ? std::move(response.shared_body)
                                     : std::make_shared<const std::string>(std::move(response.body));
  const std::string_view text = *keeper;
  out.add(std::move(keeper), text);
}

void AnswerWriter::write_stream_head(Outbox& out) const {
  std::string& tail = out.tail();
  tail.append("HTTP/1.1 200 OK\r\n").append(date_line_);
  // X-Accel-Buffering: a proxy in front must not hold events back.
  tail.append(
      "Content-Type: text/event-stream\r\n"
      "Cache-Control: no-store\r\n"
      "X-Accel-Buffering: no\r\n"
      "Referrer-Policy: no-referrer\r\n");
  tail.append(policy_line_).append(security_lines_).append("Connection: close\r\n\r\n");
}

}  // namespace vuoro::net
