#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/board_cache.hpp"
#include "api/forecast_runs.hpp"
#include "api/forecast_shelf.hpp"
#include "api/guide_book.hpp"
#include "api/plan_came.hpp"
#include "api/plan_runs.hpp"
#include "api/plan_shelf.hpp"
#include "api/segment_form.hpp"
#include "api/table_book.hpp"
#include "api/workers.hpp"
#include "content/county.hpp"
#include "content/network.hpp"
#include "content/texts.hpp"
#include "live/driver.hpp"
#include "net/event_stream.hpp"
#include "net/reply.hpp"
#include "rights/exchanges.hpp"
#include "rights/sessions.hpp"
#include "rights/tries.hpp"

namespace vuoro::api {

class ChatRoom;
class Publisher;

/// Everything the routes work with. Made once at start; outlives the server. Thread-safe as its parts are.
struct House {
  live::Driver& driver;
  const content::County& county;
  const content::Texts& texts;          ///< content/texts/api
  const content::Texts& promise_texts;  ///< content/texts/promises
  const content::Texts& notice_texts;   ///< content/texts/notices
  rights::Sessions& sessions;
  rights::Tries& tries;
  Workers& workers;
  BoardCache& boards;
  ChatRoom& chat_room;
  Publisher& publisher;
  std::vector<rights::Account> accounts;  ///< Demo logins; empty outside demo mode.
  std::shared_ptr<net::EventHub> hub;
  const rights::Exchanges& exchanges;
  GuideBook& guides;
  TableBook& tables;
  ForecastShelf& forecasts;
  ForecastRuns& forecast_runs;
  PlanShelf& plans;
  PlanRuns& plan_runs;
  PlansPast& plans_past;
  const std::optional<SegmentForm>& segment_form;  ///< Nothing: the county has no segments.
  const std::optional<content::Network>& network;  ///< Nothing: the county told none.
  std::function<void(Instant)> set_clock;          ///< Only where a test may move the clock; otherwise empty.
};

}  // namespace vuoro::api
