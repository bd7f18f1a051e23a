#include "core/decide.hpp"

#include "core/draft.hpp"

namespace vuoro::core {

Result<Decision, Refusal> decide(const State& state, const Setting& setting, const Command& command,
                                 const Actor& actor, Instant now) {
  if (now < earliest || now > latest) return Refusal{RefusalCode::bad_time};
  Draft draft(state, setting, actor, now);
  const Answer refused = std::visit([&](const auto& c) { return decide_on(draft, c); }, command);
  if (refused) return *refused;
  return std::move(draft.decision);
}

}  // namespace vuoro::core
