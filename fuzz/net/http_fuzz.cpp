// Bytes of one connection, read whole and read in pieces: both must give the same requests and the same end.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/request_reader.hpp"

namespace {

using vuoro::net::ReadingRules;
using vuoro::net::Request;
using vuoro::net::RequestReader;

// What a connection made of its bytes, as text.
struct Reading {
  explicit Reading(const ReadingRules& rules) : reader(rules) {}

  void feed(std::string_view bytes) {
    while (!bytes.empty() && !over) {
      const auto step = reader.feed(bytes);
      if (step == RequestReader::Step::refused) {
        over = true;
        seen +=
            "refused " + std::to_string(reader.refusal().status) + " " + std::string{reader.refusal().code};
      } else if (step == RequestReader::Step::request) {
        note(reader.take());
      } else if (!bytes.empty()) {
        std::abort();  // need_more has consumed everything
      }
    }
  }
  void note(Request request) {
    seen += std::string{vuoro::net::name_of(request.method())} + " " + request.path() + "\n";
    for (const auto& [name, value] : request.parameters()) seen += name + "=" + value + "\n";
    seen += std::string{request.cookie("a").value_or("-")} + std::string{request.header("x").value_or("-")} +
            "\n";
    seen += request.body() + "\n";
    if (request.path().find('\0') != std::string::npos || request.path().find("/../") != std::string::npos)
      std::abort();
    if (!request.header("host") && !reader.is_http_1_0()) std::abort();
    if (request.header("transfer-encoding") && request.header("content-length")) std::abort();
  }

  RequestReader reader;
  std::string seen;
  bool over = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static ReadingRules rules;
  rules.head = {256, 1024, 10};
  rules.body_bytes = 512;
  rules.bodies_bytes = 1 << 20;
  if (size < 1) return 0;
  const std::size_t piece = data[0] % 17U + 1U;
  const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  Reading whole(rules);
  whole.feed(bytes);
  Reading cut(rules);
  for (std::size_t at = 0; at < bytes.size(); at += piece) cut.feed(bytes.substr(at, piece));
  // In pieces a broken chunk line is seen up to five bytes later (see RequestReader::read_body).
  if (whole.over && !cut.over) cut.feed("?????");
  if (whole.seen != cut.seen || whole.over != cut.over) std::abort();
  return 0;
}
