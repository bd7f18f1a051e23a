#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <utility>

#include "api/call.hpp"

/// The routes of /api/v1 by room of the product. Each answers its call, now or later, exactly once.
namespace vuoro::api {

// resident.cpp
void receive_contact(const CallPtr& call);
void begin_resident_session(const CallPtr& call);
void end_session(const CallPtr& call);
void my_matter(const CallPtr& call);
void my_matter_events(const CallPtr& call);

// my_times.cpp
void my_times(const CallPtr& call);
void act_on_my_times(const CallPtr& call);

// calendar.cpp
void my_calendar(const CallPtr& call);
void my_calendar_link(const CallPtr& call);
void open_calendar(const CallPtr& call);
void close_calendar(const CallPtr& call);
void show_calendar(const CallPtr& call);

// notices.cpp
void show_notices(const CallPtr& call);
void show_letter(const CallPtr& call);
void change_needs(const CallPtr& call);

// my_messages.cpp
void my_messages(const CallPtr& call);
void write_my_message(const CallPtr& call);
void sign_my_presence(const CallPtr& call);
void end_my_chat(const CallPtr& call);
void give_my_details(const CallPtr& call);

// open_chat.cpp
void show_chat_hours(const CallPtr& call);
void open_chat(const CallPtr& call);
void open_my_chat(const CallPtr& call);

// kept_answers.cpp
void open_kept_answers(const CallPtr& call);
void show_navigators(const CallPtr& call);

// segments.cpp
void show_segment(const CallPtr& call);
void propose_by_form(const CallPtr& call);

// board_segments.cpp
void show_segment_counts(const CallPtr& call);

// matter_services.cpp
void show_services(const CallPtr& call);

// board_tables.cpp
void show_advice_counts(const CallPtr& call);

// studio.cpp, studio_writes.cpp
void list_tables(const CallPtr& call);
void show_table(const CallPtr& call);
void show_table_version(const CallPtr& call);
void check_table(const CallPtr& call);
void try_table(const CallPtr& call);
void begin_table(const CallPtr& call);
void draft_table(const CallPtr& call);
void offer_table(const CallPtr& call);
void return_table(const CallPtr& call);
void drop_table(const CallPtr& call);
void publish_table(const CallPtr& call);

// studio_guides.cpp
void list_guides(const CallPtr& call);
void show_guide(const CallPtr& call);
void show_guide_form(const CallPtr& call);
void show_guide_version(const CallPtr& call);
void show_guide_version_form(const CallPtr& call);
void check_guide(const CallPtr& call);
void draft_guide(const CallPtr& call);
void offer_guide(const CallPtr& call);
void return_guide(const CallPtr& call);
void drop_guide(const CallPtr& call);
void publish_guide(const CallPtr& call);

// messages.cpp
void show_messages(const CallPtr& call);
void write_message(const CallPtr& call);
void sign_presence(const CallPtr& call);
void end_chat(const CallPtr& call);
void list_chats(const CallPtr& call);
void list_chat_answers(const CallPtr& call);

// times.cpp
void show_times(const CallPtr& call);

// day.cpp
void show_day(const CallPtr& call);
void block_time(const CallPtr& call);
void unblock_time(const CallPtr& call);
void list_courses(const CallPtr& call);
void show_course(const CallPtr& call);

// staff.cpp
void demo_accounts(const CallPtr& call);
void begin_session(const CallPtr& call);
void show_session(const CallPtr& call);
void set_clock(const CallPtr& call);

// catalogue.cpp
void list_areas(const CallPtr& call);
void list_teams(const CallPtr& call);
void list_services(const CallPtr& call);

// desk.cpp
void show_queue(const CallPtr& call);
void show_matter(const CallPtr& call);
void staff_events(const CallPtr& call);

// desk_contact.cpp
void receive_at_desk(const CallPtr& call);

// walk_in.cpp
void show_walk_in(const CallPtr& call);
void call_next(const CallPtr& call);
void show_waiting_room(const CallPtr& call);

// telephone.cpp
void tell_calls(const CallPtr& call);

// lines.cpp
void show_lines(const CallPtr& call);

// commands.cpp
void act_on_matter(const CallPtr& call);
/// What may stand for {action}, in order of the alphabet.
std::vector<std::string_view> action_names();
bool is_action(std::string_view name);

// board.cpp
void show_board(const CallPtr& call);
void define_rule(const CallPtr& call);
void list_rule_rows(const CallPtr& call);
void define_debt(const CallPtr& call);
void list_debt_rows(const CallPtr& call);

// forecast.cpp
void show_forecast(const CallPtr& call);
void make_forecast(const CallPtr& call);

// plans.cpp
void list_plans(const CallPtr& call);
void show_plan(const CallPtr& call);
void begin_plan(const CallPtr& call);
void change_plan(const CallPtr& call);
void run_plan(const CallPtr& call);
void cancel_plan_run(const CallPtr& call);
void decide_plan(const CallPtr& call);
void give_up_plan(const CallPtr& call);

// board_network.cpp
void show_network(const CallPtr& call);
void try_network(const CallPtr& call);

/// Sends the resident their matter.
void send_my_matter(const CallPtr& call, const Viewer& viewer);

/// The matter as the viewer may see it now, with its version; nothing when they may not.
std::optional<std::pair<boost::json::object, std::uint32_t>> matter_page(const Call& call,
                                                                         const Viewer& viewer, MatterId id);

/// Sends the matter as the call's staff may see it now; 404 when not. Used by reads and after commands.
void send_matter(const CallPtr& call, MatterId id);

/// Whether a change comes from our own pages: the cookie is SameSite=Strict, and this holds where a browser
/// ignores that.
bool same_site(const net::Request& request);

/// The session cookie: HttpOnly, SameSite=Strict, for the whole site; Secure when a proxy says the visit came
/// by TLS.
std::string session_cookie(const net::Request& request, std::string_view token);
inline constexpr std::string_view cookie_name = "vuoro_session";

}  // namespace vuoro::api
