#include "net/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

namespace vuoro::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

// Refusal codes outlive the request that caused them.
std::string_view target_code(std::string_view code) {
  for (const std::string_view known : {"target-form", "target-escape", "target-segments", "query-count"})
    if (code == known) return known;
  return "target-characters";
}

}  // namespace

struct RequestReader::Parser {
  Parser() {
    parser.eager(true);
    parser.body_limit(boost::none);
    parser.header_limit(64UL * 1024);  // the gate has the real limit
    parser.on_chunk_header(refuse_extension);
  }

  // A chunk extension has no use here and is a known way to smuggle (RFC 9112 §7.1.1 lets us refuse).
  std::function<void(std::uint64_t, boost::beast::string_view, error_code&)> refuse_extension =
      [](std::uint64_t, boost::beast::string_view extension, error_code& fault) {
        if (!extension.empty()) fault = http::error::bad_chunk_extension;
      };
  http::request_parser<http::string_body> parser;
};

RequestReader::RequestReader(const ReadingRules& rules) : rules_(rules), gate_(rules.head) {}
RequestReader::~RequestReader() {
  forget_body();
}

void RequestReader::count_body(std::size_t bytes) {
  body_taken_ += bytes;
  rules_.bodies_now.fetch_add(bytes, std::memory_order_relaxed);
}

void RequestReader::forget_body() {
  rules_.bodies_now.fetch_sub(std::exchange(body_taken_, 0), std::memory_order_relaxed);
}

RequestReader::Step RequestReader::refuse(int status, std::string_view code) {
  status_ = status;
  code_ = code;
  parser_.reset();
  forget_body();
  return Step::refused;
}

RequestReader::Step RequestReader::feed(std::string_view& bytes) {
  if (bytes.empty()) return Step::need_more;
  if (phase_ == Phase::idle) {
    gate_ = HeadGate{rules_.head};
    accept_language_.clear();
    phase_ = Phase::head;
  }
  if (phase_ == Phase::head) return read_head(bytes);
  return read_body(bytes);
}

RequestReader::Step RequestReader::read_head(std::string_view& bytes) {
  const std::size_t before = partial_.size();
  if (before != 0) partial_.append(bytes);
  const std::string_view head = before != 0 ? std::string_view{partial_} : bytes;
  const HeadGate::Verdict verdict = gate_.look(head);
  if (verdict == HeadGate::Verdict::refused) return refuse(gate_.status(), gate_.code());
  if (verdict == HeadGate::Verdict::need_more) {
    if (before == 0) partial_.assign(bytes);
    bytes = {};
    return Step::need_more;
  }
  bytes.remove_prefix(gate_.size() - before);
  const Step step = begin_body(head.substr(gate_.leading(), gate_.size() - gate_.leading()));
  partial_.clear();
  if (step != Step::need_more) return step;
  return bytes.empty() ? step : read_body(bytes);
}

RequestReader::Step RequestReader::begin_body(std::string_view head) {
  parser_ = std::make_unique<Parser>();
  auto& parser = parser_->parser;
  error_code fault;
  const std::size_t taken = parser.put(boost::asio::const_buffer{head.data(), head.size()}, fault);
  if ((fault && fault != http::error::need_more) || taken != head.size() || !parser.is_header_done())
    return refuse(400, "head");

  const auto& message = parser.get();
  request_ = Request{};
  request_.method_ = gate_.method();
  request_.target_ = std::string{view(message.target())};
  for (const auto& field : message) request_.add_header(view(field.name_string()), view(field.value()));
  accept_language_ = std::string{request_.header("accept-language").value_or("")};
  keep_alive_ = parser.keep_alive();
  is_http_1_0_ = gate_.is_http_1_0();
  if (const Status target = request_.settle_target(request_.header("host").value_or("")); !target.ok()) {
    return refuse(400, target_code(target.error().code));
  }

  if (parser.is_done()) return finish();
  const std::size_t limit = rules_.body_limit ? rules_.body_limit(request_) : rules_.body_bytes;
  if (gate_.content_length().value_or(0) > limit) return refuse(413, "body-too-big");
  parser.body_limit(limit);
  phase_ = Phase::body;
  awaits_continue_ = gate_.expects_continue();
  return Step::need_more;
}

RequestReader::Step RequestReader::read_body(std::string_view& bytes) {
  awaits_continue_ = false;
  count_body(bytes.size());
  if (rules_.bodies_now.load(std::memory_order_relaxed) > rules_.bodies_bytes)
    return refuse(503, "too-many-bodies");
  if (partial_.empty()) {
    const Step step = put_body(bytes);
    if (step != Step::need_more) return step;
    partial_.assign(bytes);  // the beginning of a chunk line or of the trailers
  } else {
    const std::string_view fresh = std::exchange(bytes, {});
    partial_.append(fresh);
    // Beast 1.81 asserts when the last chunk's line is shown to it again with fewer bytes than "0\r\n\r\n"
    // has.
    constexpr std::size_t kShortestEnd = 5;
    if (partial_.size() < kShortestEnd) return Step::need_more;
    std::string_view rest = partial_;
    const Step step = put_body(rest);
    if (step == Step::request) {
      bytes = fresh.substr(fresh.size() - rest.size());
      partial_.clear();
    }
    if (step != Step::need_more) return step;
    partial_.erase(0, partial_.size() - rest.size());
  }
  bytes = {};
  return partial_.size() > rules_.head.head_bytes ? refuse(400, "chunk") : Step::need_more;
}

RequestReader::Step RequestReader::put_body(std::string_view& bytes) {
  auto& parser = parser_->parser;
  error_code fault;
  while (!bytes.empty() && !parser.is_done()) {
    const std::size_t taken = parser.put(boost::asio::const_buffer{bytes.data(), bytes.size()}, fault);
    bytes.remove_prefix(taken);
    if (fault == http::error::need_more) return Step::need_more;
    if (fault == http::error::body_limit) return refuse(413, "body-too-big");
    if (fault) return refuse(400, "chunk");
  }
  return parser.is_done() ? finish() : Step::need_more;
}

RequestReader::Step RequestReader::finish() {
  request_.body_ = std::move(parser_->parser.get().body());
  parser_.reset();
  forget_body();
  phase_ = Phase::idle;
  return Step::request;
}

Request RequestReader::take() {
  return std::move(request_);
}

}  // namespace vuoro::net
