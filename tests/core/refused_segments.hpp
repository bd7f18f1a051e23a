#pragma once

#include "core/refused_tables.hpp"
#include "core/segments.hpp"

namespace vuoro::core::testing {

inline Day in_days(const World& w, int days) {
  return Day{calendar::local_day(w.now).n + days};
}
/// Decided without the form, for a reason told in words.
inline DecideSegment decided(const World& w, MatterId m, SegmentId segment = together) {
  DecideSegment c;
  c.matter = m;
  c.segment = segment;
  c.review = in_days(w, 180);
  c.words = DocumentId{w.state.seq() + 1};
  return c;
}
/// As the table proposed, or not.
inline DecideSegment proposed(const World& w, MatterId m, SegmentId proposal, SegmentId segment,
                              Otherwise otherwise = Otherwise::none) {
  DecideSegment c = decided(w, m, segment);
  c.proposed = proposal;
  c.advice = {criteria, 1, 3, Verdict::none};
  c.first_axis = 7;
  c.second_axis = 2;
  c.otherwise = otherwise;
  return c;
}

inline std::vector<Refused> of_segments() {
  return {
      {R::unknown_matter, "the segment of nobody", [](World& w) { return w.refused(decided(w, no_matter)); }},
      {R::staff_only, "a program decides no segment",
       [](World& w) { return w.refused(decided(w, w.contact()), machine); }},
      {R::staff_only, "an import decides no segment",
       [](World& w) { return w.refused(decided(w, w.contact()), importer); }},
      {R::not_holder, "another team's matter",
       [](World& w) { return w.refused(decided(w, w.contact()), carita); }},
      {R::unknown_segment, "no such segment",
       [](World& w) { return w.refused(decided(w, w.contact(), SegmentId{9})); }},
      {R::unknown_segment, "the table proposed none that there is",
       [](World& w) {
         install(w);
         return w.refused(proposed(w, w.contact(), SegmentId{9}, together, Otherwise::situation));
       }},
      {R::bad_time, "looked at again today",
       [](World& w) {
         DecideSegment c = decided(w, w.contact());
         c.review = in_days(w, 0);
         return w.refused(c);
       }},
      {R::bad_time, "looked at again after more than two years",
       [](World& w) {
         DecideSegment c = decided(w, w.contact());
         c.review = in_days(w, static_cast<int>(longest_review.count()) + 1);
         return w.refused(c);
       }},
      {R::unknown_version, "a proposal without a table",
       [](World& w) {
         DecideSegment c = decided(w, w.contact());
         c.proposed = together;
         return w.refused(c);
       }},
      {R::unknown_version, "a table without a proposal",
       [](World& w) {
         install(w);
         DecideSegment c = proposed(w, w.contact(), together, together);
         c.proposed = {};
         return w.refused(c);
       }},
      {R::unknown_version, "a version that nobody put in force",
       [](World& w) { return w.refused(proposed(w, w.contact(), together, together)); }},
      {R::unknown_version, "no row",
       [](World& w) {
         install(w);
         DecideSegment c = proposed(w, w.contact(), together, together);
         c.advice.row = 0;
         return w.refused(c);
       }},
      {R::segment_reason, "otherwise than proposed, without a reason",
       [](World& w) {
         install(w);
         return w.refused(proposed(w, w.contact(), on_their_own, together));
       }},
      {R::segment_reason, "without the form, without a word",
       [](World& w) {
         DecideSegment c = decided(w, w.contact());
         c.words = {};
         return w.refused(c);
       }},
      {R::staff_only, "a resident names no own contact",
       [](World& w) { return w.refused(NameContact{w.contact()}, resident); }},
      {R::already_yours, "named twice",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(NameContact{m});
         return w.refused(NameContact{m});
       }},
  };
}

}  // namespace vuoro::core::testing
