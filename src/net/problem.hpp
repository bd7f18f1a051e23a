#pragma once

#include <string>
#include <vector>

#include "net/response.hpp"

namespace vuoro::net {

/// What is wrong with one field, in words for the reader.
struct ProblemField {
  std::string field;    ///< path as in FieldFault
  std::string reason;   ///< stable code
  std::string message;  ///< in the reader's language
};

/// An RFC 9457 problem. Texts come from the caller in the reader's language; empty ones are left out.
struct Problem {
  int status = 400;
  std::string type = {};  ///< URI; empty: "about:blank"
  std::string title = {};
  std::string detail = {};
  std::string instance = {};
  std::string code = {};  ///< stable kebab-case code, an extension member
  std::vector<ProblemField> errors = {};
};

/// The JSON text. Bytes that are not UTF-8 are replaced by U+FFFD.
std::string problem_json(const Problem& problem);
/// The answer: application/problem+json, Cache-Control: no-store.
Response problem_response(const Problem& problem);

/// Appends `text` as a JSON string with its quotes, escaping what must be escaped.
void append_json_string(std::string& out, std::string_view text);

}  // namespace vuoro::net
