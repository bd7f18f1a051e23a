#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "promises/rule.hpp"

namespace vuoro::content {

/// A gateway to a resident; `none` = people tell it.
enum class Gateway : std::uint8_t { none, email, sms };

/// One kind of notice that goes out. `kind` is a word of core::NoticeKind.
struct NoticeRule {
  std::string kind;
  bool at_night = false;                    ///< Goes out in the quiet hours too.
  std::vector<std::uint16_t> hours_before;  ///< Of a reminder; the longest first.
};

/// A sentence in a language that the county's texts are not in.
struct PlainSentence {
  std::string language;  ///< ISO 639.
  std::string text;
};

/// What residents are told outside the pages (notices.toml; docs/notices.md). Clock times are Finland's.
struct NoticePlan {
  promises::Translated phone;  ///< Where to call, as people write it.
  promises::Translated link;   ///< The resident's own page.
  /// By wish of contact: telephone, text message, e-mail.
  Gateway phone_by = Gateway::none;
  Gateway sms_by = Gateway::sms;
  Gateway email_by = Gateway::email;
  std::int32_t quiet_from = 0;  ///< Seconds since midnight; equal = no quiet hours.
  std::int32_t quiet_until = 0;
  std::uint8_t tries = 8;
  std::uint16_t first_wait_minutes = 2;
  std::uint16_t told_within_hours = 72;   ///< What happened longer ago is not told any more.
  std::vector<promises::Language> other;  ///< In which languages whoever speaks another is told.
  std::vector<NoticeRule> rules;
  std::vector<PlainSentence> plain;  ///< Heads a letter to somebody who reads another language.
};

}  // namespace vuoro::content
