#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "content/senders.hpp"
#include "content/toml_reader.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> email_ways = {"smtp", "folder"};
constexpr std::array<std::string_view, 2> sms_ways = {"http", "folder"};
constexpr std::array<std::string_view, 3> tls_words = {"starttls", "implicit", "none"};
constexpr std::size_t longest_secret = 4096;

/// Why others could read the file; empty when its owner alone can.
std::string open_to_others(const fs::path& file) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0) return "the file cannot be opened";
  if (!S_ISREG(about.st_mode)) return "not a regular file";
  if (about.st_uid != ::geteuid()) return "the file belongs to another user: chown it or run as its owner";
  if ((about.st_mode & 077U) != 0) return "others can open the file: run chmod 600 on it";
  return {};
}

bool on_this_machine(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return false;
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.find('@') != std::string_view::npos) return false;
  if (host.starts_with("[::1]")) return host.size() == 5 || host[5] == ':';
  host = host.substr(0, host.find(':'));
  return host == "127.0.0.1" || host == "localhost";
}

class SendersReader {
 public:
  SendersReader(fs::path folder, ContentErrors& errors) : folder_(std::move(folder)), errors_(errors) {}

  SenderPlan email(Fields& fields) {
    SenderPlan plan;
    const auto way = fields.choice("via", email_ways, Presence::required);
    if (way && *way == 0) {
      plan.via = Via::smtp;
      if (const auto i = fields.choice("tls", tls_words, Presence::optional)) plan.tls = static_cast<Tls>(*i);
      url(fields, plan, plan.tls == Tls::implicit ? "smtps://" : "smtp://", plan.tls == Tls::none);
      plan.from = fields.text("from").value_or("");
      login(fields, plan);
    } else {
      folder(fields, plan);
      plan.from = fields.text("from", Presence::optional).value_or("vuoro@localhost");
    }
    if (!plan.from.empty() && plan.from.find('@') == std::string::npos)
      fields.fault(*fields.node("from", Presence::required), "'from' must be an e-mail address");
    fields.finish();
    return plan;
  }

  SenderPlan sms(Fields& fields) {
    SenderPlan plan;
    const auto way = fields.choice("via", sms_ways, Presence::required);
    if (way && *way == 0) {
      plan.via = Via::http;
      const auto shown = fields.text("url").value_or("");
      const bool clear = shown.starts_with("http://");
      url(fields, plan, clear ? "http://" : "https://", clear);
      plan.from = fields.text("from").value_or("");
      if (auto names = fields.table("fields", Presence::optional)) json_names(*names, plan.names);
      login(fields, plan);
    } else {
      folder(fields, plan);
    }
    fields.finish();
    return plan;
  }

 private:
  void url(Fields& fields, SenderPlan& plan, std::string_view scheme, bool clear) {
    const auto text = fields.text("url");
    if (!text) return;
    plan.url = *text;
    const toml::node& node = *fields.node("url", Presence::required);
    if (!text->starts_with(scheme))
      fields.fault(node, "'url' must begin with " + std::string(scheme));
    else if (text->find('@') != std::string::npos)
      fields.fault(node, "'url' holds a user or a password: use 'user' and 'secret_file'");
    else if (clear && !on_this_machine(*text))
      fields.fault(node, "without TLS only a server on this machine may be named");
  }

  void login(Fields& fields, SenderPlan& plan) {
    plan.user = fields.text("user", Presence::optional).value_or("");
    if (const auto file = fields.text("secret_file", Presence::optional)) {
      plan.secret = secret(fields, *file);
    } else if (!plan.user.empty()) {
      fields.fault(*fields.node("user", Presence::required), "a 'user' needs a 'secret_file'");
    }
    if (const auto ca = fields.text("ca_file", Presence::optional)) plan.ca = folder_ / *ca;
    if (const auto seconds = fields.number("timeout_seconds", 1, 300, Presence::optional))
      plan.timeout = std::chrono::seconds{*seconds};
  }

  std::string secret(Fields& fields, const std::string& name) {
    const toml::node& node = *fields.node("secret_file", Presence::required);
    const fs::path file = folder_ / name;
    if (const std::string why = open_to_others(file); !why.empty()) {
      fields.fault(node, "'" + name + "': " + why);
      return {};
    }
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    if (line.empty() || line.size() > longest_secret)
      fields.fault(node, "'" + name + "': its first line must hold the secret");
    return line;
  }

  void folder(Fields& fields, SenderPlan& plan) {
    plan.via = Via::folder;
    if (const auto path = fields.text("folder")) plan.folder = folder_ / *path;
  }

  static void json_names(Fields& fields, SenderPlan::JsonNames& names) {
    names.to = fields.text("to").value_or("");
    names.from = fields.text("from").value_or("");
    names.text = fields.text("text").value_or("");
    names.id = fields.text("id").value_or("");
    fields.finish();
  }

  fs::path folder_;
  ContentErrors& errors_;
};

}  // namespace

Result<Senders, ContentErrors> load_senders(const fs::path& file) {
  ContentErrors errors;
  if (const std::string why = open_to_others(file); !why.empty()) {
    errors.push_back({file.string(), 0, 0, why});
    return errors;
  }
  const auto table = read_toml(file, file.string(), errors);
  if (!table) return errors;
  Senders senders;
  SendersReader reader(file.parent_path(), errors);
  Fields top{*table, file.string(), errors};
  if (auto email = top.table("email", Presence::optional)) senders.email = reader.email(*email);
  if (auto sms = top.table("sms", Presence::optional)) senders.sms = reader.sms(*sms);
  top.finish();
  if (!senders.email && !senders.sms && errors.empty())
    top.fault("the file names neither [email] nor [sms]: nothing could be sent");
  if (!errors.empty()) return errors;
  return senders;
}

}  // namespace vuoro::content
