#pragma once

#include <array>
#include <boost/json/fwd.hpp>
#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/house.hpp"
#include "base/viewer.hpp"
#include "content/texts.hpp"
#include "core/refusal.hpp"
#include "net/fields.hpp"
#include "net/reply.hpp"
#include "net/request.hpp"
#include "net/response.hpp"

namespace vuoro::api {

/// One request on its way through a route. Shared by the route and the callbacks that answer it.
struct Call {
  House& house;
  net::Request request;
  net::Reply reply;
  content::Language language = content::Language::fi;
  std::vector<std::string_view> parts = {};  ///< What stood for the pattern's {…}.
  std::optional<rights::Session> session = {};

  Call(House& h, net::Request q, net::Reply r) : house(h), request(std::move(q)), reply(std::move(r)) {}

  [[nodiscard]] std::string text(std::string_view key, content::TextArgs args = {}) const {
    return house.texts.text(language, key, args);
  }
};
using CallPtr = std::shared_ptr<Call>;

/// The language asked for: ?lang=, else the best of Accept-Language, else Finnish.
content::Language language_of(const net::Request& request);

void send_json(Call& call, int status, const boost::json::value& body);
void send_json(Call& call, int status, const boost::json::value& body, std::uint32_t version);

/// A problem whose title and detail are texts problem.<code>.title and problem.<code>.detail.
void send_problem(Call& call, int status, std::string_view code, content::TextArgs args = {});
/// 405 with the methods that the address does take, in words and in Allow.
void send_method_refusal(Call& call, const std::string& allowed);
/// 429 with Retry-After.
void send_too_many(Call& call, std::chrono::seconds wait);
/// A refusal of the core in the reader's words: 404 for what is not there or not to be seen, 412 for a
/// changed version, else 409 (422 where the input itself cannot be).
void send_refusal(Call& call, const core::Refusal& refusal);
/// 422 naming every field.
void send_faults(Call& call, const std::vector<net::FieldFault>& faults);
/// What a submission that was neither accepted nor repeated answers.
void send_unfulfilled(Call& call, const live::Outcome& outcome);

/// The body as JSON, or nothing after the refusal was sent (415 without application/json, 400 with the
/// fault).
std::unique_ptr<boost::json::value> read_body(Call& call);

/// 128 bits over the parts, each with its length before it.
std::array<std::byte, 16> digest(std::initializer_list<std::string_view> parts);

/// A refusal's code as problems write it: "already-taken".
std::string problem_code(core::RefusalCode code);

/// The idempotency key of the request, made the asker's own by `scope`; nothing after 400 was sent.
std::optional<live::Once> once_of(Call& call, std::string_view scope);

/// A whole number in the path; nothing when it is none.
std::optional<std::uint32_t> number_of(std::string_view text);

}  // namespace vuoro::api
