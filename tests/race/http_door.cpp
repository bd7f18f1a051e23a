#include "race/http_door.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>
#include <ctime>
#include <stdexcept>

namespace vuoro::race {

namespace json = boost::json;

namespace {

json::object parsed(const kill::Answer& answer) {
  boost::system::error_code fault;
  json::value value = json::parse(answer.body, fault);
  return value.is_object() ? std::move(value.as_object()) : json::object{};
}

std::uint32_t number(const json::value& v) {
  return v.is_int64() ? static_cast<std::uint32_t>(v.as_int64()) : 0;
}

}  // namespace

std::int64_t seconds_of(std::string_view instant) {
  std::tm tm{};
  if (::strptime(std::string(instant).c_str(), "%Y-%m-%dT%H:%M:%SZ", &tm) == nullptr)
    throw std::runtime_error("no instant: " + std::string(instant));
  return ::timegm(&tm);
}

std::string instant_of(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time_t{seconds}));
}

kill::Question question_of(const Wish& wish, const MatterSeen& matter,
                           const std::map<std::uint32_t, Slot>& slots,
                           const std::vector<std::string>& workers, const std::string& cookie) {
  kill::Question q;
  q.cookie = cookie;
  if (wish.deed == Deed::look) {
    q.path = fmt::format("matters/{}", matter.id);
    return q;
  }
  if (wish.deed == Deed::search) {
    const Slot& slot = slots.at(wish.slots[0]);
    q.path =
        fmt::format("matters/{}/times?step={}&worker={}&from={}&limit=20", matter.id,
                    matter.steps[wish.step].id, workers[slot.worker], instant_of(slot.begin).substr(0, 10));
    return q;
  }
  q.method = "POST";
  q.key = fmt::format("race-{:016x}", wish.key);
  if (wish.deed == Deed::block) {
    const Slot& slot = slots.at(wish.slots[0]);
    q.path = "blocks";
    q.body = fmt::format(R"({{"worker":"{}","from":"{}","until":"{}","reason":"absence"}})",
                         workers[slot.worker], instant_of(slot.begin), instant_of(slot.begin + 60));
    return q;
  }
  static constexpr const char* actions[] = {"book-times", "hold-times", "cancel-booking", "end-hold"};
  q.path = fmt::format("matters/{}/{}", matter.id, actions[static_cast<std::size_t>(wish.deed)]);
  q.version = std::to_string(wish.version);
  const std::uint32_t step = matter.steps[wish.step].id;
  if (wish.deed == Deed::cancel) {
    q.body = fmt::format(R"({{"step":{},"by":"patient"}})", step);
  } else if (wish.deed == Deed::end_hold) {
    q.body = fmt::format(R"({{"step":{},"how":"withdrawn"}})", step);
  } else {
    q.body = fmt::format(R"({{"step":{},"slots":[{}]}})", step, fmt::join(wish.slots, ","));
  }
  return q;
}

std::optional<Said> said_in(const kill::Answer& answer) {
  if (answer.status == 200) return Said::done;
  if (answer.status == 412) return Said::changed;
  if (answer.status != 409) return std::nullopt;
  const json::object body = parsed(answer);
  const json::value* code = body.if_contains("code");
  const std::string_view said =
      code != nullptr && code->is_string() ? std::string_view(code->as_string()) : "";
  if (said == "slot-taken") return Said::full;
  if (said == "slot-blocked") return Said::blocked;
  if (said == "step-not-booked" || said == "nothing-held") return Said::not_there;
  if (said == "overlapping-booking" || said == "step-already-booked") return Said::other;
  return std::nullopt;
}

std::optional<MatterSeen> matter_in(const kill::Answer& answer) {
  const json::object body = parsed(answer);
  if (answer.status != 200 || !body.contains("version") || !body.contains("steps")) return std::nullopt;
  MatterSeen seen;
  seen.id = number(body.at("id"));
  seen.version = number(body.at("version"));
  if (body.at("person").is_object()) seen.person = number(body.at("person").at("id"));
  for (const json::value& step : body.at("steps").as_array()) {
    StepSeen one;
    one.id = number(step.at("id"));
    if (const auto* slots = step.as_object().if_contains("slots")) {
      for (const json::value& slot : slots->as_array())
        one.places.push_back({number(slot.at("slot")), slot.at("state").as_string() == "held"});
    }
    seen.steps.push_back(std::move(one));
  }
  return seen;
}

std::vector<std::uint32_t> shown_in(const kill::Answer& answer, const std::map<std::uint32_t, Slot>& slots) {
  std::vector<std::uint32_t> shown;
  const json::object body = parsed(answer);
  for (const json::value& time : body.at("times").as_array()) {
    if (const auto slot = number(time.at("slot")); slots.contains(slot)) shown.push_back(slot);
  }
  return shown;
}

std::vector<DaySlot> day_in(const kill::Answer& answer) {
  std::vector<DaySlot> out;
  const json::object body = parsed(answer);
  for (const json::value& worker : body.at("workers").as_array()) {
    for (const json::value& s : worker.at("slots").as_array()) {
      DaySlot one;
      one.worker = worker.at("code").as_string();
      one.slot.id = number(s.at("slot"));
      one.slot.capacity = number(s.at("capacity"));
      one.slot.begin = seconds_of(s.at("at").as_string());
      one.slot.minutes = s.at("minutes").as_int64();
      one.blocked = !s.at("blocked").is_null();
      for (const json::value& p : s.at("places").as_array())
        one.places.push_back(
            {number(p.at("step")), number(p.at("matter")), p.at("state").as_string() == "held"});
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace vuoro::race
