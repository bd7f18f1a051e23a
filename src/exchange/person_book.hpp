#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

#include "exchange/appointment_row.hpp"
#include "exchange/once_key.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// Finds the person behind a source's id, in this run and in later ones: each is registered once under a key
/// of its own, so that the ledger itself remembers who is who. Only a hash of the id is kept.
/// `meet` runs on the importing thread, `number_of` on the writer's. Lives until every submission is done.
class PersonBook {
 public:
  /// One person. `number` belongs to the writer's thread; 0 = not known yet.
  struct Entry {
    Digest key{};
    std::uint32_t number = 0;
  };

  PersonBook(live::Driver& driver, std::string source) : driver_(driver), source_(std::move(source)) {}

  /// The person's entry; at first sight submits their registration. None for rows that name nobody.
  Entry* meet(const Appointment& row);
  /// The ledger's number of a person met before, 0 when their registration failed.
  PersonId number_of(Entry& entry);

  [[nodiscard]] std::uint64_t added() const { return added_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }

 private:
  struct First8 {
    std::size_t operator()(const Digest& d) const noexcept;
  };
  live::Driver& driver_;
  std::string source_;
  std::unordered_map<Digest, Entry, First8> entries_;
  std::uint64_t added_ = 0;
  std::uint64_t events_ = 0;
};

}  // namespace vuoro::exchange
