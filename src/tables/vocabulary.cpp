#include "tables/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "core/words.hpp"

namespace vuoro::tables {
namespace {

using rules::Value;

constexpr std::array<std::string_view, 4> kinds = {"criterion", "routing", "group", "segment"};
constexpr std::array<std::string_view, 4> types = {"text", "number", "boolean", "list<text>"};
constexpr std::int64_t largest_number = 1'000'000'000;

template <class E>
std::vector<std::string> words() {
  const auto& all = promises::words_of<E>();
  return {all.begin(), all.end()};
}

std::vector<std::string> listed(const std::set<std::string, std::less<>>& codes) {
  return {codes.begin(), codes.end()};
}

std::vector<Input> matter_inputs(const Places& places) {
  return {{"age", InputType::number, true},
          {"language", InputType::text, true},
          {"interpreter", InputType::boolean},
          {"area", InputType::text, true, listed(places.areas)},
          {"about", InputType::text, false, words<core::About>()},
          {"channel", InputType::text, false, words<core::Channel>()},
          {"urgency", InputType::text, false, words<core::Urgency>()},
          {"profession", InputType::text, false, words<core::Profession>()},
          {"domains", InputType::texts, false, words<promises::Domain>()},
          {"facts", InputType::texts, false, words<promises::Fact>()},
          {"needs", InputType::texts, false, words<core::Need>()},
          {"contacts", InputType::number},
          {"hands", InputType::number},
          {"segment", InputType::text, true, listed(places.segments)}};
}

std::vector<Input> segment_inputs(const Places& places) {
  std::vector<Input> out;
  for (const std::string& axis : places.axes) out.push_back({axis, InputType::number});
  out.push_back({"age", InputType::number, true});
  return out;
}

std::vector<Input> history_inputs(const Places& places) {
  return {{"age", InputType::number, true},
          {"language", InputType::text, true},
          {"area", InputType::text, true, listed(places.areas)},
          {"interpreter", InputType::boolean},
          {"contacts_90", InputType::number},
          {"contacts_365", InputType::number},
          {"unsolved_365", InputType::number},
          {"missed_365", InputType::number},
          {"days_since_contact", InputType::number, true},
          {"days_since_visit", InputType::number, true},
          {"open_matters", InputType::number},
          {"longest_open_days", InputType::number},
          {"missed_promises_365", InputType::number}};
}

std::vector<Output> outputs_of(Kind kind, const Places& places) {
  Output source{"source", true, false, {}};
  switch (kind) {
    case Kind::criterion: {
      std::vector<std::string> professions = words<core::Profession>();
      std::erase(professions, "none");
      return {{"verdict", true, false, {"met", "not_met", "person_decides"}},
              std::move(source),
              {"profession", false, true, std::move(professions)}};
    }
    case Kind::routing:
      return {{"team", true, true, listed(places.teams)}, std::move(source)};
    case Kind::segment:
      return {{"segment", true, false, listed(places.segments)}, std::move(source)};
    case Kind::group:
      break;
  }
  return {{"verdict", true, false, {"found", "not_found"}}, std::move(source)};
}

template <class All>
std::set<std::string, std::less<>> codes_of(const All& all) {
  std::set<std::string, std::less<>> out;
  for (const auto& one : all) out.insert(one.code);
  return out;
}

std::optional<rules::Reason> unfit_text(const Input& input, const Value& value) {
  const std::string* const text = value.string();
  if (text == nullptr) return rules::Reason{"not-text"};
  if (input.words.empty() || std::find(input.words.begin(), input.words.end(), *text) != input.words.end())
    return std::nullopt;
  return rules::Reason{"never-word", {{"word", *text}}};
}

}  // namespace

std::string_view word(Kind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_of(std::string_view word) {
  const auto* const found = std::find(kinds.begin(), kinds.end(), word);
  if (found == kinds.end()) return std::nullopt;
  return static_cast<Kind>(found - kinds.begin());
}

std::string_view word(InputType type) {
  return types[static_cast<std::size_t>(type)];
}

Places Places::of(const content::County& county) {
  Places out{codes_of(county.areas), codes_of(county.teams), codes_of(county.services)};
  if (county.segments) {
    out.segments = codes_of(county.segments->segments);
    for (const auto& axis : county.segments->axes) out.axes.push_back(axis.code);
  }
  return out;
}

Vocabulary Vocabulary::of(Kind kind, const Places& places) {
  const auto inputs = kind == Kind::group     ? history_inputs(places)
                      : kind == Kind::segment ? segment_inputs(places)
                                              : matter_inputs(places);
  return {kind, inputs, outputs_of(kind, places)};
}

std::optional<std::size_t> Vocabulary::find(std::string_view input) const {
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [&](const Input& i) { return i.name == input; });
  if (found == inputs.end()) return std::nullopt;
  return static_cast<std::size_t>(found - inputs.begin());
}

const Output* Vocabulary::output(std::string_view name) const {
  const auto found =
      std::find_if(outputs.begin(), outputs.end(), [&](const Output& o) { return o.name == name; });
  return found == outputs.end() ? nullptr : &*found;
}

std::optional<rules::Reason> unfit(const Input& input, const Value& value) {
  using rules::Reason;
  if (value.is_null()) return std::nullopt;
  switch (input.type) {
    case InputType::boolean:
      return value.boolean() != nullptr ? std::nullopt : std::optional(Reason{"not-flag"});
    case InputType::number: {
      const auto whole = value.number() == nullptr ? std::nullopt : value.number()->integer();
      const bool fits = whole && *whole >= 0 && *whole <= largest_number;
      return fits ? std::nullopt : std::optional(Reason{"not-count"});
    }
    case InputType::text:
      return unfit_text(input, value);
    case InputType::texts:
      break;
  }
  if (value.list() == nullptr) return Reason{"not-texts"};
  for (const Value& one : *value.list()) {
    if (auto why = unfit_text(input, one)) return why;
  }
  return std::nullopt;
}

}  // namespace vuoro::tables
