#include "notices/message.hpp"

#include "core/time_rules.hpp"
#include "core/words.hpp"
#include "notices/words.hpp"

namespace vuoro::notices {

namespace {

using core::NoticeKind;

/// The sentences of one notice in one language.
class Sentences {
 public:
  Sentences(const content::Texts& texts, const content::NoticePlan& plan, const Facts& facts,
            content::Language language)
      : texts_(texts), plan_(plan), facts_(facts), language_(language), kind_(promises::word(facts.kind)) {}

  [[nodiscard]] std::string subject() const { return texts_.text(language_, kind_ + ".subject"); }

  [[nodiscard]] std::string email(const promises::Translated& county) const {
    std::string out = texts_.text(language_, "email.greeting") + "\n\n" + lead() + '\n';
    if (const std::string where = place(); !where.empty()) out += where + '\n';
    out += '\n' + then() + "\n\n";
    out += texts_.text(language_, "email.page", {{"link", promises::in(plan_.link, language_)}}) + '\n';
    out += texts_.text(language_, "email.code", {{"code", facts_.code}}) + "\n\n";
    out += promises::in(county, language_) + '\n' + texts_.text(language_, "email.end") + '\n';
    return out;
  }

  [[nodiscard]] std::string sms(const promises::Translated& county) const {
    std::string out = lead();
    if (const std::string where = place(); !where.empty()) out += ' ' + where;
    out += ' ' + then() + ' ';
    out += texts_.text(language_, "sms.page", {{"link", promises::in(plan_.link, language_)}});
    return out + "\n" + promises::in(county, language_) + '\n';
  }

 private:
  [[nodiscard]] std::string when(Instant at) const {
    return facts_.channel == core::NoticeChannel::sms ? when_short(texts_, language_, at)
                                                      : when_in_words(texts_, language_, at);
  }
  [[nodiscard]] std::string lead() const {
    if (facts_.kind == NoticeKind::callback_missed) return texts_.text(language_, kind_ + ".lead");
    return texts_.text(language_, kind_ + ".lead",
                       {{"when", when(facts_.begin)}, {"until", when(facts_.answer)}});
  }
  [[nodiscard]] std::string then() const {
    return texts_.text(language_, kind_ + ".then", {{"phone", promises::in(plan_.phone, language_)}});
  }
  [[nodiscard]] std::string place() const {
    if (!names_a_place(facts_.kind)) return {};
    const std::string& address = promises::in(facts_.address, language_);
    const bool travel = core::comes_there(facts_.mode);
    if (travel && address.empty()) return texts_.text(language_, "place.unknown");
    return texts_.text(language_, "place." + std::string(promises::word(facts_.mode)),
                       {{"address", address}});
  }

  const content::Texts& texts_;
  const content::NoticePlan& plan_;
  const Facts& facts_;
  content::Language language_;
  std::string kind_;
};

}  // namespace

bool names_a_place(NoticeKind kind) {
  return kind == NoticeKind::time_offered || kind == NoticeKind::booked || kind == NoticeKind::moved ||
         kind == NoticeKind::reminder;
}

std::vector<content::Language> languages_for(const content::NoticePlan& plan, core::Language wish) {
  if (wish.n == 0) return {content::Language::fi};
  if (const auto known = promises::from_word<content::Language>(wish.letters().data())) return {*known};
  return plan.other;
}

Message message(const content::Texts& texts, const content::NoticePlan& plan,
                const promises::Translated& county, const Facts& facts) {
  Message out;
  for (const content::Language language : languages_for(plan, facts.language)) {
    const Sentences in(texts, plan, facts, language);
    const bool email = facts.channel == core::NoticeChannel::email;
    if (out.text.empty()) {
      out.language = promises::word(language);
      if (email) out.subject = in.subject();
    } else {
      out.text += '\n';
    }
    out.text += email ? in.email(county) : in.sms(county);
  }
  return out;
}

}  // namespace vuoro::notices
