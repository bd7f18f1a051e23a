#include "net/request.hpp"

#include <algorithm>

#include "net/http_text.hpp"
#include "net/json.hpp"

namespace vuoro::net {
namespace {

constexpr std::size_t kMaxParameters = 100;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 || u == 0x7f;
  });
}

Error target_fault(std::string code) {
  return {std::move(code), "the request target is not readable", "target"};
}

// "http://host/path" as some clients and all proxies write it (RFC 9112 §3.2.2): its host must be the Host.
bool strip_origin(std::string& target, std::string_view host) {
  std::string_view rest = target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same_letters(rest.substr(0, scheme.size()), scheme)) continue;
    rest.remove_prefix(scheme.size());
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    if (!same_letters(rest.substr(0, end), host)) return false;
    std::string origin_form{rest.substr(end)};
    if (origin_form.empty() || origin_form.front() != '/') origin_form.insert(0, 1, '/');
    target = std::move(origin_form);
    return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "";
}

Result<Request> Request::build(Method method, std::string target, std::span<const HeaderView> headers,
                               std::string body) {
  Request request;
  request.method_ = method;
  request.target_ = std::move(target);
  for (const auto& [name, value] : headers) request.add_header(name, value);
  request.body_ = std::move(body);
  request.remote_address_ = "127.0.0.1";
  const Status target_read = request.settle_target(request.header("host").value_or(""));
  if (!target_read.ok()) return target_read.error();
  return request;
}

void Request::add_header(std::string_view name, std::string_view value) {
  const auto at = static_cast<std::uint32_t>(head_.size());
  head_.append(name).append(value);
  fields_.push_back({at, static_cast<std::uint32_t>(name.size()),
                     at + static_cast<std::uint32_t>(name.size()), static_cast<std::uint32_t>(value.size())});
}

Status Request::settle_target(std::string_view host) {
  if (target_ == "*" && method_ == Method::options) {
    path_ = "*";
    return Unit{};
  }
  if (target_.empty() || (target_.front() != '/' && !strip_origin(target_, host)))
    return target_fault("target-form");
  std::string_view query = target_;
  const std::string_view raw_path = cut_before(query, '?');
  if (target_.find('#') != std::string::npos) return target_fault("target-characters");
  std::optional<std::string> path = percent_decoded(raw_path, PlusSign::itself);
  if (!path) return target_fault("target-escape");
  // An encoded slash or a backslash means different paths to different readers.
  const auto slashes = std::count(raw_path.begin(), raw_path.end(), '/');
  if (std::count(path->begin(), path->end(), '/') != slashes || path->find('\\') != std::string::npos ||
      has_control(*path) || !is_utf8(*path))
    return target_fault("target-characters");
  path_ = *std::move(path);
  for (const std::string_view segment : segments())
    if (segment == "." || segment == "..") return target_fault("target-segments");
  return read_query(query);
}

Status Request::read_query(std::string_view query) {
  while (!query.empty()) {
    std::string_view value = cut_before(query, '&');
    if (value.empty()) continue;
    const std::string_view name = cut_before(value, '=');
    std::optional<std::string> plain_name = percent_decoded(name, PlusSign::space);
    std::optional<std::string> plain_value = percent_decoded(value, PlusSign::space);
    if (!plain_name || !plain_value) return target_fault("target-escape");
    if (plain_value->find('\0') != std::string::npos || has_control(*plain_name) || !is_utf8(*plain_name) ||
        !is_utf8(*plain_value))
      return target_fault("target-characters");
    if (query_.size() == kMaxParameters) return target_fault("query-count");
    query_.emplace_back(*std::move(plain_name), *std::move(plain_value));
  }
  return Unit{};
}

std::vector<std::string_view> Request::segments() const {
  std::vector<std::string_view> parts;
  std::string_view rest = path_;
  if (rest.empty() || rest.front() != '/') return parts;
  do {
    rest.remove_prefix(1);
    parts.push_back(rest.substr(0, rest.find('/')));
    rest.remove_prefix(parts.back().size());
  } while (!rest.empty());
  return parts;
}

QueryValue Request::parameter(std::string_view name) const {
  QueryValue found;
  for (const auto& [key, value] : query_) {
    if (key != name) continue;
    if (found.state != QueryValue::State::absent) return {QueryValue::State::repeated, {}};
    found = {QueryValue::State::once, value};
  }
  return found;
}

Request::HeaderView Request::field(const Field& at) const {
  const std::string_view head = head_;
  return {head.substr(at.name_at, at.name_size), head.substr(at.value_at, at.value_size)};
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const Field& at : fields_) {
    const HeaderView found = field(at);
    if (same_letters(found.first, name)) return found.second;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  std::optional<std::string_view> found;
  std::string_view rest = header("cookie").value_or("");
  while (!rest.empty()) {
    std::string_view value = cut_before(rest, ';');
    if (trimmed(cut_before(value, '=')) != name) continue;
    if (found) return std::nullopt;
    found = trimmed(value);
  }
  return found;
}

void Request::come_from(std::string peer, std::span<const std::string> proxies) {
  remote_address_ = std::move(peer);
  if (std::find(proxies.begin(), proxies.end(), remote_address_) == proxies.end()) return;
  std::string_view reported;
  for (const Field& at : fields_) {
    const HeaderView found = field(at);
    if (same_letters(found.first, "x-forwarded-for")) reported = found.second;
  }
  const std::string_view last = trimmed(reported.substr(reported.rfind(',') + 1));
  const bool plausible = !last.empty() && last.size() <= 45 &&
                         last.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
  if (plausible) remote_address_ = std::string{last};
}

}  // namespace vuoro::net
