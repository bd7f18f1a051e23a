#include <algorithm>

#include "core/draft.hpp"

/// Messages and chats: who may write, how a chat begins and ends.
namespace vuoro::core {

namespace {

using promises::Trigger;

/// The open matter for those who talk about it: professionals of the team that holds it, and its resident
/// (that the matter is the asker's own is for the driver to know).
Held talked_about(const Draft& d, MatterId id) {
  if (d.actor.kind == ActorKind::staff) return held_open(d, id);
  if (!d.t.matters.has(id.n)) return {nullptr, Refusal{RefusalCode::unknown_matter, id.n}};
  const MatterRow& m = d.t.matters[id.n];
  if (m.status == MatterStatus::closed) return {nullptr, Refusal{RefusalCode::matter_closed, id.n}};
  if (d.now < m.opened.instant()) return {nullptr, Refusal{RefusalCode::bad_time, id.n}};
  return {&m, std::nullopt};
}

/// The instant of the resident's last word in the chat, or its beginning.
Instant last_word(const Draft& d, MatterId id) {
  const Moment opened = d.t.chats.find(id.n)->second.opened;
  return std::max(opened, d.t.threads.find(id.n)->second.from_resident).instant();
}

/// Somebody can be called at the number that was given.
bool can_be_called(ReachBy reach) {
  return reach == ReachBy::phone || reach == ReachBy::sms;
}

/// The resident is gone: the matter waits in the queue again, with a call-back when there is a number.
Answer abandon(Draft& d, MatterId id, const MatterRow& m) {
  if (d.now - last_word(d, id) < d.setting.chats.abandoned_after)
    return Refusal{RefusalCode::not_silent, id.n};
  d.emit(ChatEnded{id, ChatEnd::abandoned});
  if (m.staff) d.emit(MatterReleased{id});
  const bool asked = m.happened.has(Trigger::callback_asked) && !m.happened.has(Trigger::callback_reached);
  if (can_be_called(m.reach) && !asked) {
    d.emit(FactRecorded{id, Trigger::callback_asked});
    d.start_promises(Trigger::callback_asked, d.situation_of(id, m), d.now);
  }
  return {};
}

}  // namespace

Answer chats_full(const Draft& d, MatterId id) {
  if (!d.actor.staff || !chat_live(d, id)) return {};
  const auto held = std::count_if(d.t.live_chats.begin(), d.t.live_chats.end(),
                                  [&](MatterId live) { return d.t.matters[live.n].staff == d.actor.staff; });
  if (held < d.setting.chats.most_per_staff) return {};
  return Refusal{RefusalCode::chats_full, id.n};
}

Answer decide_on(Draft& d, const WriteMessage& c) {
  if (d.actor.kind != ActorKind::staff && d.actor.kind != ActorKind::resident)
    return Refusal{RefusalCode::staff_only, c.matter.n};
  const Held held = talked_about(d, c.matter);
  if (held.refusal) return held.refusal;
  const MatterRow& m = *held.row;
  const bool by_staff = d.actor.kind == ActorKind::staff;
  if (by_staff && chat_live(d, c.matter) && m.staff != d.actor.staff) {
    if (!m.staff) return Refusal{RefusalCode::not_taken, c.matter.n};
    return Refusal{RefusalCode::already_taken, m.staff.n};
  }
  d.emit(MessageWritten{c.matter, by_staff ? Side::staff : Side::resident, c.words, c.mark});
  if (by_staff && !m.answered) answer_contact(d, c.matter, m);
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const OpenChat& c) {
  if (d.actor.kind != ActorKind::resident) return Refusal{RefusalCode::resident_only, c.matter.n};
  const Held held = talked_about(d, c.matter);
  if (held.refusal) return held.refusal;
  if (chat_live(d, c.matter)) return Refusal{RefusalCode::chat_live, c.matter.n};
  d.emit(ChatOpened{c.matter});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const EndChat& c) {
  const Held held = talked_about(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!chat_live(d, c.matter)) return Refusal{RefusalCode::chat_not_live, c.matter.n};
  const bool by_system = d.actor.kind == ActorKind::system;
  const bool by_staff = d.actor.kind == ActorKind::staff;
  d.decision.subject = c.matter.n;
  if (c.how == ChatEnd::abandoned && by_system) return abandon(d, c.matter, *held.row);
  if (c.how == ChatEnd::agreed && (by_staff || d.actor.kind == ActorKind::resident)) {
    const Side mine = by_staff ? Side::staff : Side::resident;
    const Side proposed = d.t.chats.find(c.matter.n)->second.end_proposed;
    if (proposed == mine) return Refusal{RefusalCode::end_proposed, c.matter.n};
    if (proposed == Side::none) {
      d.emit(ChatEndProposed{c.matter, mine});
    } else {
      d.emit(ChatEnded{c.matter, ChatEnd::agreed});
    }
    return {};
  }
  if (!by_staff || c.how <= ChatEnd::abandoned) return Refusal{RefusalCode::no_reason, c.matter.n};
  d.emit(ChatEnded{c.matter, c.how});
  return {};
}

Answer decide_on(Draft& d, const GiveDetails& c) {
  const Held held = talked_about(d, c.matter);
  if (held.refusal) return held.refusal;
  d.emit(DetailsGiven{c.matter, c.reach});
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
