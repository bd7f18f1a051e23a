#include <gtest/gtest.h>

#include <algorithm>

#include "notices/email.hpp"
#include "notices/smtp_server.hpp"

/// The SMTP sender against a real conversation.
namespace vuoro::notices::testing {
namespace {

using core::NoticeFault;

Envelope envelope() {
  return {"id1",
          "aino@example.fi",
          {"fi", "Sinulle on varattu aika äö", "Hei ääkkönen\n.\nloppu\n"},
          "Alue Å",
          {1'764'055'200}};
}

class Smtp : public ::testing::Test {
 protected:
  std::atomic<bool> stop{false};

  std::unique_ptr<Sender> sender(const SmtpServer& server, content::Tls tls = content::Tls::none) {
    content::SenderPlan plan;
    plan.via = content::Via::smtp;
    plan.url = "smtp://127.0.0.1:" + std::to_string(server.port());
    plan.tls = tls;
    plan.from = "ei-vastausta@alue.example";
    plan.timeout = std::chrono::seconds{2};
    return smtp_sender(plan, stop);
  }
};

TEST_F(Smtp, HandsOverARealMail) {
  const SmtpServer server(Manner::takes);
  EXPECT_EQ(sender(server)->send(envelope()).fault, NoticeFault::none);
  const auto mails = server.mails();
  ASSERT_EQ(mails.size(), 1U);
  for (const char* part :
       {"Message-ID: <id1@alue.example>\n", "From: =?UTF-8?B?QWx1ZSDDhQ==?= <ei-vastausta@alue.example>\n",
        "To: <aino@example.fi>\n", "Subject: =?UTF-8?B?", "Date: Tue, 25 Nov 2025 07:20:00 +0000\n",
        "Auto-Submitted: auto-generated\n", "Content-Language: fi\n", "Mime-Version: 1.0\n",
        "Content-Type: text/plain; charset=utf-8\n", "Content-Transfer-Encoding: base64\n",
        // "Hei ääkkönen\r\n.\r\nloppu\r\n"
        "SGVpIMOkw6Rra8O2bmVuDQouDQpsb3BwdQ0K"}) {
    EXPECT_NE(mails[0].find(part), std::string::npos) << part << " in:\n" << mails[0];
  }
  const auto commands = server.commands();
  EXPECT_NE(std::ranges::find(commands, "MAIL FROM:<ei-vastausta@alue.example>"), commands.end());
  EXPECT_NE(std::ranges::find(commands, "RCPT TO:<aino@example.fi>"), commands.end());
}

TEST_F(Smtp, ManyGoThroughOneSender) {
  const SmtpServer server(Manner::takes);
  const auto out = sender(server);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(out->send(envelope()).fault, NoticeFault::none);
  EXPECT_EQ(server.mails().size(), 3U);
}

TEST_F(Smtp, TellsRefusedFromUnreachable) {
  const struct {
    Manner manner;
    NoticeFault fault;
    const char* why;
  } cases[] = {
      {Manner::refuses_recipient, NoticeFault::refused, "the server will say so again"},
      {Manner::refuses_text, NoticeFault::refused, "the text is not wanted"},
      {Manner::busy, NoticeFault::unreachable, "it asks to come again"},
      {Manner::drops_at_once, NoticeFault::unreachable, "the line breaks"},
      {Manner::drops_after_text, NoticeFault::unreachable,
       "it may have gone out; another try has the same id"},
      {Manner::says_nothing, NoticeFault::unreachable, "nobody waits for ever"},
  };
  for (const auto& c : cases) {
    const SmtpServer server(c.manner);
    const Handed handed = sender(server)->send(envelope());
    EXPECT_EQ(handed.fault, c.fault) << c.why << ": " << handed.why;
    EXPECT_EQ(handed.why.find("aino"), std::string::npos) << "no personal data in logs";
  }
}

TEST_F(Smtp, ATryAfterABreakCarriesTheSameId) {
  SmtpServer server(Manner::drops_after_text);
  const auto out = sender(server);
  EXPECT_EQ(out->send(envelope()).fault, NoticeFault::unreachable);
  server.become(Manner::takes);
  EXPECT_EQ(out->send(envelope()).fault, NoticeFault::none);
  ASSERT_EQ(server.mails().size(), 2U);
  for (const std::string& mail : server.mails())
    EXPECT_NE(mail.find("Message-ID: <id1@alue.example>"), std::string::npos);
}

TEST_F(Smtp, WithoutTlsNothingIsSaidWhereTlsIsWanted) {
  const SmtpServer server(Manner::takes);
  EXPECT_EQ(sender(server, content::Tls::starttls)->send(envelope()).fault, NoticeFault::unreachable);
  EXPECT_TRUE(server.mails().empty());
  for (const std::string& command : server.commands()) EXPECT_FALSE(command.starts_with("MAIL")) << command;
}

TEST_F(Smtp, ABadAddressReachesNoServer) {
  const SmtpServer server(Manner::takes);
  Envelope bad = envelope();
  bad.to = "aino@example.fi>\r\nRCPT TO:<all@example.fi";
  EXPECT_EQ(sender(server)->send(bad).fault, NoticeFault::refused);
  EXPECT_TRUE(server.commands().empty());
}

TEST_F(Smtp, StoppingEndsATrySoon) {
  const SmtpServer server(Manner::says_nothing);
  stop = true;
  EXPECT_EQ(sender(server)->send(envelope()).fault, NoticeFault::interrupted);
}

}  // namespace
}  // namespace vuoro::notices::testing
