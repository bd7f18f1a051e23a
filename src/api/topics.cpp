#include "api/topics.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

/// The teams that an event takes a matter away from: they are told too, though they no longer see it.
TeamId team_left(const core::Event& event) {
  if (const auto* e = std::get_if<core::HandOverAccepted>(&event)) return e->from;
  if (const auto* e = std::get_if<core::HandOverDeclined>(&event)) return e->by;
  if (const auto* e = std::get_if<core::HandOverWithdrawn>(&event)) return e->from;
  if (const auto* e = std::get_if<core::HandOverLapsed>(&event)) return e->from;
  return {};
}

/// A draft or a version of a county's table.
bool of_a_table(const core::Event& event) {
  return std::visit(
      [](const auto& e) {
        // What a table said of a matter is the matter's.
        return requires {
          e.table;
        }
        &&!requires {
          e.matter;
        };
      },
      event);
}

struct Moved {
  std::uint64_t seq = 0;
  std::set<TeamId> teams;
  std::uint64_t message = 0;  ///< The newest message, 0 = none.
  core::Side side{};
  bool more = false;  ///< Whether anything but messages happened.
};

std::vector<net::Topic> topics_of(const std::set<TeamId>& teams) {
  std::vector<net::Topic> topics;
  for (const TeamId team : teams) topics.push_back(team_topic(team));
  return topics;
}

}  // namespace

void stream(const CallPtr& call, std::vector<net::Topic> topics) {
  std::optional<std::uint64_t> after;
  if (const auto asked = call->request.parameter("after"); asked.state == net::QueryValue::State::once) {
    after = net::read_event_id(asked.text);
    if (!after) return send_faults(*call, {{"after", "not-a-number", {}}});
  }
  // A browser never gives up after an error answer to a reconnection: an id that we cannot have sent is one
  // beyond all we remember, which the stream answers with "reset".
  if (const auto header = call->request.header("Last-Event-ID"))
    after = net::read_event_id(*header).value_or(UINT64_MAX);
  // A page of State at some position may be ahead of the last event told, never of State itself.
  const std::uint64_t shown = stream_position(call->house.driver.read().state().seq());
  if (after && *after <= shown) after = std::min(*after, call->house.hub->last_id());
  call->reply.stream({call->house.hub, std::move(topics), after, {}});
}

std::uint64_t Publisher::next_id(std::uint64_t seq) {
  return std::max(hub_->last_id() + 1, seq * 4);
}

void Publisher::tell(const live::Driver& driver, std::span<const live::Told> told) {
  std::map<MatterId, Moved> moved;
  std::uint64_t tables_moved = 0;
  for (const live::Told& t : told) {
    if (of_a_table(t.event)) tables_moved = t.seq;
    if (!t.matter) continue;
    Moved& m = moved[t.matter];
    m.seq = t.seq;
    if (const TeamId left = team_left(t.event)) m.teams.insert(left);
    if (const auto* message = std::get_if<core::MessageWritten>(&t.event)) {
      m.message = t.seq;
      m.side = message->side;
    } else {
      m.more = true;
    }
  }
  if (moved.empty() && tables_moved == 0) return;
  std::vector<std::pair<MatterId, std::uint32_t>> versions;
  {
    const auto reading = driver.read();
    const Viewer viewer = rights::Gate::operations();
    const core::View view(reading.state(), viewer);
    for (auto& [id, m] : moved) {
      const auto sight = view.matter(id);
      if (!sight) continue;
      for (const TeamId team : view.teams_of(id)) m.teams.insert(team);
      versions.emplace_back(id, sight->row->version);
    }
  }
  const std::lock_guard lock(mutex_);
  std::vector<net::Event> events;
  std::uint64_t last = 0;
  const auto add = [&](const Moved& m, std::vector<net::Topic> topics, const char* name,
                       boost::json::object data) {
    last = std::max(next_id(m.seq), last + 1);
    events.push_back({last, std::move(topics), name, boost::json::serialize(data)});
  };
  for (const auto& [id, version] : versions) {
    const Moved& m = moved[id];
    const std::vector<net::Topic> teams = topics_of(m.teams);
    // Words alone do not change the matter: pages that show no conversation need not ask again.
    if (m.more) {
      add(m, teams, "queue", {{"matter", id.n}, {"version", version}, {"seq", m.seq}});
      add(m, {matter_topic(id)}, "matter", {{"version", version}});
    }
    if (m.message != 0) {
      const std::string_view side = promises::word(m.side);
      add(m, teams, "message", {{"matter", id.n}, {"seq", m.message}, {"side", side}});
      add(m, {matter_topic(id)}, "message", {{"seq", m.message}, {"side", side}});
    }
  }
  if (tables_moved != 0) {
    last = std::max(next_id(tables_moved), last + 1);
    events.push_back({last, {studio_topic()}, "studio", "{\"seq\":" + std::to_string(tables_moved) + "}"});
  }
  // The ids rise by construction; a refusal would be a bug that the next page load repairs.
  static_cast<void>(hub_->publish(std::move(events)));
}

void Publisher::tell_sign(const live::Driver& driver, MatterId matter, core::Side side,
                          ChatRoom::Around around) {
  std::set<TeamId> teams;
  std::uint64_t seq = 0;
  {
    const auto reading = driver.read();
    const Viewer viewer = rights::Gate::operations();
    const auto sight = core::View(reading.state(), viewer).matter(matter);
    if (!sight) return;
    teams.insert(sight->row->team);
    if (sight->row->offered_to) teams.insert(sight->row->offered_to);
    seq = reading.state().seq();
  }
  boost::json::object data{{"side", promises::word(side)}, {"here", around.here}, {"typing", around.typing}};
  const std::lock_guard lock(mutex_);
  const std::uint64_t id = next_id(seq);
  net::Event own{id, {matter_topic(matter)}, "sign", boost::json::serialize(data)};
  data["matter"] = matter.n;
  std::vector<net::Event> events{std::move(own),
                                 {id + 1, topics_of(teams), "sign", boost::json::serialize(data)}};
  static_cast<void>(hub_->publish(std::move(events)));
}

void Publisher::tell_boards(std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  static_cast<void>(
      hub_->publish({next_id(seq), {board_topic()}, "board", "{\"seq\":" + std::to_string(seq) + "}"}));
}

void Publisher::tell_forecast(std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  static_cast<void>(
      hub_->publish({next_id(seq), {board_topic()}, "forecast", "{\"seq\":" + std::to_string(seq) + "}"}));
}

}  // namespace vuoro::api
