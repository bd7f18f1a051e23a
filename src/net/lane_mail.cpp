#include "net/lane_mail.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <iterator>
#include <utility>

#include "net/lane.hpp"

namespace vuoro::net {
namespace {

struct Gathered {
  int depth = 0;
  std::vector<std::pair<std::shared_ptr<LaneMail>, std::vector<Letter>>> boxes;
};

// NOLINTNEXTLINE(bugprone-*): trivially destroyed or empty at thread end
thread_local const LaneMail* box_of_this_thread = nullptr;
thread_local Gathered gathered;

}  // namespace

Reply& Reply::operator=(Reply&& other) noexcept {
  if (this == &other) return *this;
  Reply old{std::exchange(target_, std::exchange(other.target_, nullptr)),
            std::exchange(ticket_, other.ticket_)};
  return *this;  // `old` answers for itself
}

Reply::~Reply() {
  if (target_) target_->unanswered(ticket_);
}

void Reply::send(Response response) {
  if (const auto target = std::exchange(target_, nullptr)) target->answer(ticket_, std::move(response));
}

void Reply::stream(Subscription subscription) {
  if (const auto target = std::exchange(target_, nullptr)) target->stream(ticket_, std::move(subscription));
}

ReplyBatch::ReplyBatch() {
  ++gathered.depth;
}

ReplyBatch::~ReplyBatch() {
  if (--gathered.depth != 0) return;
  for (auto& [box, letters] : std::exchange(gathered.boxes, {})) box->put(std::move(letters));
}

void LaneMail::answer(ReplyTicket ticket, Response response) {
  put({ticket, std::move(response)});
}
void LaneMail::stream(ReplyTicket ticket, Subscription subscription) {
  put({ticket, std::move(subscription)});
}
void LaneMail::unanswered(ReplyTicket ticket) {
  put({ticket, Letter::Nothing{}});
}

void LaneMail::put(Letter letter) {
  if (box_of_this_thread == this) {
    if (lane_ != nullptr) lane_->deliver(std::move(letter));
    return;
  }
  if (gathered.depth > 0) {
    auto box = std::find_if(gathered.boxes.begin(), gathered.boxes.end(),
                            [&](const auto& entry) { return entry.first.get() == this; });
    if (box == gathered.boxes.end()) box = gathered.boxes.insert(box, {shared_from_this(), {}});
    box->second.push_back(std::move(letter));
    return;
  }
  const std::lock_guard lock(mutex_);
  if (lane_ == nullptr) return;
  letters_.push_back(std::move(letter));
  wake();
}

void LaneMail::put(std::vector<Letter> letters) {
  const std::lock_guard lock(mutex_);
  if (lane_ == nullptr) return;
  if (letters_.empty()) {
    letters_ = std::move(letters);
  } else {
    std::move(letters.begin(), letters.end(), std::back_inserter(letters_));
  }
  wake();
}

void LaneMail::news() {
  const std::lock_guard lock(mutex_);
  if (lane_ == nullptr) return;
  news_ = true;
  wake();
}

void LaneMail::wake() {
  if (std::exchange(woken_, true)) return;
  boost::asio::post(*context_, [box = shared_from_this()] { box->empty_box(); });
}

void LaneMail::empty_box() {
  std::vector<Letter> letters;
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    woken_ = false;
    if (lane_ == nullptr) return;
    letters.swap(letters_);
    news = std::exchange(news_, false);
  }
  lane_->begin_turn();
  lane_->deliver(std::move(letters));
  if (news) lane_->read_news();
  lane_->end_turn();
}

void LaneMail::close() {
  std::vector<Letter> unread;
  const std::lock_guard lock(mutex_);
  lane_ = nullptr;
  unread.swap(letters_);
}

void LaneMail::settle_here() {
  box_of_this_thread = this;
}

}  // namespace vuoro::net
