#include "exchange/call_row.hpp"

#include <algorithm>

#include "core/words.hpp"
#include "exchange/contact_row.hpp"
#include "exchange/fields.hpp"
#include "exchange/header_columns.hpp"

namespace vuoro::exchange {
namespace {

using core::CallMoment;

}  // namespace

Digest CallStory::fingerprint() const {
  std::string all;
  for (const live::CallNews& n : moments) {
    all += std::to_string(static_cast<int>(n.what)) + ' ' + std::to_string(n.at.s) + ' ' +
           std::to_string(static_cast<int>(n.result)) + ' ' + std::to_string(n.line.n) + ' ' + n.number +
           ' ' + n.language.letters().data() + '\n';
  }
  return digest_of({"call", call, all});
}

Result<CallReader> CallReader::bind(const std::vector<std::string>& header, const CallMap& map,
                                    TermNames lines) {
  CallReader reader;
  reader.map_ = map;
  reader.lines_ = std::move(lines);
  HeaderColumns columns(header);
  reader.call_ = columns.required(map.call);
  reader.line_ = columns.required(map.line);
  // Whatever the map names must be there: a renamed column would otherwise be missed in silence.
  const auto named = [&](const std::string& name) -> std::optional<std::size_t> {
    if (name.empty()) return std::nullopt;
    return columns.required(name);
  };
  reader.number_ = named(map.number);
  reader.language_ = named(map.language);
  reader.result_ = named(map.result);
  for (std::size_t i = 0; i < map.moments.size(); ++i) reader.moments_[i] = named(map.moments[i]);
  if (auto fine = columns.status(); !fine) return fine.error();
  reader.ignored_ = columns.ignored();
  return reader;
}

std::optional<RowFault> CallReader::read_moments(Fields fields, Instant now, CallStory& story) const {
  const auto line = lines_.find(fields[line_]);
  if (line == lines_.end())
    return field_fault("line-unknown", map_.line, fields[line_], "the county knows no such line");
  std::optional<Instant> offered;
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    if (!moments_[i] || fields[*moments_[i]].empty()) continue;
    const std::string_view text = fields[*moments_[i]];
    const std::string& column = map_.moments[i];
    const auto at = read_instant(text);
    if (!at) return field_fault("date-unreadable", column, text, "not a time like 2026-03-02T08:15:00");
    if (!in_calendar(*at)) return field_fault("time-out-of-range", column, text, "outside 1992–2100");
    if (*at > now) return field_fault("time-after-now", column, text, "has not been yet");
    if (i == 0) offered = at;
    if (offered && *at < *offered)
      return field_fault("before-offered", column, text, "before the call arrived");
    live::CallNews news;
    news.exchange = map_.exchange;
    news.call = story.call;
    news.what = static_cast<CallMoment>(i);
    news.at = *at;
    news.line = LineId{line->second};
    news.language = core::Language::of("fi");
    story.moments.push_back(std::move(news));
  }
  if (story.moments.empty())
    return field_fault("no-moment", map_.call, story.call, "the row tells no moment of the call");
  return std::nullopt;
}

std::optional<RowFault> CallReader::read_caller(Fields fields, CallStory& story) const {
  core::Language language = core::Language::of("fi");
  if (language_ && !fields[*language_].empty()) {
    language = core::Language::of(fields[*language_]);
    if (language.n == 0)
      return field_fault("language-unreadable", map_.language, fields[*language_],
                         "not an ISO 639 code of two or three small letters");
  }
  for (live::CallNews& news : story.moments) {
    news.language = language;
    if (news.what != CallMoment::callback_asked) continue;
    const std::string_view written = fields[*number_];
    // The number itself stays out of the reject file's reason.
    if (written.empty())
      return field_fault("number-missing", map_.number, "", "asked to be called back, but no number");
    auto number = live::plain_number(written);
    if (!number) return field_fault("number-unreadable", map_.number, "…", "not a telephone number");
    news.number = std::move(*number);
  }
  return std::nullopt;
}

std::optional<RowFault> CallReader::read_result(Fields fields, CallStory& story) const {
  for (live::CallNews& news : story.moments) {
    if (news.what != CallMoment::callback_tried) continue;
    const auto result = promises::from_word<core::TryResult>(fields[*result_]);
    if (!result || !core::failed(*result))
      return field_fault("word-unknown", map_.result, fields[*result_],
                         "not no_answer, busy or wrong_number");
    news.result = *result;
  }
  return std::nullopt;
}

Result<CallStory, RowFault> CallReader::read(Fields fields, Instant now) const {
  CallStory story;
  auto id = read_id(fields[call_], map_.call);
  if (!id) return id.error();
  story.call = std::move(id).value();
  if (auto fault = read_moments(fields, now, story)) return *std::move(fault);
  if (auto fault = read_caller(fields, story)) return *std::move(fault);
  if (auto fault = read_result(fields, story)) return *std::move(fault);
  return story;
}

}  // namespace vuoro::exchange
