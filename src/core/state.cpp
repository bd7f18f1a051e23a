#include "core/state.hpp"

namespace vuoro::core {

std::optional<std::uint16_t> State::term(TermKind kind, std::string_view text) const {
  const Terms& terms = tables_.of(kind);
  const auto found = terms.numbers.find(text);
  if (found == terms.numbers.end()) return std::nullopt;
  return found->second;
}

std::string_view State::term_text(TermKind kind, std::uint16_t number) const {
  const Terms& terms = tables_.of(kind);
  if (number < 1 || number > terms.texts.size()) return {};
  return terms.texts[number - 1U];
}

void State::stop_work() {
  tables_.worked_in = false;
  for (Queue& queue : tables_.queues) queue.clear();
  for (Queue& queue : tables_.offers) queue.clear();
  tables_.visits.clear();
  tables_.untold.clear();
}

}  // namespace vuoro::core
