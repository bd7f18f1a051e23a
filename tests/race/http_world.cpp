#include "race/http_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace vuoro::race {

namespace json = boost::json;
using namespace std::chrono_literals;

struct HttpWorld::Client {
  Client(std::uint64_t number, std::uint64_t seed, Market& market, Ticks& ticks, std::string account_)
      : booker(number, seed, market, ticks), account(std::move(account_)) {}
  Booker booker;
  std::string account, cookie;
  std::unique_ptr<kill::Wire> wire;
  int server = -1;  ///< That the wire and the cookie are of.
};

HttpWorld::HttpWorld(HttpPlan plan) : plan_(std::move(plan)), chance_(plan_.seed) {}

HttpWorld::~HttpWorld() = default;

void HttpWorld::fault(std::string what) {
  const std::lock_guard lock(mutex_);
  if (report_.faults.size() < 10) report_.faults.push_back(std::move(what));
}

void HttpWorld::open() {
  server_ = std::make_unique<kill::Server>(plan_.places, plan_.places.ledger(0));
  ++number_;
  where_ = (static_cast<std::uint64_t>(number_ + 1) << 16) | server_->port();
}

void HttpWorld::kill_it() {
  server_->kill();
  ends_[number_] = ticks_.next();
}

HttpWorld::Where HttpWorld::where() const {
  const std::uint64_t w = where_;
  return {static_cast<int>(w >> 16) - 1, static_cast<std::uint16_t>(w & 0xffff)};
}

std::optional<std::string> HttpWorld::log_in(kill::Wire& wire, const std::string& account) {
  const auto answer =
      wire.ask({"POST", "session", {}, {}, {}, fmt::format(R"({{"account":"{}"}})", account)});
  if (!answer || answer->status != 200) return std::nullopt;
  return answer->cookie;
}

/// The slots of our professionals over the next weeks, by professional and time.
void HttpWorld::find_slots() {
  kill::Wire wire(where().port);
  const auto accounts = wire.ask({"GET", "demo-accounts", {}, {}, {}, {}});
  if (!accounts) throw std::runtime_error("no demo accounts");
  const json::value all = json::parse(accounts->body);
  for (const json::value& account : all.as_array()) {
    if (account.at("role").as_string() == "professional" && account.at("teamCode").as_string() == plan_.team)
      accounts_.emplace_back(account.at("id").as_string());
  }
  const auto cookie = log_in(wire, accounts_.at(0));
  if (!cookie) throw std::runtime_error("cannot log in");
  std::vector<Slot> slots;
  const std::int64_t today =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  for (int day = 1; day <= 35; ++day) {
    const std::string date = instant_of(today + day * 86'400).substr(0, 10);
    const auto answer = wire.ask({"GET", "day?date=" + date, *cookie, {}, {}, {}});
    if (!answer || answer->status != 200) throw std::runtime_error("no day");
    for (DaySlot& s : day_in(*answer)) {
      if (!s.worker.starts_with(plan_.prefix)) continue;
      const auto known = std::find(workers_.begin(), workers_.end(), s.worker);
      s.slot.worker = static_cast<std::uint32_t>(known - workers_.begin());
      if (known == workers_.end()) workers_.push_back(s.worker);
      dates_.insert(date);
      slots_[s.slot.id] = s.slot;
      slots.push_back(s.slot);
    }
  }
  if (slots.empty()) throw std::runtime_error("no slots to race for");
  std::shuffle(slots.begin(), slots.end(), chance_);
  report_.slots = slots.size();
  market_ = std::make_unique<Market>(std::move(slots), 6);
}

/// The team's open matters of known persons, each with three steps that wait for a time.
void HttpWorld::find_matters() {
  kill::Wire wire(where().port);
  const std::string cookie = log_in(wire, accounts_.at(0)).value_or("");
  for (std::size_t n = 0; n < plan_.clients; ++n)
    clients_.push_back(
        std::make_unique<Client>(n + 1, chance_(), *market_, ticks_, accounts_[n % accounts_.size()]));
  std::set<std::uint32_t> persons;
  std::uint64_t key = 0;
  std::string first_refusal;
  const auto act = [&](const MatterSeen& m, const char* action, const char* body) {
    const auto answer = wire.ask({"POST", fmt::format("matters/{}/{}", m.id, action), cookie,
                                  fmt::format("setting-{:08}", ++key), std::to_string(m.version), body});
    auto seen = answer ? matter_in(*answer) : std::nullopt;
    if (!seen && first_refusal.empty())
      first_refusal = fmt::format("{}: {}", action, answer ? answer->body.substr(0, 300) : "no answer");
    return seen;
  };
  std::string cursor;
  while (true) {
    const auto page = wire.ask({"GET", "queue?limit=200" + cursor, cookie, {}, {}, {}});
    if (!page || page->status != 200) throw std::runtime_error("no queue");
    const json::value queue = json::parse(page->body);
    for (const json::value& row : queue.at("rows").as_array()) {
      const auto id = row.at(0).as_int64();
      const auto answer = wire.ask({"GET", fmt::format("matters/{}", id), cookie, {}, {}, {}});
      auto matter = answer ? matter_in(*answer) : std::nullopt;
      if (!matter || matter->person == 0) continue;
      person_of_matter_[matter->id] = matter->person;
      if (answer->body.find(R"("assessed":null)") != std::string::npos)
        matter = act(*matter, "assess",
                     R"({"urgency":"non_urgent","profession":"nurse","domains":["health"],"facts":[]})");
      std::set<std::uint32_t> before;
      for (int n = 0; n < 3 && matter; ++n) {
        if (n == 0)
          for (const StepSeen& step : matter->steps) before.insert(step.id);
        matter = act(*matter, "propose", R"({"service":"nurse-reception"})");
      }
      if (!matter) continue;
      std::erase_if(matter->steps, [&](const StepSeen& s) { return before.contains(s.id); });
      persons.insert(matter->person);
      clients_[report_.matters++ % clients_.size()]->booker.add(std::move(*matter));
    }
    if (!queue.at("next").is_string()) break;
    cursor = "&cursor=" + std::string(queue.at("next").as_string());
  }
  std::erase_if(clients_, [](const auto& c) { return c->booker.matters() == 0; });
  report_.persons = persons.size();
  if (clients_.size() < plan_.clients)
    throw std::runtime_error(fmt::format("matters for {} bookers only; {}", clients_.size(), first_refusal));
}

bool HttpWorld::ready(Client& client) {
  const Where now = where();
  if (client.wire && client.server == now.server) return true;
  client.wire = std::make_unique<kill::Wire>(now.port);
  if (client.server == now.server) return true;  // the cookie is still good
  const auto cookie = log_in(*client.wire, client.account);
  if (!cookie) {
    client.wire.reset();
    std::this_thread::sleep_for(20ms);
    return false;
  }
  client.cookie = *cookie;
  client.server = now.server;
  return true;
}

/// Until it is answered or given up. Who hears nothing sends the same again, or forgets it and looks.
void HttpWorld::perform(Client& client, const Wish& wish) {
  auto& chance = client.booker.chance();
  const bool reads = wish.deed == Deed::look || wish.deed == Deed::search;
  int told_to = -1;
  while (true) {
    while (!ready(client)) {
    }
    const kill::Question question =
        question_of(wish, client.booker.matter(wish.matter), slots_, workers_, client.cookie);
    ++requests_;
    if (!reads && told_to < 0 && chance() % 100 < 1) {
      client.wire->tell(question);  // and does not wait
      client.wire.reset();
      told_to = client.server;
      if (chance() % 2 == 0) return client.booker.lost(wish, client.server);
      continue;
    }
    const auto answer = client.wire->ask(question);
    if (answer) {
      ++answers_;
      finish(client, wish, *answer, told_to);
      if (answer->status == 200 && !reads && chance() % 100 < 2) send_again(client, question);
      return;
    }
    client.wire.reset();
    const int asked = client.server;
    for (int n = 0; n < 100 && where().server == asked; ++n) std::this_thread::sleep_for(20ms);
    if (reads) return;
    ++resent_;
    if (chance() % 100 < 40) return client.booker.lost(wish, asked);
  }
}

void HttpWorld::finish(Client& client, const Wish& wish, const kill::Answer& answer, int told_to) {
  const auto said = said_in(answer);
  if (!said) {
    fault(fmt::format("{} answered {} {}",
                      question_of(wish, client.booker.matter(wish.matter), slots_, workers_, "").path,
                      answer.status, answer.body.substr(0, 200)));
    if (wish.deed != Deed::look && wish.deed != Deed::search) client.booker.lost(wish, client.server);
    return;
  }
  if (wish.deed == Deed::search)
    return client.booker.answered(
        wish, Said::other, nullptr,
        *said == Said::done ? shown_in(answer, slots_) : std::vector<std::uint32_t>{});
  // The copy that nobody waited for may still be on its way and be done after all.
  if (told_to >= 0 && *said != Said::done) return client.booker.lost(wish, told_to);
  const auto seen = wish.deed == Deed::block ? std::nullopt : matter_in(answer);
  client.booker.answered(wish, wish.deed == Deed::look ? Said::other : *said, seen ? &*seen : nullptr);
}

/// The same key after the answer has been read: the same answer, no second effect.
void HttpWorld::send_again(Client& client, const kill::Question& question) {
  const auto again = client.wire->ask(question);
  if (!again) return client.wire.reset();
  ++resent_;
  if (again->status != 200)
    fault(fmt::format("{} sent again with its key: {} {}", question.path, again->status,
                      again->body.substr(0, 200)));
}

void HttpWorld::work(Client& client) {
  while (!over_) perform(client, client.booker.next());
  client.booker.close();
}

/// Reads every slot of the day at one instant. Belongs to one thread at a time.
bool HttpWorld::read_day(kill::Wire& wire, const std::string& cookie, const std::string& date) {
  const Tick invoked = ticks_.next();
  const auto answer = wire.ask({"GET", "day?date=" + date, cookie, {}, {}, {}});
  if (!answer || answer->status != 200) return false;
  const Tick returned = ticks_.next();
  std::map<std::uint32_t, std::vector<std::tuple<std::int64_t, std::int64_t, std::uint32_t>>> busy;
  for (DaySlot& s : day_in(*answer)) {
    for (const DaySlot::Place& p : s.places) {
      const auto person = person_of_matter_.find(p.matter);
      if (p.held || person == person_of_matter_.end()) continue;
      auto& times = busy[person->second];
      for (const auto& [begin, end, step] : times) {
        if (step == p.step || begin >= s.slot.begin + s.slot.minutes * 60 || s.slot.begin >= end) continue;
        ++report_.overlaps;
        fault(fmt::format("person {} is booked twice at {}", person->second, instant_of(s.slot.begin)));
      }
      times.emplace_back(s.slot.begin, s.slot.begin + s.slot.minutes * 60, p.step);
    }
    if (!slots_.contains(s.slot.id)) continue;
    if (s.places.size() > s.slot.capacity) {
      report_.most_over_capacity = std::max(report_.most_over_capacity, s.places.size() - s.slot.capacity);
      fault(fmt::format("slot {} has {} of {} places taken", s.slot.id, s.places.size(), s.slot.capacity));
    }
    linear::SlotModel::Operation read{SlotAct::read, 0, SlotSaid::ok, {}, s.blocked};
    for (const DaySlot::Place& p : s.places) read.all.push_back(p.step);
    std::sort(read.all.begin(), read.all.end());
    reads_.push_back({s.slot.id, {std::move(read), invoked, returned, false}, -1});
    last_[s.slot.id] = std::move(s);
  }
  ++report_.days;
  return true;
}

void HttpWorld::audit(std::stop_token stop) {
  std::unique_ptr<kill::Wire> wire;
  std::string cookie;
  int server = -1;
  auto date = dates_.begin();
  while (!stop.stop_requested()) {
    const Where now = where();
    if (!wire || server != now.server) {
      wire = std::make_unique<kill::Wire>(now.port);
      cookie = log_in(*wire, accounts_[0]).value_or("");
      server = now.server;
    }
    if (!read_day(*wire, cookie, *date)) wire.reset();
    if (++date == dates_.end()) date = dates_.begin();
    std::this_thread::sleep_for(150ms);
  }
}

/// After one more kill: everything as it was acknowledged.
void HttpWorld::at_the_end() {
  kill_it();
  open();
  kill::Wire wire(where().port);
  const std::string cookie = log_in(wire, accounts_[0]).value_or("");
  for (const std::string& date : dates_) {
    if (!read_day(wire, cookie, date)) fault("no day after the last restart: " + date);
  }
  for (const auto& [id, slot] : last_) report_.booked += slot.places.size();
  for (const auto& client : clients_) {
    for (const auto& [step, slot] : client->booker.sure_of()) {
      const DaySlot& last = last_.at(slot);
      const bool there = std::any_of(last.places.begin(), last.places.end(),
                                     [&, s = step](const auto& p) { return p.step == s; });
      if (there || last.blocked) continue;
      ++report_.lost_bookings;
      fault(fmt::format("step {} was told that it has slot {} and has not", step, slot));
    }
  }
  kill_it();
  report_.checked = kill::check(plan_.places, plan_.places.ledger(0));
  if (report_.checked.starts_with("FAILED")) fault("vuoro check: " + report_.checked);
}

HttpReport HttpWorld::run() {
  open();
  find_slots();
  find_matters();
  {
    std::jthread auditor([this](std::stop_token stop) { audit(std::move(stop)); });
    std::vector<std::jthread> threads;
    for (const auto& client : clients_) threads.emplace_back([this, c = client.get()] { work(*c); });
    for (int n = 0; n <= plan_.kills; ++n) {
      const auto part = std::chrono::milliseconds{plan_.seconds * 1000 / (plan_.kills + 1)};
      std::this_thread::sleep_for(
          part / 2 + std::chrono::milliseconds{chance_() % static_cast<std::uint64_t>(part.count())});
      if (n == plan_.kills) break;
      kill_it();
      open();
    }
    over_ = true;
    threads.clear();
    auditor.request_stop();
  }
  at_the_end();
  report_.requests = requests_;
  report_.answers = answers_;
  report_.resent = resent_;
  std::vector<Note> all = std::move(reads_);
  for (const auto& client : clients_)
    all.insert(all.end(), client->booker.notes().begin(), client->booker.notes().end());
  report_.verdicts = judge(std::move(all), *market_, ends_);
  return report_;
}

}  // namespace vuoro::race
