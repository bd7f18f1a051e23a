#pragma once

#include <string>
#include <vector>

#include "ledger/kill_pattern.hpp"
#include "ledger/ledger_for_tests.hpp"

namespace vuoro::ledger {

/// What is wrong with the ledger after a crash, in words; empty when nothing is. `first` is the first event
/// of a batch.
inline std::string faults_after(const Place& place, Seq acknowledged) {
  auto ledger = must(open_ledger(place, Mode::write));
  std::vector<std::string> bodies;
  must(ledger->replay(1, [&](Seq, std::span<const std::byte> body) -> Status {
    bodies.push_back(text_of(body));
    return Unit{};
  }));
  if (bodies.size() < acknowledged) {
    return "acknowledged event " + std::to_string(acknowledged) + " is missing, there are " +
           std::to_string(bodies.size());
  }
  Seq first = 1;
  while (first <= bodies.size()) {
    const Seq count = batch_size(first);
    if (first + count - 1 > bodies.size()) {
      return "half a batch at " + std::to_string(first);
    }
    for (Seq seq = first; seq < first + count; ++seq) {
      if (bodies[seq - 1] != body_of(first, seq)) {
        return "event " + std::to_string(seq) + " is another one";
      }
    }
    const auto request = must(ledger->find_request(request_key(first)));
    if (!request || request->first_seq != first || request->events != count) {
      return "request " + std::to_string(first) + " is missing";
    }
    if (must(ledger->document(care(), DocumentId{first})) != "document " + std::to_string(first)) {
      return "document " + std::to_string(first) + " is missing";
    }
    first += count;
  }
  if (must(ledger->find_request(request_key(first)))) {
    return "a request without its events";
  }
  return "";
}

}  // namespace vuoro::ledger
