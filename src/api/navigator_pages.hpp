#pragma once

#include <memory>
#include <optional>
#include <string>

#include "api/house.hpp"
#include "api/navigator_form.hpp"
#include "net/reply.hpp"
#include "net/request.hpp"

namespace vuoro::api {

/// The navigators' pages, /fi/navigators/ and /fi/navigators/<code>/ in three languages: HTML that works
/// without script. Answers come and go in the body of every request; nothing is kept unless a code is asked
/// for, no cookie is set, and no answer is ever part of an address. Thread-safe.
class NavigatorPages {
 public:
  explicit NavigatorPages(House& house) : house_(house) {}

  /// True when the path is that of the list or of a navigator that there is (then the reply is taken).
  [[nodiscard]] bool owns(const net::Request& request) const;
  void handle(net::Request request, net::Reply reply);

 private:
  House& house_;
};

}  // namespace vuoro::api
