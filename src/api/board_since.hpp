#pragma once

#include "api/call.hpp"
#include "base/time.hpp"

namespace vuoro::api {

/// What a board counts from a day on: for leads, from the day of `from`, or ninety days ago when it is not
/// given. Sends the refusal, or runs `send` on a worker.
void count_since(const CallPtr& call, void (*send)(const CallPtr& call, const Viewer& viewer, Day from));

}  // namespace vuoro::api
