#pragma once

#include "core/refused.hpp"

namespace vuoro::core::testing {

inline constexpr DocumentId words{7};

inline MatterId offered_to_social(World& w) {
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  return m;
}

/// A matter with a question to the social team, and the question.
inline ConsultationId asked(World& w) {
  w.must(AskColleague{w.contact(), social, DocumentId{7}});
  return ConsultationId{static_cast<std::uint32_t>(w.tables().consultations.size())};
}

inline MatterId joined(World& w) {
  const MatterId first = w.contact();
  const MatterId second = w.contact();
  w.must(JoinMatters{second, first});
  return second;
}

inline std::vector<Refused> of_hands() {
  return {
      {R::unknown_matter, "an offer of no matter lapses",
       [](World& w) { return w.refused(LapseHandOver{no_matter}, machine); }},
      {R::not_offered, "nothing to lapse",
       [](World& w) { return w.refused(LapseHandOver{w.contact()}, machine); }},
      {R::not_lapsed, "the receiver has time left",
       [](World& w) { return w.refused(LapseHandOver{offered_to_social(w)}, machine); }},
      {R::not_holder, "asked about a matter of another team",
       [](World& w) {
         return w.refused(AskColleague{w.contact(), dental, words}, carita);
       }},
      {R::staff_only, "asked by nobody",
       [](World& w) {
         return w.refused(AskColleague{w.contact(), social, words}, machine);
       }},
      {R::unknown_team, "asked of no team",
       [](World& w) {
         return w.refused(AskColleague{w.contact(), TeamId{9}, words});
       }},
      {R::bad_text, "asked nothing",
       [](World& w) {
         return w.refused(AskColleague{w.contact(), social, {}});
       }},
      {R::unknown_consultation, "an answer to no question",
       [](World& w) {
         return w.refused(AnswerColleague{ConsultationId{1}, words}, carita);
       }},
      {R::not_asked_you, "answered by the asker",
       [](World& w) {
         return w.refused(AnswerColleague{asked(w), words});
       }},
      {R::bad_text, "answered nothing",
       [](World& w) {
         return w.refused(AnswerColleague{asked(w), {}}, carita);
       }},
      {R::consultation_ended, "answered twice",
       [](World& w) {
         const ConsultationId id = asked(w);
         w.must(AnswerColleague{id, words}, carita);
         return w.refused(AnswerColleague{id, words}, carita);
       }},
      {R::not_holder, "withdrawn by the asked",
       [](World& w) { return w.refused(WithdrawQuestion{asked(w)}, carita); }},
      {R::bad_time, "answered before it was asked",
       [](World& w) {
         const ConsultationId id = asked(w);
         w.wait(-1);
         return w.refused(AnswerColleague{id, words}, carita);
       }},
      {R::same_matter, "joined to itself",
       [](World& w) {
         const MatterId m = w.contact();
         return w.refused(JoinMatters{m, m});
       }},
      {R::matter_closed, "joined to a closed one",
       [](World& w) {
         const MatterId m = joined(w);
         return w.refused(JoinMatters{w.contact(), m});
       }},
      {R::not_same_person, "two people's matters",
       [](World& w) {
         const MatterId m = w.contact_of(w.person(day_of(1980, 1, 1).n));
         return w.refused(JoinMatters{m, w.contact_of(w.person(day_of(1981, 1, 1).n))});
       }},
      {R::open_steps, "the duplicate has a plan of its own",
       [](World& w) {
         const MatterId first = w.contact();
         const MatterId second = w.contact();
         w.assess(second);
         w.propose(second);
         return w.refused(JoinMatters{first, second});
       }},
      {R::not_holder, "the duplicate is another team's",
       [](World& w) {
         const MatterId first = w.contact();
         return w.refused(JoinMatters{first, w.contact()}, carita);
       }},
      {R::not_joined, "nothing to separate",
       [](World& w) { return w.refused(SeparateMatters{w.contact()}); }},
      {R::not_holder, "separated by another team",
       [](World& w) { return w.refused(SeparateMatters{joined(w)}, carita); }},
  };
}

}  // namespace vuoro::core::testing
