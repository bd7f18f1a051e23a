#pragma once

#include <memory>
#include <string>

#include "api/house.hpp"
#include "api/navigator_html.hpp"
#include "net/response.hpp"

namespace vuoro::api {

/// One request about navigators on its way. Shared with the callbacks that answer it.
struct NavigatorCall {
  House& house;
  net::Request request;
  net::Reply reply;
  content::Language language = content::Language::fi;
  std::shared_ptr<const Navigators> navigators;  ///< As they were when the request came.
  const forms::Navigator* navigator = nullptr;   ///< One of them; none: the list of all.
  Visit visit = {};
  std::string trial = {};  ///< The guide whose draft is tried: nothing is counted or kept. Empty: a visit.

  [[nodiscard]] NavigatorHtml html() const { return {*navigators, house.county, language, trial}; }
};
using NavigatorCallPtr = std::shared_ptr<NavigatorCall>;

/// Sends a page: never kept by a browser or a proxy, and nobody else is told where a reader comes from.
void send_page(NavigatorCall& call, int status, std::string page,
               std::initializer_list<std::pair<std::string, std::string>> headers = {});

/// Shows where the visit stands: the next question, what is wrong, an exit or the result. Counts what was
/// reached, once for each visit.
void show_next(NavigatorCall& call, std::string_view note = {});

// navigator_showing.cpp
/// The first page, where one says where one lives.
void show_start(NavigatorCall& call);
/// What the form refuses: shown with what was on the page when it is there, else with the first.
void show_wrong(NavigatorCall& call, const forms::Turn& turn);
/// What was asked before what is on the page, or the last; the first page when there is none.
void show_before(NavigatorCall& call);
/// This question or page again, if it is asked.
void show_named(NavigatorCall& call, const std::string& link_id);
/// The answer to the question on the page, if it was left out: passed by.
void take_asked(NavigatorCall& call);
/// One more of a group, or one less: the page again, with the focus where it goes on.
void change_times(NavigatorCall& call);
/// What was posted and cannot be, in words.
PageFaults posted_faults(const NavigatorHtml& html, const std::vector<net::FieldFault>& faults);

/// 128 random bits as hexadecimal digits: what a visit is known by, so that a page sent twice counts once.
std::string new_token();

// navigator_codes.cpp
/// Keeps the answers under a code and shows it.
void keep_answers(const NavigatorCallPtr& call, const forms::Turn& turn);
/// Goes on with what was kept under the code.
void go_on(const NavigatorCallPtr& call, const std::string& code);

// guide_trial.cpp
/// Puts the draft of the guide, as it was saved, in the place of what residents are shown, and goes on: for
/// whoever may write guides. Anybody else is sent to sign in, or refused.
void begin_trial(const NavigatorCallPtr& call, void (*then)(const NavigatorCallPtr&));

}  // namespace vuoro::api
