#pragma once

#include <string>
#include <vector>

#include "content/notices.hpp"
#include "content/texts.hpp"
#include "core/rows.hpp"
#include "promises/rule.hpp"

namespace vuoro::notices {

/// What a notice may say. There is no field for a service, a profession, a unit's name or a reason: none can
/// be told by accident.
struct Facts {
  core::NoticeKind kind{};
  core::NoticeChannel channel{};
  Instant begin;   ///< Of the time spoken of.
  Instant answer;  ///< For an offer: until when.
  core::Mode mode{};
  promises::Translated address;  ///< Street and town; empty when not known.
  core::Language language;       ///< The resident's wish.
  std::string code;              ///< The matter's.
};

/// A text ready to go out.
struct Message {
  std::string language;  ///< ISO 639, of the first text.
  std::string subject;   ///< Empty for a text message.
  std::string text;      ///< Lines end with '\n'.
};

/// The notice in words: in the resident's language when it is Finnish, Swedish or English (Finnish when
/// nobody said), otherwise in each of the plan's languages for others, one after another. `county` is who
/// sends it.
[[nodiscard]] Message message(const content::Texts& texts, const content::NoticePlan& plan,
                              const promises::Translated& county, const Facts& facts);

/// Whether a notice of the kind says where the time is: one that is gone, or a call, does not.
[[nodiscard]] bool names_a_place(core::NoticeKind kind);

/// In which languages somebody with this wish is told.
[[nodiscard]] std::vector<content::Language> languages_for(const content::NoticePlan& plan,
                                                           core::Language wish);

}  // namespace vuoro::notices
