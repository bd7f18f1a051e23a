#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace vuoro::net {

/// The methods the server lets through. HEAD arrives as `get`: the server drops the body of the answer
/// itself.
enum class Method : std::uint8_t { get, post, put, patch, del, options };

/// The method's name on the wire ("DELETE" for del).
std::string_view name_of(Method method);

/// What a query parameter looked like: not there, there once, or given more than once (which a reader
/// refuses).
struct QueryValue {
  enum class State : std::uint8_t { absent, once, repeated };
  State state = State::absent;
  /// Decoded text; empty unless `once`. Valid as long as the Request.
  std::string_view text = {};
};

/// One HTTP request, already checked: the target is at most 8 KiB, the path is valid UTF-8 without control
/// characters, dot segments or encoded slashes, the body is whole and within its limit. Not thread-safe;
/// moved freely.
class Request {
 public:
  using HeaderView = std::pair<std::string_view, std::string_view>;

  /// Builds a request as the server would (for tests and for internal calls).
  /// Errors (code, all 400): "target-form", "target-escape", "target-characters", "target-segments",
  /// "query-count".
  static Result<Request> build(Method method, std::string target, std::span<const HeaderView> headers = {},
                               std::string body = {});

  [[nodiscard]] Method method() const { return method_; }
  /// The request target as it came (origin form: path and query, still encoded).
  [[nodiscard]] const std::string& target() const { return target_; }
  /// The path, percent-decoded once; begins with '/'.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// The parts of the path between slashes: "/api/v1/matters" gives {"api","v1","matters"}. A trailing slash
  /// gives a last empty part. Views into path().
  [[nodiscard]] std::vector<std::string_view> segments() const;

  /// The query parameter of that name, decoded as a form ('+' is a space).
  [[nodiscard]] QueryValue parameter(std::string_view name) const;
  /// All query parameters in order, decoded (to refuse unknown names).
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& parameters() const { return query_; }

  /// The first header of that name, letter case ignored, surrounding blanks removed. The server has already
  /// refused a repeated Host, Content-Length, Content-Type, Authorization, Origin, Cookie, Idempotency-Key or
  /// Last-Event-ID.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// The cookie of that name; nothing when absent or given twice (a tossed cookie is never believed).
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;

  [[nodiscard]] const std::string& body() const { return body_; }
  [[nodiscard]] std::string take_body() { return std::move(body_); }
  /// The peer's IP address as text; behind a proxy named in Options::proxies, what that proxy reports.
  [[nodiscard]] const std::string& remote_address() const { return remote_address_; }

 private:
  friend class RequestReader;
  friend class Connection;
  struct Field {
    std::uint32_t name_at, name_size, value_at, value_size;
  };

  void add_header(std::string_view name, std::string_view value);
  [[nodiscard]] HeaderView field(const Field& at) const;
  Status settle_target(std::string_view host);
  Status read_query(std::string_view query);
  void come_from(std::string peer, std::span<const std::string> proxies);

  Method method_ = Method::get;
  std::string target_, path_, body_, remote_address_;
  std::string head_;  // names and values, one after another
  std::vector<Field> fields_;
  std::vector<std::pair<std::string, std::string>> query_;
};

}  // namespace vuoro::net
