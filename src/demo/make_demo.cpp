#include "demo/make_demo.hpp"

#include <algorithm>
#include <memory>

#include "calendar/zone.hpp"
#include "demo/story.hpp"
#include "exchange/publish_shifts.hpp"

namespace vuoro::demo {

namespace {

constexpr std::uint32_t residents_at_a_time = 8192;
constexpr std::size_t carried_at_a_time = 1024;
constexpr std::uint32_t most_residents = 10'000'000;
constexpr int most_days = 730;
/// Times are on the lists for so long before and after the last day.
constexpr int days_published_before = 4 * 7;
constexpr int days_published_after = 8 * 7;

/// Shares of the whole for the progress, roughly as the time goes.
constexpr double done_residents = 0.04;
constexpr double done_times = 0.06;
constexpr double done_backlog = 0.12;

std::optional<Error> fault_in(const DemoOptions& o) {
  if (o.residents < 1 || o.residents > most_residents)
    return Error{"demo-options", "residents must be 1 to 10 000 000", "residents"};
  if (o.days < 1 || o.days > most_days) return Error{"demo-options", "days must be 1 to 730", "days"};
  const Day day = calendar::local_day(o.until);
  if (day < day_of(1995, 1, 1) || day > day_of(2099, 12, 31))
    return Error{"demo-options", "until must be a day of 1995 to 2099", "until"};
  return std::nullopt;
}

/// Carries the story to the driver, step by step of simulated time.
class Maker {
 public:
  Maker(live::Driver& driver, const content::County& county, const Places& places, const Words& words,
        DemoClock& clock, const Viewer& viewer, const DemoOptions& options, const DemoProgress& progress)
      : driver_(driver),
        county_(county),
        places_(places),
        words_(words),
        clock_(clock),
        options_(options),
        progress_(progress),
        setting_(driver.setting()),
        first_day_(calendar::local_day(demo_start(options))),
        residents_(options.residents, places.residents(), first_day_, options.seed),
        demand_(places, options.residents),
        arrivals_(places, demand_, residents_, setting_->calendar, options.seed),
        story_(places, residents_, demand_, arrivals_, *setting_, viewer, options, first_day_),
        text_chance_(options.seed, 3) {}

  Result<DemoReport> run() {
    clock_.set(demo_start(options_));
    register_residents();
    if (!error_) publish_times();
    if (!error_) bring_along();
    const int days = calendar::local_day(options_.until) - first_day_ + 1;
    for (int i = 0; i < days && !error_; ++i) {
      tell(done_backlog + (1 - done_backlog) * i / days, "demo.days");
      live_through(first_day_ + i);
    }
    if (error_) return *error_;
    DemoReport& report = story_.report();
    report.open = story_.open_matters();
    report.events = driver_.ledger().head().seq;
    tell(1, "demo.done");
    return report;
  }

 private:
  void tell(double done, std::string_view key) const {
    if (progress_) progress_(done, key);
  }

  /// Hands a script to the driver; the scripts of one instant run in order.
  template <class Script>
  void submit(Script script) {
    driver_.submit(
        {std::nullopt,
         [this, script = std::move(script)](live::Transaction& tx) -> std::optional<core::Refusal> {
           story_.pen().use(tx);
           script(tx);
           return story_.pen().fault();
         },
         nullptr});
  }

  /// Waits until everything handed over is durable; the clock may move on only after this.
  void settle() {
    const live::Outcome outcome = driver_.submit_and_wait(
        std::nullopt, [](live::Transaction&) -> std::optional<core::Refusal> { return std::nullopt; });
    if (const auto& fault = story_.pen().fault()) {
      error_ = Error{"demo-refused",
                     "refusal " + std::to_string(static_cast<int>(fault->code)) + " of " +
                         std::to_string(fault->subject),
                     "command " + std::to_string(story_.pen().fault_command())};
    } else if (outcome.fate == live::Fate::failed) {
      error_ = outcome.error;
    }
  }

  void register_residents() {
    for (std::uint32_t from = 0; from < residents_.size() && !error_; from += residents_at_a_time) {
      tell(done_residents * from / residents_.size(), "demo.residents");
      const std::uint32_t to = std::min(from + residents_at_a_time, residents_.size());
      submit([this, from, to](live::Transaction& tx) {
        for (std::uint32_t n = from; n < to; ++n) story_.register_resident(n, tx.now());
      });
      settle();
    }
  }

  /// The county's weekly shifts become free times, all at the beginning: whoever books finds them there.
  void publish_times() {
    tell(done_residents, "demo.times");
    const Day from = calendar::local_day(options_.until) - days_published_before;
    const auto published =
        exchange::publish_templates(driver_, county_, from, days_published_before + days_published_after);
    if (!published) {
      error_ = published.error();
    } else if (published->refused.shifts > 0) {
      error_ = Error{"demo-refused", published->reasons.front(), "publishing"};
    } else {
      story_.report().slots = static_cast<std::uint32_t>(published->added.slots);
    }
  }

  void bring_along() {
    const std::vector<Carried> carried = story_.carried_over(first_day_);
    for (std::size_t from = 0; from < carried.size() && !error_; from += carried_at_a_time) {
      tell(done_times +
               (done_backlog - done_times) * static_cast<double>(from) / static_cast<double>(carried.size()),
           "demo.backlog");
      const std::size_t to = std::min(from + carried_at_a_time, carried.size());
      for (std::size_t i = from; i < to; ++i) {
        submit([this, &one = carried[i]](live::Transaction& tx) {
          const MatterId matter =
              story_.bring_along(one, [&](const Contact& c) { return write_down(tx, c); });
          tx.documents_belong_to(matter);
        });
      }
      settle();
    }
  }

  void live_through(Day day) {
    const std::vector<Contact> contacts = arrivals_.of(day);
    const calendar::OfficeHours hours = setting_->calendar.parameters().office;
    const bool working = setting_->calendar.is_working_day(day);
    std::size_t next = 0;
    Instant from = calendar::at_local(day, 0);
    const Instant midnight = calendar::at_local(day + 1, 0);
    while (from < midnight && from < options_.until && !error_) {
      const int second = calendar::second_of_day(from);
      const bool open = working && second >= hours.open_s && second < hours.close_s;
      const Instant end =
          std::min({from + std::chrono::seconds{open ? 900 : 3600}, midnight, options_.until});
      const std::size_t first = next;
      while (next < contacts.size() && contacts[next].at < end) ++next;
      step(std::span(contacts).subspan(first, next - first), from, end);
      from = end;
    }
  }

  /// One stretch of simulated time: who made contact, then what everybody did.
  void step(std::span<const Contact> contacts, Instant from, Instant end) {
    clock_.set(end);
    for (const Contact& contact : contacts) {
      submit([this, &contact](live::Transaction& tx) {
        const MatterId matter = story_.receive(contact, write_down(tx, contact));
        tx.documents_belong_to(matter);
        keep_number(tx, contact, matter);
      });
    }
    submit([this, from, end](live::Transaction&) { story_.work(from, end); });
    settle();
  }

  /// A transaction of its own for each contact: the documents of a transaction belong to one matter.
  DocumentId write_down(live::Transaction& tx, const Contact& contact) {
    const std::string_view topic = places_.asked()[contact.asked].need->topic;
    std::string text = words_.text(topic, contact.language, text_chance_);
    if (text.empty()) return {};
    ++story_.report().documents;
    return tx.document(std::move(text));
  }

  /// Plainly made-up numbers, for those who asked lately and wish to be called.
  void keep_number(live::Transaction& tx, const Contact& contact, MatterId matter) const {
    const bool lately = contact.at.s > options_.until.s - telephone_numbers_of_last_days * 86'400LL;
    if (!lately || (contact.reach != core::ReachBy::phone && contact.reach != core::ReachBy::sms)) return;
    const std::string number = std::to_string(10'000'000 + matter.n % 10'000'000).substr(1);
    tx.identity({ledger::Subject::matter, matter.n, ledger::IdentityField::phone}, "+358 00 " + number);
  }

  live::Driver& driver_;
  const content::County& county_;
  const Places& places_;
  const Words& words_;
  DemoClock& clock_;
  const DemoOptions& options_;
  const DemoProgress& progress_;
  std::shared_ptr<const core::Setting> setting_;
  Day first_day_;
  Residents residents_;
  Demand demand_;
  Arrivals arrivals_;
  Story story_;
  Chance text_chance_;
  std::optional<Error> error_;
};

}  // namespace

Instant morning_of(Day day) {
  return calendar::at_local(day, 9 * 3600);
}

Instant demo_start(const DemoOptions& options) {
  return calendar::at_local(calendar::local_day(options.until) - options.days, 0);
}

Result<DemoReport> make_demo(live::Driver& driver, const content::County& county, const Words& words,
                             DemoClock& clock, const Viewer& viewer, const DemoOptions& options,
                             const DemoProgress& progress) {
  if (auto fault = fault_in(options)) return *fault;
  const auto setting = driver.setting();
  auto places = [&] {
    const auto reading = driver.read();
    return Places::of(county, reading.state(), *setting);
  }();
  if (!places) return places.error();
  const auto maker =
      std::make_unique<Maker>(driver, county, *places, words, clock, viewer, options, progress);
  return maker->run();
}

}  // namespace vuoro::demo
