#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vuoro::net {

/// What is sent back. The server adds Content-Length, Date, Connection and the security headers
/// (a Content-Security-Policy, Cache-Control or Referrer-Policy given here replaces the server's own).
/// A header name or value with a line break is a bug: the answer becomes 500 and the fault is logged.
struct Response {
  int status = 200;
  /// Content-Type; empty means none is sent.
  std::string content_type = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  /// When set, sent in place of `body` without copying (static files, cached pages).
  std::shared_ptr<const std::string> shared_body = {};

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  [[nodiscard]] std::string_view payload() const {
    return shared_body ? std::string_view{*shared_body} : body;
  }
  /// The first header given here of exactly that name (letter case ignored).
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// application/json from text that is already JSON.
Response json_response(int status, std::string json);
/// 204 without a body.
Response no_content();
/// Plain bytes with their content type.
Response text_response(int status, std::string content_type, std::string body);
/// 303 See Other (after a form) or 308 (moved for good). Precondition: status is 301, 302, 303, 307 or 308.
Response redirect(int status, std::string location);

/// The standard reason phrase of a status code; "" for one without (RFC 9110).
std::string_view reason_phrase(int status);

}  // namespace vuoro::net
