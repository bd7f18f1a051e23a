#include "api/call.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cstring>

#include "core/words.hpp"
#include "net/http_text.hpp"
#include "net/json.hpp"
#include "net/problem.hpp"

namespace vuoro::api {

namespace {

using core::RefusalCode;

int status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::unknown_matter:
    case RefusalCode::unknown_person:
    case RefusalCode::unknown_step:
    case RefusalCode::unknown_promise:
    case RefusalCode::unknown_slot:
    case RefusalCode::unknown_consultation:
    case RefusalCode::unknown_answers:
    case RefusalCode::unknown_table:
      return 404;
    case RefusalCode::answers_expired:
      return 410;
    case RefusalCode::unknown_service:
    case RefusalCode::unknown_team:
    case RefusalCode::unknown_area:
    case RefusalCode::bad_text:
    case RefusalCode::bad_time:
    case RefusalCode::bad_birth_day:
    case RefusalCode::no_domains:
    case RefusalCode::no_slots:
    case RefusalCode::too_many_slots:
    case RefusalCode::slot_named_twice:
    case RefusalCode::slot_wrong_service:
    case RefusalCode::unknown_worker:
    case RefusalCode::unknown_slot_type:
    case RefusalCode::unknown_course:
    case RefusalCode::unknown_line:
    case RefusalCode::unknown_navigator:
    case RefusalCode::wrong_result:
    case RefusalCode::no_reason:
    case RefusalCode::otherwise_needed:
    case RefusalCode::unknown_segment:
    case RefusalCode::segment_reason:
      return 422;
    case RefusalCode::staff_only:
    case RefusalCode::exchange_only:
    case RefusalCode::resident_only:
      return 403;
    case RefusalCode::version_changed:
      return 412;
    default:
      return 409;
  }
}

/// The problem whose texts are problem.<code>.title and .detail.
net::Problem problem_of(const Call& call, int status, std::string_view code, content::TextArgs args) {
  net::Problem problem;
  problem.status = status;
  problem.code = code;
  problem.title = call.text("problem." + problem.code + ".title", args);
  problem.detail = call.text("problem." + problem.code + ".detail", args);
  return problem;
}

using Header = std::pair<std::string, std::string>;

void send(Call& call, net::Problem problem, std::initializer_list<Header> headers = {}) {
  problem.instance = call.request.path();
  net::Response response = net::problem_response(problem);
  for (const auto& [name, value] : headers) response.with(name, value);
  response.with("Content-Language", std::string(promises::word(call.language)));
  call.reply.send(std::move(response));
}

}  // namespace

std::array<std::byte, 16> digest(std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 16);
  for (const std::string_view part : parts) {
    const std::uint64_t size = part.size();
    std::array<unsigned char, 8> length{};
    std::memcpy(length.data(), &size, sizeof size);
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state,
                              reinterpret_cast<const unsigned char*>(part.data()),  // NOLINT: text to bytes
                              part.size());
  }
  std::array<std::byte, 16> out{};
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()),
                           out.size());  // NOLINT: same bytes
  return out;
}

std::string problem_code(RefusalCode refusal) {
  std::string code(promises::word(refusal));
  std::replace(code.begin(), code.end(), '_', '-');
  return code;
}

content::Language language_of(const net::Request& request) {
  if (const auto asked = request.parameter("lang"); asked.state == net::QueryValue::State::once) {
    if (const auto known = promises::from_word<content::Language>(asked.text)) return *known;
  }
  // Browsers list the preferred one first; weights are not worth a parser for three languages.
  std::string_view rest = request.header("Accept-Language").value_or("");
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view range = rest.substr(0, comma);
    const std::string_view tag = net::trimmed(range.substr(0, range.find_first_of(";-")));
    for (const auto language : {content::Language::fi, content::Language::sv, content::Language::en})
      if (net::same_letters(tag, promises::word(language))) return language;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return content::Language::fi;
}

void send_json(Call& call, int status, const boost::json::value& body) {
  call.reply.send(net::json_response(status, boost::json::serialize(body)));
}

void send_json(Call& call, int status, const boost::json::value& body, std::uint32_t version) {
  net::Response response = net::json_response(status, boost::json::serialize(body));
  response.with("ETag", '"' + std::to_string(version) + '"');
  call.reply.send(std::move(response));
}

void send_problem(Call& call, int status, std::string_view code, content::TextArgs args) {
  send(call, problem_of(call, status, code, args));
}

void send_method_refusal(Call& call, const std::string& allowed) {
  send(call, problem_of(call, 405, "method-not-allowed", {{"allowed", allowed}}), {{"Allow", allowed}});
}

void send_too_many(Call& call, std::chrono::seconds wait) {
  send(call, problem_of(call, 429, "too-many-tries", {}), {{"Retry-After", std::to_string(wait.count())}});
}

void send_refusal(Call& call, const core::Refusal& refusal) {
  const std::string subject = std::to_string(refusal.subject);
  send_problem(call, status_of(refusal.code), problem_code(refusal.code), {{"n", subject}});
}

void send_faults(Call& call, const std::vector<net::FieldFault>& faults) {
  net::Problem problem = problem_of(call, 422, "field-errors", {});
  for (const net::FieldFault& fault : faults) {
    const std::string_view limit =
        fault.args.empty() ? std::string_view{} : std::string_view(fault.args.front().second);
    problem.errors.push_back(
        {fault.field, fault.reason, call.text("field." + fault.reason, {{"limit", limit}})});
  }
  send(call, std::move(problem));
}

void send_unfulfilled(Call& call, const live::Outcome& outcome) {
  switch (outcome.fate) {
    case live::Fate::refused:
      return send_refusal(call, outcome.refusal);
    case live::Fate::key_conflict:
      return send_problem(call, 422, "key-conflict");
    default:
      if (outcome.error.code == "disk-full") return send_problem(call, 507, "storage-full");
      return send_problem(call, 503, "storage-failed");
  }
}

std::unique_ptr<boost::json::value> read_body(Call& call) {
  const std::string_view type = call.request.header("Content-Type").value_or("");
  if (!net::same_letters(net::trimmed(type.substr(0, type.find(';'))), "application/json")) {
    send_problem(call, 415, "not-json");
    return nullptr;
  }
  auto value = net::read_json(call.request.body());
  if (!value) {
    const std::string offset = std::to_string(value.error().offset);
    const bool big = value.error().code == "json-too-big";
    send_problem(call, big ? 413 : 400, value.error().code, {{"offset", offset}});
    return nullptr;
  }
  return std::make_unique<boost::json::value>(std::move(value).value());
}

std::optional<live::Once> once_of(Call& call, std::string_view scope) {
  const auto key = call.request.header("Idempotency-Key");
  if (!key || key->size() < 8 || key->size() > 128) {
    send_problem(call, 400, "idempotency-key-missing");
    return std::nullopt;
  }
  return live::Once{digest({scope, *key}), digest({call.request.path(), call.request.body()}),
                    ledger::Keep::some_days};
}

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

}  // namespace vuoro::api
