#pragma once

#include "core/navigators.hpp"
#include "core/refused.hpp"

namespace vuoro::core::testing {

inline std::vector<Refused> of_navigators() {
  return {
      {R::unknown_navigator, "none",
       [](World& w) {
         return w.refused(CountNavigator{{}, {}, Language::of("fi")}, resident);
       }},
      {R::unknown_navigator, "beyond the last",
       [](World& w) {
         return w.refused(CountNavigator{NavigatorId{3}, {}, Language::of("fi")}, resident);
       }},
      {R::unknown_area, "of a use",
       [](World& w) {
         return w.refused(CountNavigator{NavigatorId{1}, AreaId{3}, Language::of("fi")}, resident);
       }},
      {R::unknown_navigator, "that a contact came from",
       [](World& w) {
         ReceiveContact contact;
         contact.led_by = NavigatorId{3};
         return w.refused(contact, resident);
       }},
      {R::bad_text, "a key that is none",
       [](World& w) {
         return w.refused(KeepAnswers{0, DocumentId{1}}, resident);
       }},
      {R::bad_text, "no answers",
       [](World& w) {
         return w.refused(KeepAnswers{5, {}}, resident);
       }},
      {R::unknown_answers, "nothing is kept under this code",
       [](World& w) { return w.refused(OpenAnswers{5}); }},
      {R::staff_only, "the person who kept them opens them otherwise",
       [](World& w) {
         w.must(KeepAnswers{5, DocumentId{1}}, resident);
         return w.refused(OpenAnswers{5}, resident);
       }},
      {R::answers_opened, "a code is good for once",
       [](World& w) {
         w.must(KeepAnswers{5, DocumentId{1}}, resident);
         w.must(OpenAnswers{5});
         return w.refused(OpenAnswers{5}, carita);
       }},
      {R::answers_expired, "a second more than a month",
       [](World& w) {
         w.must(KeepAnswers{5, DocumentId{1}}, resident);
         w.now = w.now + answers_good_for + std::chrono::seconds{1};
         return w.refused(OpenAnswers{5});
       }},
  };
}

}  // namespace vuoro::core::testing
