#include "api/chat_figures.hpp"

#include <algorithm>
#include <vector>

#include "core/view.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

constexpr std::size_t looked_at = 40;
constexpr std::size_t enough = 5;
constexpr std::chrono::hours recent{7 * 24};

bool changes_figures(const core::Event& event) {
  return std::holds_alternative<core::ChatOpened>(event) || std::holds_alternative<core::ChatEnded>(event) ||
         std::holds_alternative<core::ContactAnswered>(event);
}

}  // namespace

void count_chats(const live::Driver& driver, ChatRoom& room) {
  ChatRoom::Figures figures;
  std::vector<std::chrono::seconds> waits;
  const Instant now = driver.now();
  {
    const auto reading = driver.read();
    const Viewer viewer = rights::Gate::operations();
    const core::View view(reading.state(), viewer);
    for (const MatterId id : view.live_chats()) {
      if (!view.matter(id)->row->answered) ++figures.waiting;
    }
    for (const MatterId id : view.recent_chats(looked_at)) {
      const auto sight = view.matter(id);
      const core::Moment opened = view.conversation(id).chat->opened;
      if (sight->row->answered < opened || now - opened.instant() > recent) continue;
      waits.push_back(sight->row->answered.instant() - opened.instant());
    }
  }
  if (waits.size() >= enough) {
    const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
    std::nth_element(waits.begin(), middle, waits.end());
    figures.usual_wait = std::chrono::ceil<std::chrono::minutes>(*middle);
  }
  room.set(figures);
}

void count_chats(const live::Driver& driver, ChatRoom& room, std::span<const live::Told> told) {
  if (std::ranges::any_of(told, [](const live::Told& t) { return changes_figures(t.event); }))
    count_chats(driver, room);
}

}  // namespace vuoro::api
