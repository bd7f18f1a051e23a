#include "calendar/zone.hpp"
#include "simulator/wishes.hpp"

/// What professionals want who decide a person's segment, or become their own contact.
namespace vuoro::simulator {

using namespace core;  // NOLINT: this file speaks of little else

Command Wishes::of_a_segment(MatterId matter) {
  if (chance_.one_in(3)) return NameContact{matter};
  DecideSegment c;
  c.matter = matter;
  c.segment = SegmentId{static_cast<std::uint16_t>(chance_.one_in(20) ? 9 : 1 + chance_.below(2))};
  c.review = Day{calendar::local_day(now_).n +
                 static_cast<std::int32_t>(chance_.one_in(20) ? 0 : 1 + chance_.below(700))};
  // Decided without the form now and then, which needs words that the driver does not give here.
  if (chance_.one_in(10)) return c;
  c.advice = advice(Verdict::none);
  if (!c.advice) return c;
  c.proposed = SegmentId{static_cast<std::uint16_t>(1 + chance_.below(2))};
  c.first_axis = static_cast<std::uint16_t>(chance_.below(7));
  c.otherwise = static_cast<Otherwise>(chance_.below(3));
  return c;
}

}  // namespace vuoro::simulator
