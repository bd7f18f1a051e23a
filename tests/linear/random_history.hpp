#pragma once

#include <random>

#include "linear/slot.hpp"

namespace vuoro::linear {

/// What the slot does wrong, once.
enum class Defect : std::uint8_t {
  none,
  extra_ok,   ///< Says ok to one whom it should have refused, and gives a place over the number.
  lost_ok,    ///< Says ok and forgets it.
  stale_read  ///< Shows what was before the last change.
};

struct RandomPlan {
  std::uint64_t seed = 1;
  std::uint32_t capacity = 1;
  std::size_t clients = 8;
  std::size_t calls = 60;
  unsigned lost_answers = 2;  ///< Percent.
  Defect defect = Defect::none;
};

struct RandomHistory {
  std::vector<SlotCall> calls;
  bool bitten = false;  ///< The defect came about.
};

/// Clients that call at once; each call happens at one instant between its invocation and its return.
class RandomSlot {
 public:
  explicit RandomSlot(const RandomPlan& plan)
      : plan_(plan),
        chance_(plan.seed),
        state_{plan.capacity, false, {}},
        before_(state_),
        clients_(plan.clients) {}

  RandomHistory run() {
    while (history_.calls.size() < plan_.calls || busy_ != 0) {
      const std::size_t who = chance_() % clients_.size();
      Client& client = clients_[who];
      ++tick_;
      if (client.phase == Phase::idle) {
        if (history_.calls.size() < plan_.calls) invoke(client, static_cast<std::uint32_t>(who) + 1);
      } else if (client.phase == Phase::invoked) {
        happen(history_.calls[client.call]);
        client.phase = Phase::happened;
      } else {
        --busy_;
        history_.calls[client.call].returned = tick_;
        client.phase = Phase::idle;
      }
      lose(client);
    }
    return std::move(history_);
  }

 private:
  enum class Phase : std::uint8_t { idle, invoked, happened };
  struct Client {
    Phase phase = Phase::idle;
    std::size_t call = 0;
  };

  void invoke(Client& client, std::uint32_t step) {
    constexpr SlotAct acts[] = {SlotAct::take, SlotAct::take, SlotAct::take, SlotAct::leave, SlotAct::leave,
                                SlotAct::drop, SlotAct::look, SlotAct::see,  SlotAct::read,  SlotAct::read};
    SlotCall call;
    call.invoked = tick_;
    call.operation.act = chance_() % 100 == 0 ? SlotAct::block : acts[chance_() % std::size(acts)];
    call.operation.step = step;
    history_.calls.push_back(call);
    client = {Phase::invoked, history_.calls.size() - 1};
    ++busy_;
  }

  /// The answer is lost, of a call that has happened or never will.
  void lose(Client& client) {
    if (client.phase == Phase::idle || chance_() % 200 >= plan_.lost_answers) return;
    SlotCall& call = history_.calls[client.call];
    call.unknown = true;
    call.returned = chance_() % 2 == 0 ? never : ++tick_;
    --busy_;
    client.phase = Phase::idle;
  }

  void happen(SlotCall& call) {
    SlotModel::Operation& o = call.operation;
    const bool bites =
        !history_.bitten && plan_.defect != Defect::none && history_.calls.size() > plan_.calls / 3;
    if (o.act == SlotAct::see && !SlotModel::after(state_, o)) o.act = SlotAct::read;
    o.all = state_.steps;
    o.blocked = state_.blocked;
    if (bites && plan_.defect == Defect::stale_read && o.act == SlotAct::read &&
        before_.steps != state_.steps) {
      o.all = before_.steps;
      o.blocked = before_.blocked;
      history_.bitten = true;
      return;
    }
    for (const SlotSaid said : {SlotSaid::ok, SlotSaid::full, SlotSaid::blocked, SlotSaid::not_there}) {
      o.said = said;
      auto next = SlotModel::after(state_, o);
      if (!next) continue;
      if (bites) do_wrong(o, *next);
      if (*next != state_) before_ = std::exchange(state_, std::move(*next));
      return;
    }
  }

  void do_wrong(SlotModel::Operation& o, SlotModel::State& next) {
    if (o.act != SlotAct::take) return;
    if (plan_.defect == Defect::extra_ok && o.said == SlotSaid::full) {
      o.said = SlotSaid::ok;
      next.steps.insert(std::lower_bound(next.steps.begin(), next.steps.end(), o.step), o.step);
      history_.bitten = true;
    } else if (plan_.defect == Defect::lost_ok && o.said == SlotSaid::ok && next != state_) {
      next = state_;
      history_.bitten = true;
    }
  }

  RandomPlan plan_;
  std::mt19937_64 chance_;
  SlotModel::State state_, before_;
  std::vector<Client> clients_;
  RandomHistory history_;
  std::size_t busy_ = 0;
  Tick tick_ = 0;
};

}  // namespace vuoro::linear
