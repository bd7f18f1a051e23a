#include "net/problem.hpp"

#include <fmt/format.h>

#include <utility>

#include "net/json.hpp"

namespace vuoro::net {
namespace {

void member(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out.push_back(',');
  append_json_string(out, name);
  out.push_back(':');
  append_json_string(out, value);
}

// The bytes of one well-formed character at the front, or 0.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return size <= text.size() && is_utf8(text.substr(0, size)) ? size : 0;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t size = character_size(text);
    if (size == 0) {
      out.append("\xEF\xBF\xBD");
    } else if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out.append(fmt::format("\\u{:04x}", static_cast<unsigned>(c)));
    } else {
      out.append(text.substr(0, size));
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  out.push_back('"');
}

std::string problem_json(const Problem& problem) {
  std::string out = "{\"type\":";
  append_json_string(out, problem.type.empty() ? "about:blank" : problem.type);
  out.append(fmt::format(",\"status\":{}", problem.status));
  member(out, "title", problem.title);
  member(out, "detail", problem.detail);
  member(out, "instance", problem.instance);
  member(out, "code", problem.code);
  if (!problem.errors.empty()) {
    out.append(",\"errors\":[");
    for (const ProblemField& error : problem.errors) {
      if (out.back() != '[') out.push_back(',');
      out.append("{\"field\":");
      append_json_string(out, error.field);
      member(out, "reason", error.reason);
      member(out, "message", error.message);
      out.push_back('}');
    }
    out.push_back(']');
  }
  out.push_back('}');
  return out;
}

Response problem_response(const Problem& problem) {
  Response response = text_response(problem.status, "application/problem+json", problem_json(problem));
  response.with("Cache-Control", "no-store");
  return response;
}

}  // namespace vuoro::net
