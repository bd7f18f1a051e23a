#include <filesystem>
#include <fstream>

#include "notices/email.hpp"

namespace vuoro::notices {

namespace {

namespace fs = std::filesystem;

class FolderSender : public Sender {
 public:
  FolderSender(content::SenderPlan plan, core::NoticeChannel channel)
      : plan_(std::move(plan)), channel_(channel) {}

  Handed send(const Envelope& envelope) override {
    const bool email = channel_ == core::NoticeChannel::email;
    if (email ? !is_address(envelope.to) : phone_number(envelope.to).empty())
      return {core::NoticeFault::refused, "the address is none"};
    std::error_code fault;
    fs::create_directories(plan_.folder, fault);
    const fs::path file = plan_.folder / (envelope.id + (email ? ".eml" : ".txt"));
    const fs::path half = file.string() + ".part";
    {
      std::ofstream out(half, std::ios::binary | std::ios::trunc);
      if (email) {
        for (const std::string& line : headers(envelope, plan_.from)) out << line << '\n';
        out << "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
               "8bit\n\n";
      } else {
        out << "To: " << phone_number(envelope.to) << "\n\n";
      }
      out << envelope.message.text;
      out.flush();
      if (!out) return {core::NoticeFault::unreachable, "the folder cannot be written"};
    }
    fs::permissions(half, fs::perms::owner_read | fs::perms::owner_write, fault);
    fs::rename(half, file, fault);
    if (fault) return {core::NoticeFault::unreachable, "the folder cannot be written"};
    return {};
  }

 private:
  content::SenderPlan plan_;
  core::NoticeChannel channel_;
};

}  // namespace

std::unique_ptr<Sender> folder_sender(content::SenderPlan plan, core::NoticeChannel channel) {
  return std::make_unique<FolderSender>(std::move(plan), channel);
}

std::unique_ptr<Sender> make_sender(const content::SenderPlan& plan, core::NoticeChannel channel,
                                    const std::atomic<bool>& stop) {
  switch (plan.via) {
    case content::Via::smtp:
      return smtp_sender(plan, stop);
    case content::Via::http:
      return http_sender(plan, stop);
    case content::Via::folder:
      return folder_sender(plan, channel);
  }
  return nullptr;
}

}  // namespace vuoro::notices
