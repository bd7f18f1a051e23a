#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "core/times.hpp"
#include "demo/agenda.hpp"
#include "demo/arrivals.hpp"
#include "demo/make_demo.hpp"
#include "demo/pen.hpp"
#include "demo/slots.hpp"

namespace vuoro::demo {

/// A matter as the story knows it.
struct Case {
  MatterId matter;
  Instant opened;
  Instant ready;  ///< Nothing is done to it before this.
  std::uint32_t named_later = 0;
  StaffId staff;
  std::uint16_t team = 0;  ///< Index of the holder.
  std::uint16_t asked = 0;
  std::uint16_t area = 0;
  core::Language language;
  core::Channel channel{};
  std::uint8_t open_steps = 0;
  std::uint8_t tries = 0;
  bool with_interpreter = false;
  bool waited_for_interpreter = false;
  bool young = false;  ///< Under 23: shorter limits in law.
  bool taken = false;
  bool answered = false;
  bool assessed = false;
  bool closed = false;
  bool closing = false;  ///< The last word is spoken: it ends when the steps do.
  bool reopened = false;
  bool declined = false;  ///< A hand-over of it was.
};

/// Whether the answer ends the matter in the same talk.
enum class Afterwards : std::uint8_t { goes_on, closes };

/// A proposed step that needs a time.
struct Wish {
  std::uint32_t index = 0;  ///< The case.
  StepId step;
  std::uint16_t given = 0;
  std::uint16_t team = 0;
  Day from;  ///< The first day that suits.
};

/// A visit agreed on before the first day and still to come.
struct Carried {
  Day joined;
  std::uint16_t given = 0;
  std::uint16_t team = 0;
  std::optional<Slots::Slot> slot;  ///< None: still waiting for a time.
};

/// What everybody does: simulated people and staff who give commands to the core. All randomness comes from
/// one stream in the order of the story, so it is the same for the same seed. Runs on the driver's thread.
class Story {
 public:
  /// `viewer` is the system's: the story looks for free times as the server's own work does.
  Story(const Places& places, const Residents& residents, const Demand& demand, const Arrivals& arrivals,
        const core::Setting& setting, const Viewer& viewer, const DemoOptions& options, Day first_day);

  [[nodiscard]] Pen& pen() { return pen_; }
  [[nodiscard]] DemoReport& report() { return report_; }

  void register_resident(std::uint32_t n, Instant at);

  /// Works the weeks before the first day out on paper: whose visit is still to come then, by the day they
  /// asked.
  std::vector<Carried> carried_over(Day first_day);
  /// Writes such a matter down as it stood. `words` keeps what the asker wrote. @return the new matter, none
  /// when nobody in the county can have it.
  MatterId bring_along(const Carried& carried, const std::function<DocumentId(const Contact&)>& words);

  /// @return the new matter.
  MatterId receive(const Contact& contact, DocumentId words);
  /// Lets staff work from `from` until `end` and everything due before `end` happen.
  void work(Instant from, Instant end);
  [[nodiscard]] std::uint32_t open_matters() const;

 private:
  struct Desk {
    std::deque<std::uint32_t> here;     ///< On the line or at the counter.
    std::deque<std::uint32_t> waiting;  ///< Everybody else, first come first served.
    double mean = 0;                    ///< Contacts expected on the mean working day.
    double factor = 1;
    double per_quarter = 0;  ///< Contacts answered in a quarter of an hour today.
    double credit = 0;
  };

  // story.cpp
  [[nodiscard]] core::Actor actor(const Case& c) const;
  [[nodiscard]] core::Actor someone(std::uint16_t team);
  [[nodiscard]] Instant office(Instant at) const { return calendar_.opening_at_or_after(at); }
  [[nodiscard]] Instant office_after(Instant at, double days);
  [[nodiscard]] const Need& need(const Case& c) const { return *places_.asked()[c.asked].need; }
  [[nodiscard]] bool social(const Case& c) const { return need(c).sector == Sector::social; }
  void begin_day(Day day);
  void happen(const Task& task);
  void plan(What what, std::uint32_t index, Instant at);
  void plan_visit(What what, const Wish& wish, Instant at, Day day = {});
  std::uint32_t write(Case& c, const core::Command& command, Instant at);
  void fact(Case& c, promises::Trigger trigger, Instant at);
  void finish(std::uint32_t index, core::CloseReason reason, Instant at);

  // story_desk.cpp
  void work_desks(Instant from, Instant end);
  void handle(std::uint32_t index, Instant at);
  bool not_reached(std::uint32_t index, Instant at);
  bool put_off(std::uint32_t index, Instant at);
  void hand_over(std::uint32_t index, std::uint16_t to, Instant at);
  void accept(const Task& task);
  void decline(const Task& task);
  void assess(std::uint32_t index, Instant at);
  void assessed(std::uint32_t index, const core::AssessNeed& command, Afterwards afterwards, Instant at);
  void lead_on(std::uint32_t index, std::uint16_t given, Instant at);

  // story_visits.cpp
  void propose(std::uint32_t index, std::uint16_t given, Instant at, Instant due, double not_before_days = 0);
  void find_time(Wish wish, Instant at);
  void book(const Wish& wish, const Slots::Slot& slot, Instant at);
  void book_same_day(const Wish& wish, Instant at);
  [[nodiscard]] std::optional<core::FreeTime> published(const Wish& wish, Day day, Instant at);
  bool book_published(const Wish& wish, Day day, Instant at);
  bool write_booking(const Wish& wish, Instant begin, Instant at);
  void plan_after_booking(const Wish& wish, Day day, Instant begin, int minutes, Instant at);
  void serve_waiting_lists(Day day);
  void visit(const Task& task);
  void after_visit(const Task& task);
  void missed(const Task& task);
  void cancelled(const Task& task);
  void begin_assessment(const Task& task);
  void make_decision(const Task& task);
  void plan_rehabilitation(std::uint32_t index, Instant at);
  void reopen(const Task& task);
  [[nodiscard]] Slots* slots(std::uint16_t given, std::uint16_t team);

  // story_backlog.cpp
  void carry(std::uint16_t given, std::uint16_t team, Day first_day, std::vector<Carried>& into);
  [[nodiscard]] std::optional<Contact> contact_of(const Carried& carried);
  void bring_social(std::uint32_t index, const Given& given, Instant joined);

  const Places& places_;
  const Residents& residents_;
  const Demand& demand_;
  const Arrivals& arrivals_;
  const core::Setting& setting_;
  const calendar::Calendar& calendar_;
  const Viewer& viewer_;
  Chance chance_;
  Day first_slot_day_;
  Instant floor_;  ///< Matters brought along go on from here.
  Day today_;
  Pen pen_;
  DemoReport report_;
  std::vector<Case> cases_;
  Agenda agenda_;
  std::vector<Desk> desks_;
  std::vector<std::optional<Slots>> slots_;
  std::vector<std::deque<Wish>> waiting_;
};

}  // namespace vuoro::demo
