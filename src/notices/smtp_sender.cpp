#include <fmt/core.h>

#include <new>

#include "notices/curl_call.hpp"
#include "notices/email.hpp"

namespace vuoro::notices {

namespace {

/// A server that says 5xx to the sender, the recipient or the text will say so again; everything else may
/// pass: a line that broke, a full queue (4xx), a login that somebody is about to mend.
Handed outcome_of(CURLcode code, long reply) {
  if (code == CURLE_OK) return {};
  if (code == CURLE_ABORTED_BY_CALLBACK) return {core::NoticeFault::interrupted, "stopped"};
  const bool answered =
      code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_RECV_ERROR;
  const bool for_good = answered && reply >= 550 && reply <= 559;
  return {for_good ? core::NoticeFault::refused : core::NoticeFault::unreachable,
          fmt::format("{} (reply {})", curl_easy_strerror(code), reply)};
}

/// RFC 2046: lines of a text end with CR LF, also below base64.
std::string lines_of_mail(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out.push_back('\r');
    out.push_back(c);
  }
  return out;
}

class SmtpSender : public Sender {
 public:
  SmtpSender(content::SenderPlan plan, const std::atomic<bool>& stop)
      : plan_(std::move(plan)),
        curl_(curl_for(plan_, plan_.tls == content::Tls::implicit ? "smtps" : "smtp", stop)) {
    CURL* c = curl_.get();
    const long tls = plan_.tls == content::Tls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(c, CURLOPT_USE_SSL, tls);
    if (!plan_.user.empty()) {
      curl_easy_setopt(c, CURLOPT_USERNAME, plan_.user.c_str());
      curl_easy_setopt(c, CURLOPT_PASSWORD, plan_.secret.c_str());
    }
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, ('<' + plan_.from + '>').c_str());
  }

  Handed send(const Envelope& envelope) override {
    if (!is_address(envelope.to)) return {core::NoticeFault::refused, "the address is no e-mail address"};
    CURL* c = curl_.get();
    CurlList to;
    add(to, '<' + envelope.to + '>');
    CurlList head;
    for (const std::string& line : headers(envelope, plan_.from)) add(head, line);
    const CurlMime mime = mime_of(envelope);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, head.get());
    curl_easy_setopt(c, CURLOPT_MIMEPOST, mime.get());
    const CURLcode code = curl_easy_perform(c);
    long reply = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply);
    // The lists end with this call; the connection stays for the next one.
    curl_easy_setopt(c, CURLOPT_MIMEPOST, nullptr);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, nullptr);
    return outcome_of(code, reply);
  }

 private:
  [[nodiscard]] CurlMime mime_of(const Envelope& envelope) const {
    CurlMime mime(curl_mime_init(curl_.get()));
    curl_mimepart* part = mime ? curl_mime_addpart(mime.get()) : nullptr;
    const std::string text = lines_of_mail(envelope.message.text);
    if (part == nullptr || curl_mime_data(part, text.data(), text.size()) != CURLE_OK ||
        curl_mime_type(part, "text/plain; charset=utf-8") != CURLE_OK ||
        curl_mime_encoder(part, "base64") != CURLE_OK) {
      throw std::bad_alloc();
    }
    return mime;
  }

  content::SenderPlan plan_;
  Curl curl_;
};

}  // namespace

std::unique_ptr<Sender> smtp_sender(content::SenderPlan plan, const std::atomic<bool>& stop) {
  return std::make_unique<SmtpSender>(std::move(plan), stop);
}

}  // namespace vuoro::notices
