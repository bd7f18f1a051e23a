#include <fmt/core.h>

#include <boost/json.hpp>

#include "notices/curl_call.hpp"
#include "notices/email.hpp"

namespace vuoro::notices {

namespace {

/// 429 and 5xx ask to come again, as does a login that somebody must mend; other 4xx mean this message.
Handed outcome_of(CURLcode code, long status) {
  if (code == CURLE_ABORTED_BY_CALLBACK) return {core::NoticeFault::interrupted, "stopped"};
  if (code != CURLE_OK) return {core::NoticeFault::unreachable, curl_easy_strerror(code)};
  if (status >= 200 && status < 300) return {};
  const bool for_good = status >= 400 && status < 500 && status != 401 && status != 403 && status != 404 &&
                        status != 408 && status != 409 && status != 425 && status != 429;
  return {for_good ? core::NoticeFault::refused : core::NoticeFault::unreachable,
          fmt::format("the gateway answered {}", status)};
}

class HttpSender : public Sender {
 public:
  HttpSender(content::SenderPlan plan, const std::atomic<bool>& stop)
      : plan_(std::move(plan)), curl_(curl_for(plan_, "http,https", stop)) {}

  Handed send(const Envelope& envelope) override {
    const std::string to = phone_number(envelope.to);
    if (to.empty()) return {core::NoticeFault::refused, "the number is no telephone number"};
    const std::string body =
        boost::json::serialize(boost::json::object{{plan_.names.to, to},
                                                   {plan_.names.from, plan_.from},
                                                   {plan_.names.text, envelope.message.text},
                                                   {plan_.names.id, envelope.id}});
    CurlList head;
    add(head, "Content-Type: application/json");
    add(head, "Expect:");
    add(head, "Idempotency-Key: " + envelope.id);
    if (!plan_.secret.empty()) add(head, "Authorization: Bearer " + plan_.secret);
    CURL* c = curl_.get();
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, head.get());
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.data());
    const CURLcode code = curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, nullptr);
    return outcome_of(code, status);
  }

 private:
  content::SenderPlan plan_;
  Curl curl_;
};

}  // namespace

std::unique_ptr<Sender> http_sender(content::SenderPlan plan, const std::atomic<bool>& stop) {
  return std::make_unique<HttpSender>(std::move(plan), stop);
}

}  // namespace vuoro::notices
