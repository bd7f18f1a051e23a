#include "content/load_segments.hpp"

#include <algorithm>

namespace vuoro::content {
namespace {

constexpr std::size_t most_axes = 2;  // The ledger keeps two scores (core::SegmentDecided).
constexpr std::size_t most_segments = 20;

}  // namespace

void SegmentsReader::read(const toml::table& table, const std::string& shown) {
  Fields file{table, shown, errors_};
  segments_.emplace();
  segments_->form = file.text("form").value_or("");
  if (segments_->form.find_first_of("/\\") != std::string::npos || segments_->form.starts_with('.'))
    file.fault(*file.node("form", Presence::required), "'form' is the name of a file in the same folder");
  for (Fields& fields : file.tables("axis")) read_axis(fields);
  for (Fields& fields : file.tables("segment")) read_segment(fields);
  file.finish();
  if (segments_->axes.size() > most_axes) errors_.push_back(file.place().error("there are one or two axes"));
  if (segments_->segments.size() > most_segments)
    errors_.push_back(file.place().error("there are more than 20 segments"));
}

void SegmentsReader::read_axis(Fields& fields) {
  Segments::Axis axis;
  axis.code = axis_codes_.read(fields);
  axis.name = fields.translated("name");
  // The code is a name in expressions, where - takes away; the table asks for the age besides the axes.
  if (axis.code.find('-') != std::string::npos) fields.fault("the code of an axis has no '-'");
  if (axis.code == "age") fields.fault("an axis cannot be called 'age'");
  fields.finish();
  segments_->axes.push_back(std::move(axis));
}

void SegmentsReader::read_segment(Fields& fields) {
  Segments::Segment segment;
  segment.code = segment_codes_.read(fields);
  segment.name = fields.translated("name");
  segment.about = fields.translated("about");
  segment.path = fields.translated("path");
  segment.own_contact = fields.flag("own_contact", Presence::optional).value_or(false);
  segment.review_months = static_cast<std::uint8_t>(fields.number("review_months", 1, 24).value_or(12));
  segment.services = mentions(fields, "services", named_services_, Presence::optional);
  segment.slot_types = mentions(fields, "slot_types", named_types_, Presence::optional);
  segment.facts = fields.words<promises::Fact, promises::FactSet>("facts");
  // Whether one is due depends on whether there is one: that is for the core to say.
  if (segment.facts.has(promises::Fact::own_contact_due))
    fields.fault("say own_contact = true; 'own_contact_due' follows from it");
  fields.finish();
  segments_->segments.push_back(std::move(segment));
}

void SegmentsReader::finish(const Codes& services, County& county) {
  services.check(named_services_, errors_);
  for (const Mention& named : named_types_) {
    const bool known =
        std::ranges::any_of(county.slot_types, [&](const SlotType& type) { return type.code == named.code; });
    if (!known) errors_.push_back(named.place.error("unknown type of time '" + named.code + "'"));
  }
  county.segments = std::move(segments_);
}

}  // namespace vuoro::content
