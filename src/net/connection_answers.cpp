// The part of Connection that turns requests into slots and slots into answers.
#include <exception>
#include <utility>

#include "net/connection.hpp"
#include "net/problem.hpp"

namespace vuoro::net {

void Connection::dispatch() {
  ServerShared& shared = lane_.shared();
  Request request = reader_.take();
  request.come_from(peer_.address, shared.options.proxies);
  served_any_ = true;
  shared.requests.fetch_add(1, std::memory_order_relaxed);

  Slot& slot = slots_.emplace_back();
  slot.asked_at = lane_.now();
  slot.framing.body = reader_.is_head() ? AnswerWriter::Body::leave_out : AnswerWriter::Body::send;
  slot.framing.area =
      request.path().starts_with("/api/") ? AnswerWriter::Area::api : AnswerWriter::Area::pages;
  slot.framing.after = !reader_.keep_alive() || lane_stops_ ? AnswerWriter::After::close
                       : reader_.is_http_1_0()              ? AnswerWriter::After::keep_http_1_0
                                                            : AnswerWriter::After::keep;
  slot.accept_language = std::string{request.header("accept-language").value_or("")};
  const std::uint64_t number = first_request_ + slots_.size() - 1;
  if (request.path() == "*") {
    Response allowed = no_content();
    allowed.with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    return answer(number, std::move(allowed));
  }
  // An exception unwinds the Reply, which then answers 500 by itself.
  try {
    shared.handler(std::move(request), Reply{lane_.mail(), {id_, number}});
  } catch (const std::exception& fault) {
    shared.fault("handler-threw", fault.what());
  } catch (...) {
    shared.fault("handler-threw", "something that is no std::exception");
  }
}

Response Connection::refusal_response(const Refusal& refusal) const {
  const auto& words = lane_.shared().options.problem_body;
  Response response = text_response(
      refusal.status, "application/problem+json",
      words ? words(refusal) : problem_json({.status = refusal.status, .code = std::string{refusal.code}}));
  response.with("Cache-Control", "no-store");
  if (refusal.status == 405) response.with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  if (refusal.status == 503) response.with("Retry-After", "5");
  return response;
}

void Connection::refuse_slot(Slot& slot, Refusal refusal) {
  lane_.shared().refused.fetch_add(1, std::memory_order_relaxed);
  slot.framing.after = AnswerWriter::After::close;
  slot.settled = Settled::answered;
  slot.response = refusal_response(refusal);
}

void Connection::refuse(const Refusal& refusal) {
  Slot& slot = slots_.emplace_back();
  slot.asked_at = lane_.now();
  slot.framing.body = reader_.is_head() ? AnswerWriter::Body::leave_out : AnswerWriter::Body::send;
  refuse_slot(slot, refusal);
  backlog_.clear();
  write_answers();
  lane_.touch(*this);
}

Connection::Slot* Connection::slot_of(std::uint64_t request) {
  if (state_ != State::serving || request < first_request_ || request - first_request_ >= slots_.size())
    return nullptr;
  Slot& slot = slots_[request - first_request_];
  return slot.settled == Settled::open ? &slot : nullptr;
}

void Connection::answer(std::uint64_t request, Response response) {
  Slot* const slot = slot_of(request);
  if (slot == nullptr) return;
  if (!AnswerWriter::sendable(response)) {
    lane_.shared().fault("answer-unsendable", "a status outside 200-599 or a header that cannot be sent");
    response = refusal_response({500, "answer-unsendable", slot->accept_language});
  }
  slot->response = std::move(response);
  slot->settled = Settled::answered;
  write_answers();
  lane_.touch(*this);
}

void Connection::answer_nothing(std::uint64_t request) {
  const Slot* const slot = slot_of(request);
  if (slot != nullptr) answer(request, refusal_response({500, "unanswered", slot->accept_language}));
}

void Connection::stream(std::uint64_t request, Subscription subscription) {
  Slot* const slot = slot_of(request);
  if (slot == nullptr) return;
  if (!subscription.hub) {
    lane_.shared().fault("stream-without-hub", "a subscription names no hub");
    return answer_nothing(request);
  }
  slot->subscription = std::make_unique<Subscription>(std::move(subscription));
  slot->settled = Settled::answered;
  write_answers();
  lane_.touch(*this);
}

void Connection::write_answers() {
  while (!slots_.empty() && slots_.front().settled == Settled::answered) {
    Slot slot = std::move(slots_.front());
    slots_.erase(slots_.begin());
    ++first_request_;
    if (slot.subscription) return begin_stream(*std::move(slot.subscription), slot.framing);
    lane_.writer().write(out_, std::move(slot.response), slot.framing);
    idle_since_ = lane_.now();
    if (slot.framing.after != AnswerWriter::After::close) continue;
    state_ = State::closing;
    slots_.clear();
    return;
  }
  promise_continue();
}

void Connection::begin_stream(Subscription subscription, AnswerWriter::Framing framing) {
  slots_.clear();
  backlog_.clear();
  lane_.writer().write_stream_head(out_);
  if (framing.body == AnswerWriter::Body::leave_out || lane_stops_) {
    state_ = State::closing;
    return;
  }
  feed_ = std::make_unique<StreamFeed>(std::move(subscription), lane_.now(), lane_.shared().limits.heartbeat);
  ++feed_->hub()->subscribers;
  feed_->open(out_);
  // The desk is made, and so listens, before the ring is read to its end: no event falls between the two.
  lane_.desk(feed_->hub());
}

void Connection::serve_stream() {
  if (feed_->stage() == StreamFeed::Stage::catching_up) feed_->read_on(out_);
  if (feed_->stage() == StreamFeed::Stage::live && !on_desk_) {
    on_desk_ = true;
    lane_.desk(feed_->hub()).add(*this, feed_->topics());
  }
}

void Connection::offer(const EventPtr& event) {
  if (state_ != State::serving || ending_ != Ending::none || !feed_) return;
  switch (feed_->offer(event, out_)) {
    case StreamFeed::Offer::not_for_me:
      return;
    case StreamFeed::Offer::taken:
      break;
    case StreamFeed::Offer::overflow:
      ending_ = Ending::abort;
      lane_.shared().streams_cut.fetch_add(1, std::memory_order_relaxed);
      break;
  }
  lane_.touch(*this);
}

void Connection::lost_events(std::uint64_t now_at) {
  if (state_ != State::serving || !feed_) return;
  feed_->reset(out_, now_at);
  lane_.touch(*this);
}

}  // namespace vuoro::net
