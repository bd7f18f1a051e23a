#include "measures/board.hpp"

#include "calendar/zone.hpp"
#include "measures/board_cells.hpp"

namespace vuoro::measures {
namespace {

constexpr std::array<std::string_view, cell_count> words = {
    "kept", "missed", "running", "overdue", "voided", "start_missing", "age_unknown", "no_date"};
constexpr int window_days = 28;

/// Counts into lines, found by rule number.
class Counter {
 public:
  Counter(const core::State& state, const core::Whole& whole, const core::Setting& setting, Instant now)
      : whole_(whole), setting_(setting), now_(now) {
    by_rule_.resize(state.term_count(core::TermKind::rule) + 1);
    for (const promises::Rule& rule : setting.pack.rules()) {
      if (rule.id) add_line({rule.id, rule.code, rule.kind, rule.domain});
    }
    for (const core::LimitRow& limit : whole.limits()) {
      if (line_of(limit.rule) != nullptr) continue;
      add_line({limit.rule, std::string(state.term_text(core::TermKind::rule, limit.rule.n)), limit.kind,
                limit.domain});
    }
    const Day today = calendar::local_day(now);
    last_from_ = calendar::at_local(today - (window_days - 1), 0);
    before_from_ = calendar::at_local(today - (2 * window_days - 1), 0);
    after_today_ = calendar::at_local(today + 1, 0);
  }

  void promises() {
    std::uint32_t number = 0;
    for (const auto& chunk : whole_.promises().chunks()) {
      for (const core::PromiseRow& p : chunk) count(PromiseId{++number}, p);
    }
  }

  void missing_starts() {
    const core::TriggerSet stops = stops_of(setting_.pack);
    for (const auto& chunk : whole_.matters().chunks()) {
      for (const core::MatterRow& m : chunk) {
        // Most matters have had few stop events; only the rules of those are asked.
        m.happened.common(stops).for_each([&](promises::Trigger stop) {
          for (const std::uint16_t index : setting_.pack.stopped_by(stop)) {
            const promises::Rule& rule = setting_.pack[index];
            if (rule.id && start_missing(rule, m)) ++cell(*line_of(rule.id), Cell::start_missing);
          }
        });
      }
    }
  }

  std::vector<BoardLine> take() { return std::move(lines_); }

 private:
  static std::uint64_t& cell(BoardLine& line, Cell c) { return line.cells[static_cast<std::size_t>(c)]; }

  BoardLine* line_of(RuleId rule) {
    const std::uint32_t place = rule.n < by_rule_.size() ? by_rule_[rule.n] : 0;
    return place == 0 ? nullptr : &lines_[place - 1];
  }

  void add_line(BoardLine line) {
    if (line.rule.n >= by_rule_.size()) by_rule_.resize(line.rule.n + std::size_t{1});
    lines_.push_back(std::move(line));
    by_rule_[lines_.back().rule.n] = static_cast<std::uint32_t>(lines_.size());
  }

  void count(PromiseId id, const core::PromiseRow& p) {
    const core::LimitRow& limit = whole_.limits()[p.limit - 1U];
    BoardLine& line = *line_of(limit.rule);
    const Cell c = cell_of(whole_, id, p, now_);
    ++cell(line, c);
    if (limit.confidence == promises::Confidence::D || limit.placeholder == promises::Placeholder::yes)
      ++line.unverified;
    if (c != Cell::kept && c != Cell::missed) return;
    const Instant ended = p.ended.instant();
    if (ended < before_from_ || ended >= after_today_) return;
    KeptShare& share = ended >= last_from_ ? line.last_28_days : line.before_28_days;
    ++share.ended;
    if (c == Cell::kept) ++share.kept;
  }

  const core::Whole& whole_;
  const core::Setting& setting_;
  Instant now_, last_from_, before_from_, after_today_;
  std::vector<BoardLine> lines_;
  std::vector<std::uint32_t> by_rule_;  // line number + 1 by rule number; 0 = none
};

}  // namespace

std::string_view word(Cell cell) {
  return words[static_cast<std::size_t>(cell)];
}

std::optional<Cell> cell_from_word(std::string_view text) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return static_cast<Cell>(i);
  }
  return std::nullopt;
}

Result<std::vector<BoardLine>> board(const core::State& state, const Viewer& viewer,
                                     const core::Setting& setting, Instant now) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return Error{"not-visible", "this viewer may not read the whole"};
  Counter counter(state, *whole, setting, now);
  counter.promises();
  counter.missing_starts();
  return counter.take();
}

}  // namespace vuoro::measures
