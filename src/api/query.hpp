#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "api/instants.hpp"
#include "base/ids.hpp"
#include "net/fields.hpp"
#include "net/request.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

/// Reads a request's query one parameter at a time and collects all faults. Unknown and repeated names have
/// been refused before. A reader called on a faulty parameter gives nothing: look at faults() before using
/// any.
class Query {
 public:
  explicit Query(const net::Request& request) : request_(request) {}

  std::optional<std::string_view> text(std::string_view name);
  /// A whole number from min to max.
  template <class N = std::uint32_t>
  std::optional<N> number(std::string_view name, std::type_identity_t<N> min, std::type_identity_t<N> max) {
    const auto n = whole(name, min, max);
    return n ? std::optional(static_cast<N>(*n)) : std::nullopt;
  }
  std::optional<Day> day(std::string_view name);
  StepId step();  ///< The number `step`, which must be there.
  template <class E>
  std::optional<E> choice(std::string_view name) {
    const auto asked = text(name);
    if (!asked) return std::nullopt;
    const auto known = promises::from_word<E>(*asked);
    if (!known) fault(name, "not-a-choice");
    return known;
  }
  void fault(std::string_view name, std::string_view reason,
             std::vector<std::pair<std::string, std::string>> args = {}) {
    faults_.push_back({std::string(name), std::string(reason), std::move(args)});
  }
  [[nodiscard]] const std::vector<net::FieldFault>& faults() const { return faults_; }

 private:
  std::optional<std::uint64_t> whole(std::string_view name, std::uint64_t min, std::uint64_t max);

  const net::Request& request_;
  std::vector<net::FieldFault> faults_;
};

}  // namespace vuoro::api
