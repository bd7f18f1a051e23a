#include "net/head_gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "net/http_text.hpp"

namespace vuoro::net {
namespace {

// Headers that may come once only: a second one is how a front server and this one come to disagree.
enum Single : std::uint32_t { kHost, kLength, kCoding, kOther };
constexpr std::array<std::string_view, 11> kSingles = {
    "host",   "content-length",  "transfer-encoding", "content-type",     "authorization", "origin",
    "cookie", "idempotency-key", "last-event-id",     "content-encoding", "expect"};
constexpr std::uint32_t kExpect = 10;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t') || u == 0x7f;
  });
}

bool is_host(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"-._~:[]"}.find(c) != std::string_view::npos;
  });
}

}  // namespace

HeadGate::Verdict HeadGate::refuse(int status, std::string_view code) {
  status_ = status;
  code_ = code;
  return Verdict::refused;
}

HeadGate::Verdict HeadGate::look(std::string_view head) {
  for (;;) {
    const std::size_t feed = head.find('\n', scanned_);
    const std::size_t end = feed == std::string_view::npos ? head.size() : feed;
    if (const Verdict v = look_at_size(end - at_); v == Verdict::refused) {
      // The answer to a HEAD has no body, also when its request line was never read to the end.
      if (!started_) is_head_ = head.substr(at_).starts_with("HEAD ");
      return v;
    }
    if (feed == std::string_view::npos) {
      scanned_ = head.size();
      return Verdict::need_more;
    }
    if (feed == at_ || head[feed - 1] != '\r') return refuse(400, "bare-line-feed");
    const std::string_view line = head.substr(at_, feed - 1 - at_);
    at_ = scanned_ = feed + 1;
    if (line.empty() && started_) return look_at_whole();
    if (line.empty()) {
      if (leading_ != 0) return refuse(400, "request-line");
      leading_ = at_;
      continue;
    }
    const Verdict v = started_ ? look_at_field(line) : look_at_start(line);
    started_ = true;
    if (v == Verdict::refused) return v;
  }
}

HeadGate::Verdict HeadGate::look_at_size(std::size_t line_bytes) {
  constexpr std::size_t kAroundTarget = 32;  // method, version, blanks
  if (!started_ && line_bytes > limits_.target_bytes + kAroundTarget) return refuse(414, "target-too-long");
  if (at_ + line_bytes > limits_.head_bytes) return refuse(431, "head-too-big");
  return Verdict::need_more;
}

HeadGate::Verdict HeadGate::look_at_start(std::string_view line) {
  is_head_ = line.starts_with("HEAD ");
  if (has_control(line)) return refuse(400, "request-line");
  std::string_view rest = line;
  const std::string_view method = cut_before(rest, ' ');
  const std::string_view target = cut_before(rest, ' ');
  if (!is_token(method) || target.empty() || rest.find(' ') != std::string_view::npos)
    return refuse(400, "request-line");
  if (rest.size() != 8 || rest.substr(0, 5) != "HTTP/" || rest[6] != '.') return refuse(400, "request-line");
  if (rest[5] != '1' || (rest[7] != '0' && rest[7] != '1')) return refuse(505, "http-version");
  is_http_1_0_ = rest[7] == '0';
  if (target.size() > limits_.target_bytes) return refuse(414, "target-too-long");
  if (std::any_of(target.begin(), target.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return refuse(400, "target-characters");
  return look_at_method(method);
}

HeadGate::Verdict HeadGate::look_at_method(std::string_view name) {
  if (name == "HEAD") return Verdict::need_more;
  for (const Method m :
       {Method::get, Method::post, Method::put, Method::patch, Method::del, Method::options}) {
    if (name != name_of(m)) continue;
    method_ = m;
    return Verdict::need_more;
  }
  if (name == "CONNECT" || name == "TRACE") return refuse(405, "method-not-allowed");
  return refuse(501, "method-unknown");
}

HeadGate::Verdict HeadGate::look_at_field(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return refuse(400, "folded-header");
  if (++fields_ > limits_.head_fields) return refuse(431, "too-many-headers");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400, "header-name");
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (has_control(value)) return refuse(400, "header-value");
  return look_at_known(line.substr(0, colon), value);
}

HeadGate::Verdict HeadGate::look_at_known(std::string_view name, std::string_view value) {
  const auto* const known = std::find_if(kSingles.begin(), kSingles.end(),
                                         [&](std::string_view s) { return same_letters(s, name); });
  if (known == kSingles.end()) return Verdict::need_more;
  const auto which = static_cast<std::uint32_t>(known - kSingles.begin());
  if ((seen_ >> which & 1U) != 0) return refuse(400, "repeated-header");
  seen_ |= 1U << which;
  if (which == kHost && (value.empty() || !is_host(value))) return refuse(400, "host");
  if (which == kLength) return look_at_length(value);
  if (which == kCoding) {
    if (!same_letters(value, "chunked")) return refuse(501, "transfer-coding");
    if (is_http_1_0_) return refuse(400, "transfer-coding");
    chunked_ = true;
  }
  if (which == kExpect) {
    if (!same_letters(value, "100-continue")) return refuse(417, "expectation");
    expects_continue_ = !is_http_1_0_;
  }
  return Verdict::need_more;
}

HeadGate::Verdict HeadGate::look_at_length(std::string_view value) {
  std::uint64_t length = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, fault] = std::from_chars(value.data(), end, length);
  if (value.empty() || value.size() > 18 || fault != std::errc{} || stop != end)
    return refuse(400, "content-length");
  content_length_ = length;
  return Verdict::need_more;
}

HeadGate::Verdict HeadGate::look_at_whole() {
  if (!is_http_1_0_ && (seen_ >> kHost & 1U) == 0) return refuse(400, "host");
  if (chunked_ && content_length_) return refuse(400, "length-and-coding");
  return Verdict::whole;
}

}  // namespace vuoro::net
