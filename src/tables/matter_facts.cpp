#include "tables/matter_facts.hpp"

#include <string>
#include <utility>
#include <vector>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"
#include "core/notices.hpp"
#include "core/segments.hpp"
#include "core/view.hpp"
#include "core/words.hpp"

namespace vuoro::tables {
namespace {

using rules::Value;

Value text(std::string_view words) {
  return words.empty() ? Value{} : Value::string(std::string(words));
}

Value language_of(core::Language language) {
  return text(language.letters().data());
}

Value age_of(core::Age age) {
  return age.known() ? Value::number(age.years) : Value{};
}

template <class Set>
Value words_of_set(const Set& set) {
  std::vector<Value> out;
  set.for_each([&](auto member) { out.push_back(Value::string(std::string(promises::word(member)))); });
  return Value::list(std::move(out));
}

/// What a matter and a contact both say.
struct Asked {
  Value age;
  core::Language language;
  core::Interpreter interpreter{};
  AreaId area;
  core::About about{};
  core::Channel channel{};
};

std::vector<std::pair<std::string, Value>> asked_facts(const core::State& state, const Asked& asked) {
  return {{"age", asked.age},
          {"language", language_of(asked.language)},
          {"interpreter", asked.interpreter == core::Interpreter::yes},
          {"area", text(state.term_text(core::TermKind::area, asked.area.n))},
          {"about", text(promises::word(asked.about))},
          {"channel", text(promises::word(asked.channel))}};
}

/// The age on the matter's record; the register's, on the day, when only that knows it.
Value age_of(const core::MatterSight& sight, Instant now) {
  if (sight.row->age.known()) return age_of(sight.row->age);
  if (sight.person == nullptr || sight.person->born == core::no_birth_day) return {};
  return Value::number(calendar::age_on(Day{sight.person->born}, calendar::local_day(now)));
}

}  // namespace

std::optional<Value> facts_of(const core::State& state, const Viewer& viewer, MatterId matter, Instant now) {
  const auto sight = core::View(state, viewer).matter(matter);
  if (!sight) return std::nullopt;
  const core::MatterRow& m = *sight->row;
  auto out = asked_facts(state, {age_of(*sight, now), m.language, m.interpreter, m.area, m.about, m.channel});
  const auto needs = core::Notices(state, viewer).needs(matter);
  out.emplace_back("urgency", text(promises::word(m.urgency)));
  out.emplace_back("profession", text(promises::word(m.profession)));
  out.emplace_back("domains", words_of_set(m.domains));
  out.emplace_back("facts", words_of_set(m.facts));
  out.emplace_back("needs", words_of_set(needs ? needs->needs : core::NeedSet{}));
  out.emplace_back("contacts", Value::number(m.contacts));
  out.emplace_back("hands", Value::number(m.hands));
  const core::DecidedRow* const decided = core::segment_of(state, viewer, matter).row;
  out.emplace_back("segment", decided == nullptr
                                  ? Value{}
                                  : text(state.term_text(core::TermKind::segment, decided->segment.n)));
  return Value::context(std::move(out));
}

Value facts_of(const core::State& state, const core::ReceiveContact& contact, promises::DomainSet domains) {
  auto out = asked_facts(state, {age_of(contact.age), contact.language, contact.interpreter, contact.area,
                                 contact.about, contact.channel});
  out.emplace_back("urgency", text(promises::word(core::Urgency::unassessed)));
  out.emplace_back("profession", text(promises::word(core::Profession::none)));
  out.emplace_back("domains", words_of_set(domains));
  out.emplace_back("facts", Value::list({}));
  out.emplace_back("needs", Value::list({}));
  out.emplace_back("contacts", Value::number(1));
  out.emplace_back("hands", Value::number(0));
  out.emplace_back("segment", Value{});
  return Value::context(std::move(out));
}

}  // namespace vuoro::tables
