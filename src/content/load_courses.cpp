// Courses and chains of visits in times.toml.
#include <array>
#include <string_view>

#include "content/load_times.hpp"

namespace vuoro::content {
namespace {

constexpr std::array<std::string_view, 3> same_words = {"no", "wished", "required"};
constexpr std::int64_t most_sessions = 20;
constexpr std::int64_t longest_gap = 366;

}  // namespace

void TimesReader::read_course(Fields& fields) {
  Course course;
  course.code = course_codes_.read(fields);
  course.name = fields.translated("name");
  std::int64_t sessions = 0;
  for (Fields& part_fields : fields.tables("part")) {
    Course::Part part;
    part.service = mention(part_fields, "service", named_services_, Presence::required);
    part.times = static_cast<std::uint8_t>(
        part_fields.number("times", 1, most_sessions, Presence::optional).value_or(1));
    const bool alone = sessions == 0 && part.times == 1;  // nothing comes before it
    const Presence needed = alone ? Presence::optional : Presence::required;
    part.least_days =
        static_cast<std::uint16_t>(part_fields.number("least_days", 0, longest_gap, needed).value_or(0));
    part.most_days =
        static_cast<std::uint16_t>(part_fields.number("most_days", 0, longest_gap, needed).value_or(0));
    if (part.most_days < part.least_days)
      part_fields.fault(*part_fields.node("most_days", Presence::required),
                        "'most_days' is less than 'least_days'");
    part.same_professional = "no";
    if (const auto i = part_fields.choice("same_professional", same_words, Presence::optional))
      part.same_professional = same_words[*i];
    part_fields.finish();
    sessions += part.times;
    course.parts.push_back(std::move(part));
  }
  if (sessions < 2 || sessions > most_sessions)
    errors_.push_back(fields.place().error("a course has 2 to 20 sessions, but '" + course.code + "' has " +
                                           std::to_string(sessions)));
  fields.finish();
  courses_.push_back(std::move(course));
}

}  // namespace vuoro::content
