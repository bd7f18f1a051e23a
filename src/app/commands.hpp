#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/open.hpp"

/// What `vuoro <command>` does, each in a file of its own; main.cpp only reads the command line. All return
/// the exit status.
namespace vuoro::app {

enum class Demo : std::uint8_t { no, yes };

struct ServeOptions {
  LedgerOptions ledger;
  ContentOptions content;
  std::filesystem::path web = "web/dist";
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  Demo demo = Demo::no;
  bool clock_can_move = false;  ///< For end-to-end tests: POST /api/v1/demo-clock sets the time.
};
int serve(const ServeOptions& options);

int check(const LedgerOptions& options);
int backup(const LedgerOptions& options, const std::filesystem::path& target);
int restore(const LedgerOptions& options, const std::filesystem::path& source);

struct ExplainOptions {
  ContentOptions content;
  std::string language = "fi";
  int age = -1;       ///< -1 = not known
  std::string birth;  ///< YYYY-MM-DD
  std::vector<std::string> domains;
  std::vector<std::string> facts;
  std::vector<std::string> events;  ///< trigger=YYYY-MM-DD[Thh:mm]
  bool all = false;
};
int explain(const ExplainOptions& options);

}  // namespace vuoro::app
