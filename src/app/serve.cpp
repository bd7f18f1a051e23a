#include <fmt/core.h>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <thread>

#include "api/api.hpp"
#include "api/call.hpp"
#include "api/chat_figures.hpp"
#include "api/navigator_pages.hpp"
#include "api/topics.hpp"
#include "app/commands.hpp"
#include "app/forecast_content.hpp"
#include "app/forecast_process.hpp"
#include "app/notice_post.hpp"
#include "app/plan_process.hpp"
#include "app/plans_past.hpp"
#include "app/reception_clock.hpp"
#include "live/install.hpp"
#include "net/problem.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"

namespace vuoro::app {

namespace {

/// Pages load only what is ours, and no script may make markup out of text.
constexpr const char* page_policy =
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

/// The clock that everything goes by: the machine's, moved where a test has asked for it.
class Clock {
 public:
  [[nodiscard]] Instant now() const { return wall_clock() + std::chrono::seconds{ahead_.load()}; }
  void set(Instant now) { ahead_ = now.s - wall_clock().s; }

 private:
  std::atomic<std::int64_t> ahead_{0};
};

/// Demo logins: one professional for each team (staff number team * 10 + 1, as the demo county has them), a
/// lead, and two who write content.
std::vector<rights::Account> demo_accounts(const content::County& county, const content::Texts& texts,
                                           const live::Driver& driver) {
  std::vector<rights::Account> accounts;
  constexpr std::array languages = {content::Language::fi, content::Language::sv, content::Language::en};
  const auto reading = driver.read();
  for (const content::Team& team : county.teams) {
    const auto number = reading.state().term(core::TermKind::team, team.code);
    if (!number) continue;
    rights::Account account;
    account.id = team.code + "-1";
    account.team = TeamId{*number};
    account.team_code = team.code;
    account.staff = StaffId{*number * 10U + 1U};
    for (const auto language : languages) {
      account.title[static_cast<std::size_t>(language)] =
          texts.text(language, "account.professional", {{"number", "1"}});
    }
    accounts.push_back(std::move(account));
  }
  rights::Account lead;
  lead.id = "lead";
  lead.role = Role::lead;
  lead.staff = StaffId{900'001};
  for (const auto language : languages) {
    lead.title[static_cast<std::size_t>(language)] = texts.text(language, "account.lead");
  }
  accounts.push_back(std::move(lead));
  // Two, since nobody puts in force what they wrote themselves.
  for (const std::uint32_t nth : {1U, 2U}) {
    rights::Account writer;
    writer.id = fmt::format("content-{}", nth);
    writer.role = Role::admin;
    writer.staff = StaffId{900'001U + nth};
    for (const auto language : languages) {
      writer.title[static_cast<std::size_t>(language)] =
          texts.text(language, "account.content", {{"number", std::to_string(nth)}});
    }
    accounts.push_back(std::move(writer));
  }
  return accounts;
}

constexpr Instant earliest_test_day{1'577'836'800};  // 2020-01-01

/// A test that moves the clock over days stays signed in; where it cannot be moved, the ordinary limits hold.
rights::Sessions::Limits session_limits(const ServeOptions& options) {
  rights::Sessions::Limits limits;
  if (options.long_sessions) {
    constexpr std::chrono::hours year{24 * 365};
    limits.resident_idle = limits.resident_whole = limits.staff_idle = limits.staff_whole = year;
  }
  return limits;
}

/// Without a folder no exchange is let in; with one, every exchange that the county names has its secret.
Result<rights::Exchanges> load_exchanges(const ServeOptions& options, const content::County& county) {
  if (options.exchange_secrets.empty() || !county.telephone) return rights::Exchanges{};
  return rights::Exchanges::load(options.exchange_secrets, county.telephone->exchanges);
}

/// Tells the boards at most once a second that something has moved, and once a minute that time has.
class BoardTicker {
 public:
  BoardTicker(api::Publisher& publisher, const live::Driver& driver)
      : thread_([this, &publisher, &driver] { run(publisher, driver); }) {}
  ~BoardTicker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  BoardTicker(const BoardTicker&) = delete;
  BoardTicker& operator=(const BoardTicker&) = delete;

 private:
  void run(api::Publisher& publisher, const live::Driver& driver) {
    std::uint64_t told = driver.read().state().seq();
    int idle = 0;
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::seconds{1}, [&] { return stopping_; })) {
      const std::uint64_t seq = driver.read().state().seq();
      if (seq == told && ++idle < 60) continue;
      told = seq;
      idle = 0;
      publisher.tell_boards(seq);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

ForecastWhen forecast_when(const ServeOptions& options) {
  if (options.forecasts == "off") return ForecastWhen::off;
  const bool asked = options.forecasts.empty() ? options.clock_can_move : options.forecasts == "asked";
  return asked ? ForecastWhen::asked : ForecastWhen::nightly;
}

/// The command that foretells from this server's ledger: this very program, on half of the machine.
std::vector<std::string> twin_command(const ServeOptions& options, std::initializer_list<const char*> words) {
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency() / 2);
  // Not the name that it was started by: the file may have been replaced by another version since.
  std::vector<std::string> command{"/proc/self/exe", "twin"};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(),
                 {"--ledger", options.ledger.ledger.string(), "--content", options.content.content.string(),
                  "--pack", options.content.pack, "--replications", std::to_string(options.forecast_futures),
                  "--threads", std::to_string(threads), "--rows", "0", "--keep", "--background"});
  if (options.ledger.keys) command.insert(command.end(), {"--keys", options.ledger.keys->string()});
  return command;
}

content::Language language_of_header(std::string_view accept) {
  return promises::from_word<content::Language>(accept.substr(0, 2)).value_or(content::Language::fi);
}

/// What the server itself refuses (limits, broken requests), in the reader's language.
std::string refusal_body(const content::Texts& texts, const net::Refusal& refusal) {
  const content::Language language = language_of_header(refusal.accept_language);
  const std::string key = "problem.http-" + std::to_string(refusal.status);
  net::Problem problem;
  problem.status = refusal.status;
  problem.code = refusal.code;
  problem.title = texts.text(language, key + ".title");
  problem.detail = texts.text(language, key + ".detail");
  return net::problem_json(problem);
}

/// The language the reader chose on a page, else what the browser asks for.
content::Language language_for(const net::Request& request) {
  if (const auto chosen = request.cookie("vuoro_lang")) {
    if (const auto known = promises::from_word<content::Language>(*chosen)) return *known;
  }
  return api::language_of(request);
}

/// Pages: "/" goes to the reader's language, unknown pages to its start page's 404.
void answer_page(const net::StaticFiles& pages, const net::Request& request, net::Reply& reply) {
  if (request.path() == "/") {
    const std::string language(promises::word(language_for(request)));
    return reply.send(net::redirect(303, "/" + language + "/"));
  }
  if (auto page = pages.answer(request)) return reply.send(std::move(*page));
  if (auto page = pages.page(request, "/404.html", 404)) return reply.send(std::move(*page));
  reply.send(net::text_response(404, "text/plain; charset=utf-8", "404\n"));
}

void wait_for_signal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  int signal = 0;
  sigwait(&set, &signal);
}

void block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit must be an error of write(), not our end
}

}  // namespace

int serve(const ServeOptions& options) {
  block_signals();
  if (sodium_init() < 0) return fail({"no-randomness", "libsodium could not start"});
  auto content = load_content(options.content);
  if (!content) return fail(content.error());
  const auto texts = load_texts(options.content, "api");
  if (!texts) return fail(texts.error());
  const auto promise_texts = load_texts(options.content, "promises");
  if (!promise_texts) return fail(promise_texts.error());
  const auto notice_texts = load_texts(options.content, "notices");
  if (!notice_texts) return fail(notice_texts.error());
  std::optional<content::Senders> senders;
  if (options.senders) {
    auto loaded = content::load_senders(*options.senders);
    if (!loaded) return fail(content::as_error(loaded.error()));
    senders = std::move(loaded).value();
    if (!content->county.notices)
      return fail({"content-refused", "the county has no notices.toml", options.senders->string()});
  }
  const auto pages = net::StaticFiles::load(options.web);
  if (!pages) return fail(pages.error());
  auto navigators = api::NavigatorFiles::load(options.content.content, options.web);
  if (!navigators) return fail(navigators.error());

  const auto segment_form =
      api::SegmentForm::load(options.content.content, options.content.pack, content->county);
  if (!segment_form) return fail(segment_form.error());
  const auto network = content::load_network(options.content.content / options.content.pack, content->county);
  if (!network) return fail(content::as_error(network.error()));
  if (const auto sound = check_forecast_content(options.content, content->county); !sound)
    return fail(sound.error());

  Clock clock;
  // What a new ledger begins with is written at that time: a test can then set the clock to any later day.
  if (options.clock_can_move) clock.set(earliest_test_day);
  std::atomic<api::Publisher*> publisher{nullptr};
  std::atomic<live::Driver*> told_by{nullptr};
  live::Driver::Options driver_options;
  driver_options.clock = [&clock] { return clock.now(); };
  api::ChatRoom chat_room(clock.now());
  driver_options.told = [&](std::span<const live::Told> told) {
    api::Publisher* p = publisher.load();
    if (p == nullptr) return;
    p->tell(*told_by.load(), told);
    api::count_chats(*told_by.load(), chat_room, told);
  };
  driver_options.around_answers = [](const std::function<void()>& answers) {
    const net::ReplyBatch together;  // one wake-up per I/O thread for the whole batch
    answers();
  };
  driver_options.failed = [](const Error& error) {
    spdlog::critical("the ledger takes nothing any more: {} ({}); ending so that a restart can recover",
                     error.what, error.where);
    std::raise(SIGTERM);
  };
  spdlog::info("opening the ledger {}", options.ledger.ledger.string());
  auto driver = open_driver(options.ledger, WhenMissing::create, std::move(driver_options));
  if (!driver) return fail(driver.error());
  if (auto installed =
          live::install(**driver, content->county, std::move(content->pack), std::move(content->calendar));
      !installed) {
    return fail(installed.error());
  }
  api::TableBook tables(tables::Places::of(content->county));
  if (auto opened = tables.open(**driver, options.content.content / options.content.pack / "tables"); !opened)
    return fail(opened.error());
  const auto tables_at_start = tables.now();
  for (const auto& table : tables_at_start->all()) {
    if (table->in_force && !table->table)
      spdlog::error("table {} version {} cannot be asked: {}", table->code, table->version, table->fault);
  }
  api::GuideBook guides(std::move(navigators).value());
  if (auto opened = guides.open(**driver); !opened) return fail(opened.error());
  const auto guides_at_start = guides.now();
  for (const api::GuideStanding& guide : guides_at_start->standing) {
    if (guide.in_use != guide.published)
      spdlog::warn("guide {} version {} cannot be read, version {} stays in use: {}", guide.code,
                   guide.published, guide.in_use, guide.fault);
  }
  if (options.clock_can_move) clock.set(wall_clock());

  const auto exchanges = load_exchanges(options, content->county);
  if (!exchanges) return fail(exchanges.error());
  rights::Sessions sessions{session_limits(options)};
  rights::Tries tries{rights::Tries::Limits{}};
  auto hub = std::make_shared<net::EventHub>(api::stream_position((*driver)->read().state().seq()));
  api::Publisher publishing(hub);
  told_by = driver->get();
  publisher = &publishing;
  api::BoardCache boards;
  api::Workers workers(2);
  api::count_chats(**driver, chat_room);
  const std::filesystem::path forecast_folder = options.ledger.ledger / api::forecast_folder;
  api::ForecastShelf shelf(forecast_folder);
  ForecastProcess::Options forecasting;
  forecasting.when = forecast_when(options);
  forecasting.command = twin_command(options, {"forecast", "--weeks", "12"});
  forecasting.limit = std::chrono::minutes{options.forecast_minutes};
  forecasting.scratch = forecast_folder / "scratch";
  forecasting.clock = [&clock] { return clock.now(); };
  static_cast<void>(shelf.look());
  forecasting.told = [&] {
    static_cast<void>(shelf.look());
    publishing.tell_forecast((*driver)->read().state().seq());
  };
  RunPlace place;
  forecasting.place = &place;
  ForecastProcess forecasts(shelf, std::move(forecasting));
  api::PlanShelf plans(options.ledger.ledger / api::plan_folder);
  PlanProcess::Options planning;
  planning.on = forecast_when(options) != ForecastWhen::off;
  planning.command = twin_command(options, {"whatif"});
  planning.limit = std::chrono::minutes{options.forecast_minutes};
  planning.scratch = options.ledger.ledger / api::plan_folder / "scratch";
  planning.clock = [&clock] { return clock.now(); };
  planning.told = [&] { publishing.tell_forecast((*driver)->read().state().seq()); };
  PlanProcess plan_runs(plans, place, std::move(planning));
  PlansPast plans_past(**driver);
  api::House house{**driver, content->county, *texts,     *promise_texts, *notice_texts, sessions,
                   tries,    workers,         boards,     chat_room,      publishing,    {},
                   hub,      *exchanges,      guides,     tables,         shelf,         forecasts,
                   plans,    plan_runs,       plans_past, *segment_form,  *network,      {}};
  if (options.demo == Demo::yes) house.accounts = demo_accounts(content->county, *texts, **driver);
  NightRun night(**driver, tables);
  ForgetRun forget(**driver);
  if (options.clock_can_move)
    house.set_clock = [&](Instant now) {
      clock.set(now);
      static_cast<void>(reception_round(**driver, chat_room));
      night.look();
      forecasts.look();
      forget.look();
    };
  api::Api api(house);
  api::NavigatorPages navigator_pages(house);

  net::Server::Options server_options;
  server_options.content_security_policy = page_policy;
  server_options.problem_body = [&](const net::Refusal& refusal) { return refusal_body(*texts, refusal); };
  server_options.on_fault = [](std::string_view code, std::string_view what) {
    spdlog::error("{}: {}", code, what);
  };
  net::Server server({}, std::move(server_options), [&](net::Request request, net::Reply reply) {
    if (api::Api::owns(request)) return api.handle(std::move(request), std::move(reply));
    if (navigator_pages.owns(request)) return navigator_pages.handle(std::move(request), std::move(reply));
    answer_page(*pages, request, reply);
  });
  if (auto listening = server.listen(options.address, options.port); !listening)
    return fail(listening.error());
  {
    const BoardTicker ticker(publishing, **driver);
    // Where a test moves the clock, the reception goes by that clock's moves: nothing happens unasked.
    std::optional<ReceptionClock> reception;
    if (!options.clock_can_move) reception.emplace(**driver, content->county, tables, chat_room);
    std::optional<NoticeClock> notices;
    if (senders) notices.emplace(**driver, content->county, *notice_texts, *senders);
    spdlog::info("Vuoro is open at http://{}:{}", options.address, server.port());
    fmt::print("Vuoro is open at http://{}:{}\n", options.address, server.port());
    std::fflush(stdout);
    wait_for_signal();
  }
  spdlog::info("closing");
  server.stop();
  publisher = nullptr;
  if (auto kept = (*driver)->write_snapshot(); !kept) spdlog::warn("no snapshot: {}", kept.error().what);
  return 0;
}

}  // namespace vuoro::app
