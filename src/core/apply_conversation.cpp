#include "core/applier.hpp"

/// Messages and chats about a matter.
namespace vuoro::core {

ChatRow* Applier::live_chat(MatterId id) {
  const auto found = t_.chats.find(id.n);
  return found != t_.chats.end() && found->second.live() ? &found->second : nullptr;
}

bool Applier::talked(MatterId id) {
  t_.matters[id.n].last_seq = static_cast<std::uint32_t>(t_.seq + 1);
  return true;
}

bool Applier::on(const MessageWritten& e) {
  if (!open(e.matter) || e.side == Side::none) return false;
  ThreadRow& thread = t_.threads[e.matter.n];
  thread.last_seq = static_cast<std::uint32_t>(t_.seq + 1);
  ++thread.messages;
  if (e.side == Side::staff) {
    thread.from_staff = at_;
    thread.waits = {};
  } else {
    thread.from_resident = at_;
    if (!thread.waits) thread.waits = at_;
  }
  // Who goes on talking has not agreed to the end.
  if (ChatRow* chat = live_chat(e.matter)) chat->end_proposed = Side::none;
  return true;
}

bool Applier::on(const ChatOpened& e) {
  if (!open(e.matter) || live_chat(e.matter) != nullptr) return false;
  t_.chats[e.matter.n] = {at_, {}, Side::none, ChatEnd::none};
  t_.live_chats.insert(e.matter);
  ThreadRow& thread = t_.threads[e.matter.n];
  if (!thread.waits) thread.waits = at_;
  return talked(e.matter);
}

bool Applier::on(const ChatEndProposed& e) {
  ChatRow* chat = live_chat(e.matter);
  if (chat == nullptr || e.by == Side::none) return false;
  chat->end_proposed = e.by;
  return talked(e.matter);
}

bool Applier::on(const ChatEnded& e) {
  ChatRow* chat = live_chat(e.matter);
  if (chat == nullptr || e.how == ChatEnd::none) return false;
  chat->end_proposed = Side::none;
  chat->ended = at_;
  chat->how = e.how;
  t_.live_chats.erase(e.matter);
  return talked(e.matter);
}

bool Applier::on(const DetailsGiven& e) {
  if (!open(e.matter)) return false;
  t_.matters[e.matter.n].reach = e.reach;
  return talked(e.matter);
}

}  // namespace vuoro::core
