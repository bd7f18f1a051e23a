#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "kill/wire.hpp"

namespace vuoro::kill {

/// Demo logins of the team that gets the contacts, and of one that it hands over to.
struct Accounts {
  std::string desk, other;
  std::string other_team;
};

/// A matter as its last full answer showed it.
struct Known {
  std::uint32_t id = 0;
  std::string code, secret, words;
  std::string sight;  ///< Everything that commands change, in one line. Empty: not seen yet.
  std::string version;
  bool taken = false, answered = false, assessed = false, offered = false, handed = false;
  bool touched = false;  ///< In this cycle.
};

/// Somebody with one connection, who asks for help and works at the desk, remembers every answer, and after a
/// kill holds the server to it. Nobody else touches this person's matters.
class Person {
 public:
  Person(int number, std::uint64_t seed) : number_(number), chance_(seed) {}

  /// Asks and acts until the server goes away.
  void work(std::uint16_t port, const Accounts& accounts, std::atomic<int>& answers);
  /// After a restart: what was answered is there, what was not is sent again and has one effect. @return The
  /// first fault; empty: none.
  std::string verify(std::uint16_t port, const Accounts& accounts, bool everything);
  /// A new ledger knows nothing of us.
  void forget();

  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }  ///< Commands, in this ledger.
  [[nodiscard]] std::uint64_t contacts() const { return matters_.size(); }
  [[nodiscard]] std::uint64_t retried() const { return retried_; }  ///< In all.
  [[nodiscard]] std::uint64_t retried_done() const {
    return retried_done_;
  }  ///< Whose effect was there already.
  [[nodiscard]] const std::vector<Known>& matters() const { return matters_; }

 private:
  struct Act {
    Question question;
    std::size_t matter = 0;  ///< Of matters_; of the contact to come when there is none yet.
    bool contact = false;
    bool of_other_team = false;
  };
  bool log_in(Wire& wire, const Accounts& accounts);
  Act contact();
  Act next();
  Act act(std::size_t matter, std::string action, std::string body, bool other = false);
  void learn(const Act& act, const Answer& answer);
  bool look(Wire& wire, Known& known, bool as_other);
  std::string check(Wire& wire, Known& known);
  std::string retry(Wire& wire);
  std::string retry_contact(Wire& wire, const Act& act);
  std::string retry_command(Wire& wire, const Act& act);
  [[nodiscard]] const std::string& cookie(bool other) const { return other ? other_cookie_ : desk_cookie_; }

  int number_;
  std::mt19937_64 chance_;
  std::uint64_t asked_ = 0, accepted_ = 0, retried_ = 0, retried_done_ = 0;
  std::string desk_cookie_, other_cookie_, other_team_;
  std::vector<Known> matters_;
  std::optional<Act> unanswered_;
};

}  // namespace vuoro::kill
