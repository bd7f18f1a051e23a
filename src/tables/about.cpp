#include "tables/about.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tables/json_fields.hpp"

namespace vuoro::tables {
namespace {

using rules::Value;

constexpr std::size_t most_sources = 50;
constexpr std::size_t most_cases = 1000;
constexpr std::int64_t most_per_night = 10'000;

std::vector<Source> read_sources(const std::vector<Value>& all, Flaws& flaws) {
  std::vector<Source> out;
  for (std::size_t i = 0; i < all.size() && i < most_sources; ++i) {
    JsonFields fields(all[i], fmt::format("about.sources[{}]", i), flaws);
    Source one{fields.text("code"), fields.three("name"), fields.text("address", Needed::no),
               fields.flag("unverified")};
    fields.finish();
    if (!one.address.empty() && !one.address.starts_with("https://")) fields.flaw("address", {"address"});
    const bool twice =
        std::any_of(out.begin(), out.end(), [&](const Source& other) { return other.code == one.code; });
    if (twice) fields.flaw("code", {"taken", {{"code", one.code}}});
    out.push_back(std::move(one));
  }
  if (all.empty()) flaws.add("about.sources", {"no-source"});
  if (all.size() > most_sources)
    flaws.add("about.sources", {"too-many", {{"limit", std::to_string(most_sources)}}});
  return out;
}

/// What only one kind of table has.
void read_own(JsonFields& fields, About& about, const Places& places) {
  if (about.kind == Kind::criterion) {
    about.service = fields.text("service");
    if (!about.service.empty() && !places.services.contains(about.service))
      fields.flaw("service", {"unknown-service", {{"code", about.service}}});
  }
  if (about.kind != Kind::group) return;
  about.team = fields.text("team", Needed::no);
  if (!about.team.empty() && !places.teams.contains(about.team))
    fields.flaw("team", {"unknown-team", {{"code", about.team}}});
  const auto per_night = fields.whole("per_night", 1, most_per_night, Needed::yes);
  about.per_night = static_cast<std::uint32_t>(per_night.value_or(0));
}

Case read_case(const Value& json, const std::string& place, const Vocabulary& vocabulary, Flaws& flaws) {
  JsonFields fields(json, place, flaws);
  Case out;
  out.name = fields.text("name");
  out.given = fields.object("given");
  const Value expect = fields.object("expect");
  fields.finish();
  for (const auto& [name, value] : out.given.context()->entries) {
    const auto input = vocabulary.find(name);
    const std::string at = fmt::format("{}.given.{}", place, name);
    if (!input) {
      flaws.add(at, {"case-input"});
    } else if (auto why = unfit(vocabulary.inputs[*input], value)) {
      flaws.add(at, std::move(*why));
    }
  }
  for (const auto& [name, value] : expect.context()->entries) {
    const std::string at = fmt::format("{}.expect.{}", place, name);
    if (vocabulary.output(name) == nullptr) {
      flaws.add(at, {"case-output"});
    } else if (value.string() == nullptr) {
      flaws.add(at, {"not-text"});
    } else {
      out.expect.emplace_back(name, *value.string());
    }
  }
  if (expect.context()->entries.empty()) flaws.add(place + ".expect", {"no-expect"});
  return out;
}

}  // namespace

const Source* About::source(std::string_view code) const {
  const auto found =
      std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.code == code; });
  return found == sources.end() ? nullptr : &*found;
}

std::optional<About> read_about(const Value& json, const Places& places, Flaws& flaws) {
  JsonFields fields(json, "about", flaws);
  About out;
  const std::string kind_word = fields.text("kind");
  const auto kind = kind_of(kind_word);
  if (!kind) {
    if (!kind_word.empty()) fields.flaw("kind", {"unknown-kind"});
    return std::nullopt;
  }
  out.kind = *kind;
  out.name = fields.three("name");
  out.valid_from = fields.day("valid_from", Needed::yes).value_or(Day{});
  out.valid_until = fields.day("valid_until", Needed::no);
  if (out.valid_until && *out.valid_until < out.valid_from) fields.flaw("valid_until", {"until-before-from"});
  out.sources = read_sources(fields.list("sources"), flaws);
  read_own(fields, out, places);
  fields.finish();
  return out;
}

std::vector<Case> read_cases(const Value& json, const Vocabulary& vocabulary, Flaws& flaws) {
  std::vector<Case> out;
  if (json.list() == nullptr) {
    flaws.add("cases", {"not-list"});
    return out;
  }
  const std::vector<Value>& all = *json.list();
  if (all.size() > most_cases) flaws.add("cases", {"too-many", {{"limit", std::to_string(most_cases)}}});
  for (std::size_t i = 0; i < all.size() && i < most_cases; ++i) {
    const std::string place = fmt::format("cases[{}]", i);
    Case one = read_case(all[i], place, vocabulary, flaws);
    const bool twice = !one.name.empty() && std::any_of(out.begin(), out.end(), [&](const Case& other) {
      return other.name == one.name;
    });
    if (twice) flaws.add(place + ".name", {"taken", {{"code", one.name}}});
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace vuoro::tables
