// What only the whole of times.toml shows: times that their services or professionals cannot give, and
// professionals and rooms that are needed in two places at once.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "content/load_times.hpp"

namespace vuoro::content {
namespace {

constexpr std::array<std::string_view, 7> day_names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

template <class Row>
const Row* with_code(const std::vector<Row>& rows, const std::string& code) {
  const auto found = std::ranges::find(rows, code, &Row::code);
  return found == rows.end() ? nullptr : &*found;
}

std::string in_quotes(const std::string& text) {
  return "'" + text + "'";
}

/// A shift on one weekday.
struct Stretch {
  std::int32_t from, until;
  std::size_t shift;
};

bool sooner(const Stretch& a, const Stretch& b) {
  return std::tie(a.from, a.shift) < std::tie(b.from, b.shift);
}

}  // namespace

void TimesReader::check_types(const County& county) {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const SlotType& type = types_[i];
    for (const std::string& code : type.services) {
      const Service* service = with_code(county.services, code);
      if (service == nullptr) continue;
      if (!type.profession.empty() && !among(service->professions, type.profession))
        errors_.push_back(type_places_[i].error("the slot type " + in_quotes(type.code) + " is time of a " +
                                                type.profession + ", who does not give the service " +
                                                in_quotes(code)));
      if (!type.mode.empty() && type.mode != "group" && !among(service->modes, type.mode))
        errors_.push_back(type_places_[i].error("the slot type " + in_quotes(type.code) + " has the mode " +
                                                in_quotes(type.mode) + ", in which the service " +
                                                in_quotes(code) + " is not given"));
    }
  }
}

void TimesReader::check_shifts() {
  for (std::size_t i = 0; i < shifts_.size(); ++i) {
    const ShiftTemplate& shift = shifts_[i];
    const SlotType* type = with_code(types_, shift.type);
    if (type == nullptr) continue;
    if (shift.until > shift.from && type->minutes > 0 && shift.until - shift.from < type->minutes * 60)
      errors_.push_back(shift_places_[i].error("the shift is shorter than one time of " +
                                               in_quotes(type->code) + " (" + std::to_string(type->minutes) +
                                               " minutes)"));
    for (const std::string& code : shift.workers) {
      const Worker* worker = with_code(workers_, code);
      if (worker == nullptr || worker->profession.empty() || type->profession.empty()) continue;
      if (worker->profession != type->profession)
        errors_.push_back(shift_places_[i].error(in_quotes(code) + " is a " + worker->profession +
                                                 ", but times of " + in_quotes(type->code) + " are of a " +
                                                 type->profession));
    }
  }
}

void TimesReader::check_overlaps() {
  std::map<std::pair<std::string, std::uint8_t>, std::vector<Stretch>> days;
  for (std::size_t i = 0; i < shifts_.size(); ++i) {
    for (const std::string& worker : shifts_[i].workers) {
      for (const std::uint8_t day : shifts_[i].days)
        days[{worker, day}].push_back({shifts_[i].from, shifts_[i].until, i});
    }
  }
  // Two shifts are told of once, however many people and days they share.
  std::set<std::pair<std::size_t, std::size_t>> told;
  for (auto& [whose, stretches] : days) {
    std::ranges::sort(stretches, sooner);
    const Stretch* longest = nullptr;  // of those before, the one that ends last
    for (const Stretch& one : stretches) {
      if (longest != nullptr && one.from < longest->until) {
        const auto [first, second] = std::minmax(longest->shift, one.shift);
        if (told.emplace(first, second).second)
          errors_.push_back(shift_places_[second].error(
              "on " + std::string{day_names[whose.second - std::size_t{1}]} + " " + in_quotes(whose.first) +
              " has a shift at the same time already, see " + shift_places_[first].file + ":" +
              std::to_string(shift_places_[first].line)));
      }
      if (longest == nullptr || one.until > longest->until) longest = &one;
    }
  }
}

void TimesReader::check_rooms(const County& county) {
  struct Use {
    Stretch stretch;
    bool group;
  };
  // A room is known by its name within a unit: whoever works in the same house means the same door.
  std::map<std::tuple<std::string, std::string, std::uint8_t>, std::vector<Use>> rooms;
  for (std::size_t i = 0; i < shifts_.size(); ++i) {
    const ShiftTemplate& shift = shifts_[i];
    const SlotType* type = with_code(types_, shift.type);
    if (shift.room.empty() || type == nullptr || type->minutes == 0) continue;
    // What is left over after the last whole time leaves the room free.
    const std::int32_t length = type->minutes * 60;
    const std::int32_t until = shift.from + (shift.until - shift.from) / length * length;
    for (const std::string& code : shift.workers) {
      const Worker* worker = with_code(workers_, code);
      const Team* team = worker == nullptr ? nullptr : with_code(county.teams, worker->team);
      if (team == nullptr) continue;
      const std::string& house = team->unit.empty() ? team->code : team->unit;
      for (const std::uint8_t day : shift.days)
        rooms[{house, shift.room, day}].push_back({{shift.from, until, i}, type->mode == "group"});
    }
  }
  std::set<std::pair<std::size_t, std::size_t>> told;
  for (auto& [where, uses] : rooms) {
    std::ranges::sort(uses, sooner, &Use::stretch);
    const Use* longest = nullptr;  // of those before, the one that ends last: of all, and of those alone
    const Use* alone = nullptr;
    for (const Use& one : uses) {
      const Use* const rival = one.group ? alone : longest;  // groups led by several share a room
      if (rival != nullptr && one.stretch.from < rival->stretch.until) {
        const auto [first, second] = std::minmax(rival->stretch.shift, one.stretch.shift);
        if (told.emplace(first, second).second)
          errors_.push_back(shift_places_[second].error(
              "on " + std::string{day_names[std::get<2>(where) - std::size_t{1}]} + " the room " +
              in_quotes(std::get<1>(where)) + " is taken by somebody else at the same time, see " +
              shift_places_[first].file + ":" + std::to_string(shift_places_[first].line)));
      }
      if (longest == nullptr || one.stretch.until > longest->stretch.until) longest = &one;
      if (!one.group && (alone == nullptr || one.stretch.until > alone->stretch.until)) alone = &one;
    }
  }
}

}  // namespace vuoro::content
