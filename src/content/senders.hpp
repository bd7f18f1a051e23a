#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "content/content_error.hpp"

namespace vuoro::content {

enum class Via : std::uint8_t { smtp, http, folder };
enum class Tls : std::uint8_t { starttls, implicit, none };

/// How one kind of notice leaves the house. Which members count depends on `via`.
struct SenderPlan {
  Via via = Via::folder;
  std::filesystem::path folder;
  std::string url;
  Tls tls = Tls::starttls;
  std::string from;          ///< E-mail: the address; text messages: the sender's name or number.
  std::string user;          ///< Empty = no login.
  std::string secret;        ///< The password or token, read from a file of its own.
  std::filesystem::path ca;  ///< Empty = the machine's certificates.
  std::chrono::seconds timeout{30};
  /// The names of the gateway's JSON fields.
  struct JsonNames {
    std::string to = "to";
    std::string from = "from";
    std::string text = "text";
    std::string id = "id";
  } names;
};

struct Senders {
  std::optional<SenderPlan> email;
  std::optional<SenderPlan> sms;
};

/// Reads the file that `vuoro serve --senders` names (docs/operations.md). It and the secret files it names
/// must be readable by their owner alone (0600); paths are taken from the file's own folder. Every fault with
/// file, line and reason. Without TLS only a server on this machine may be named.
Result<Senders, ContentErrors> load_senders(const std::filesystem::path& file);

}  // namespace vuoro::content
