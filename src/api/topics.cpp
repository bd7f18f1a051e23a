#include "api/topics.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/view.hpp"
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

struct Moved {
  std::uint64_t seq = 0;
  std::set<TeamId> teams;
};

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
  for (const live::Told& t : told) {
    if (!t.matter) continue;
    Moved& m = moved[t.matter];
    m.seq = t.seq;
    if (const TeamId left = team_left(t.event)) m.teams.insert(left);
  }
  if (moved.empty()) return;
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
  for (const auto& [id, version] : versions) {
    const Moved& m = moved[id];
    net::Event queue{std::max(next_id(m.seq), last + 1), {}, "queue", {}};
    for (const TeamId team : m.teams) queue.topics.push_back(team_topic(team));
    queue.data =
        boost::json::serialize(boost::json::object{{"matter", id.n}, {"version", version}, {"seq", m.seq}});
    net::Event own{
        queue.id + 1, {matter_topic(id)}, "matter", "{\"version\":" + std::to_string(version) + "}"};
    last = own.id;
    events.push_back(std::move(queue));
    events.push_back(std::move(own));
  }
  // The ids rise by construction; a refusal would be a bug that the next page load repairs.
  static_cast<void>(hub_->publish(std::move(events)));
}

void Publisher::tell_boards(std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  static_cast<void>(
      hub_->publish({next_id(seq), {board_topic()}, "board", "{\"seq\":" + std::to_string(seq) + "}"}));
}

}  // namespace vuoro::api
