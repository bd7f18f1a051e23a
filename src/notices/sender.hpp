#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "content/senders.hpp"
#include "core/vocabulary.hpp"
#include "notices/message.hpp"

namespace vuoro::notices {

/// One notice on its way to one resident. Lives only while it is sent.
struct Envelope {
  std::string id;  ///< The same for every try of a notice: "k3v…", letters and digits.
  std::string to;  ///< An e-mail address or a telephone number, as the resident wrote it.
  Message message;
  std::string sender_name;  ///< The county's, in the message's language.
  Instant now;
};

/// What came of handing over. `why` is for logs and holds nothing of the envelope.
struct Handed {
  core::NoticeFault fault = core::NoticeFault::none;
  std::string why = {};
};

/// A way out of the house. Not thread-safe; `send` may block for the timeout it was made with.
class Sender {
 public:
  Sender() = default;
  virtual ~Sender() = default;
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  virtual Handed send(const Envelope& envelope) = 0;
};

/// SMTP by libcurl: TLS, login, MIME in UTF-8, the envelope's id as Message-ID. `stop` must outlive the
/// sender; once true, what is going on ends within a second or so as interrupted.
std::unique_ptr<Sender> smtp_sender(content::SenderPlan plan, const std::atomic<bool>& stop);
/// A text message as JSON by HTTP POST, with the envelope's id as Idempotency-Key.
std::unique_ptr<Sender> http_sender(content::SenderPlan plan, const std::atomic<bool>& stop);
/// Writes each message into a file of its own, named by its id: for demonstrations and tests.
std::unique_ptr<Sender> folder_sender(content::SenderPlan plan, core::NoticeChannel channel);

/// The sender that the plan names.
std::unique_ptr<Sender> make_sender(const content::SenderPlan& plan, core::NoticeChannel channel,
                                    const std::atomic<bool>& stop);

}  // namespace vuoro::notices
