#pragma once

#include "core/county_tables.hpp"
#include "core/refused.hpp"

namespace vuoro::core::testing {

inline constexpr TableId criteria{1};
inline constexpr TableId groups{2};

/// Puts a version of the table in force, as the content's files do.
inline std::uint16_t install(World& w, TableId table = criteria, std::uint64_t mark = 11) {
  return static_cast<std::uint16_t>(
      w.must(InstallTable{table, DocumentId{w.state.seq() + 1}, mark}, machine));
}
inline std::uint32_t revision(const World& w, TableId table = criteria) {
  return w.tables().county_tables.at(table.n).revision;
}
/// Aino writes the next version.
inline void write_draft(World& w, TableId table = criteria) {
  w.must(DraftTable{table, DocumentId{w.state.seq() + 1}, revision(w, table)}, aino);
}
inline Advice says(Verdict verdict, TableId table = criteria) {
  return {table, 1, 2, verdict};
}

inline std::vector<Refused> of_tables() {
  return {
      {R::system_only, "only the program's start installs",
       [](World& w) {
         return w.refused(InstallTable{criteria, DocumentId{1}, 5});
       }},
      {R::unknown_table, "installed without a name",
       [](World& w) {
         return w.refused(InstallTable{TableId{3}, DocumentId{1}, 5}, machine);
       }},
      {R::unknown_table, "written under a number that is nobody's",
       [](World& w) {
         return w.refused(DraftTable{TableId{3}, DocumentId{1}, 0});
       }},
      {R::unknown_table, "begun by somebody who saw something",
       [](World& w) {
         return w.refused(DraftTable{criteria, DocumentId{1}, 3});
       }},
      {R::staff_only, "begun by a resident",
       [](World& w) {
         return w.refused(DraftTable{criteria, DocumentId{1}, 0}, resident);
       }},
      {R::draft_changed, "begun twice",
       [](World& w) {
         w.must(DraftTable{criteria, DocumentId{1}, 0});
         return w.refused(DraftTable{criteria, DocumentId{1}, 0});
       }},
      {R::bad_text, "installed without words",
       [](World& w) {
         return w.refused(InstallTable{criteria, {}, 5}, machine);
       }},
      {R::staff_only, "a resident writes no tables",
       [](World& w) {
         install(w);
         return w.refused(DraftTable{criteria, DocumentId{1}, revision(w)}, resident);
       }},
      {R::draft_changed, "somebody else wrote meanwhile",
       [](World& w) {
         install(w);
         const std::uint32_t before = revision(w);
         write_draft(w);
         return w.refused(DraftTable{criteria, DocumentId{1}, before}, bo);
       }},
      {R::no_draft, "nothing to offer",
       [](World& w) {
         install(w);
         return w.refused(OfferTable{criteria, revision(w)});
       }},
      {R::draft_offered, "what waits for approval is not changed",
       [](World& w) {
         install(w);
         write_draft(w);
         w.must(OfferTable{criteria, revision(w)});
         return w.refused(DraftTable{criteria, DocumentId{1}, revision(w)});
       }},
      {R::draft_not_offered, "what nobody offered is not put in force",
       [](World& w) {
         install(w);
         write_draft(w);
         return w.refused(PublishTable{criteria, revision(w)}, bo);
       }},
      {R::same_person, "who wrote it",
       [](World& w) {
         install(w);
         write_draft(w);
         w.must(OfferTable{criteria, revision(w)});
         return w.refused(PublishTable{criteria, revision(w)}, aino);
       }},
      {R::same_person, "who wrote some of it, before another wrote last",
       [](World& w) {
         install(w);
         write_draft(w);
         w.must(DraftTable{criteria, DocumentId{w.state.seq() + 1}, revision(w)}, bo);
         w.must(OfferTable{criteria, revision(w)});
         return w.refused(PublishTable{criteria, revision(w)}, aino);
       }},
      {R::same_person, "who wrote it, after it was returned and offered again",
       [](World& w) {
         install(w);
         write_draft(w);
         w.must(OfferTable{criteria, revision(w)});
         w.must(ReturnTable{criteria, revision(w)}, bo);
         w.must(OfferTable{criteria, revision(w)}, bo);
         return w.refused(PublishTable{criteria, revision(w)}, aino);
       }},
      {R::unknown_version, "advice of a version that never was",
       [](World& w) {
         install(w);
         const MatterId matter = w.contact();
         w.assess(matter);
         return w.refused(ProposeStep{matter, doctor_visit, no_due, {criteria, 2, 1, Verdict::met}});
       }},
      {R::unknown_version, "a routing table says nothing of a step",
       [](World& w) {
         install(w);
         const MatterId matter = w.contact();
         w.assess(matter);
         return w.refused(ProposeStep{matter, doctor_visit, no_due, says(Verdict::routed)});
       }},
      {R::otherwise_needed, "the criteria are not met",
       [](World& w) {
         install(w);
         const MatterId matter = w.contact();
         w.assess(matter);
         return w.refused(ProposeStep{matter, doctor_visit, no_due, says(Verdict::not_met)});
       }},
      {R::reached_out, "there is an open matter already",
       [](World& w) {
         install(w, groups);
         const PersonId person = w.person(day_of(1940, 1, 1).n, nurses);
         w.must(ReachOut{person, {}, says(Verdict::found, groups)}, machine);
         return w.refused(ReachOut{person, {}, says(Verdict::found, groups)}, machine);
       }},
      {R::system_only, "nobody seeks people out by hand",
       [](World& w) {
         return w.refused(ReachOut{PersonId{1}, {}, says(Verdict::found, groups)});
       }},
  };
}

}  // namespace vuoro::core::testing
