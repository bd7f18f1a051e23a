#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "net/request.hpp"

namespace vuoro::net {

/// The strict gate in front of the parser: looks at the raw bytes of a request's head, line by line as they
/// come, and refuses everything on which two readers of HTTP could disagree (RFC 9112 §11). What it lets
/// through, the parser behind it reads the same way.
class HeadGate {
 public:
  struct Limits {
    std::size_t target_bytes, head_bytes, head_fields;
  };
  enum class Verdict : std::uint8_t { need_more, whole, refused };

  explicit HeadGate(Limits limits) : limits_(limits) {}

  /// `head` holds every byte since the head began, and only grows between calls. O(new bytes).
  Verdict look(std::string_view head);

  /// After `whole`: bytes of the head, including the empty line.
  [[nodiscard]] std::size_t size() const { return at_; }
  /// Blank lines before the request line (one is forgiven, RFC 9112 §2.2).
  [[nodiscard]] std::size_t leading() const { return leading_; }
  [[nodiscard]] Method method() const { return method_; }
  [[nodiscard]] bool is_head() const { return is_head_; }
  [[nodiscard]] bool is_http_1_0() const { return is_http_1_0_; }
  [[nodiscard]] std::optional<std::uint64_t> content_length() const { return content_length_; }
  [[nodiscard]] bool chunked() const { return chunked_; }
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }
  /// After `refused`.
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] std::string_view code() const { return code_; }

 private:
  Verdict refuse(int status, std::string_view code);
  Verdict look_at_start(std::string_view line);
  Verdict look_at_method(std::string_view name);
  Verdict look_at_field(std::string_view line);
  Verdict look_at_known(std::string_view name, std::string_view value);
  Verdict look_at_length(std::string_view value);
  Verdict look_at_whole();
  [[nodiscard]] Verdict look_at_size(std::size_t line_bytes);

  Limits limits_;
  std::size_t at_ = 0;       // where the current line begins
  std::size_t scanned_ = 0;  // no line feed before this
  std::size_t leading_ = 0;
  std::size_t fields_ = 0;
  std::uint32_t seen_ = 0;  // single-value headers met, one bit each
  Method method_ = Method::get;
  bool started_ = false, is_head_ = false, is_http_1_0_ = false, chunked_ = false, expects_continue_ = false;
  std::optional<std::uint64_t> content_length_;
  int status_ = 0;
  std::string_view code_;
};

}  // namespace vuoro::net
