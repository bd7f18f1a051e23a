#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "api/house.hpp"
#include "net/reply.hpp"
#include "net/request.hpp"

namespace vuoro::api {

/// Who may use a route. Every route says so; one that did not would not compile.
enum class Access : std::uint8_t { anyone, resident, staff };

/// The door of /api/v1: finds the route, the language and the session, refuses what may not pass, and hands
/// on. Thread-safe.
class Api {
 public:
  explicit Api(House& house) : house_(house) {}

  /// True when the path is the api's to answer (then the reply is taken).
  [[nodiscard]] static bool owns(const net::Request& request);
  void handle(net::Request request, net::Reply reply);

  /// "GET /api/v1/areas" …, each action of a matter as a route of its own; for the test that holds the
  /// OpenAPI file to the routes.
  static std::vector<std::string> routes();

 private:
  House& house_;
};

}  // namespace vuoro::api
