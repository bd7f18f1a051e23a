#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vuoro::load {

/// A matter that one simulated professional takes and puts back.
struct Desk {
  std::string cookie;
  std::uint32_t matter = 0;
  std::uint32_t version = 0;
  bool taken = false;
  bool busy = false;  ///< A command is on its way.
};

/// What is asked for again and again, found out once before the load begins.
struct House {
  std::uint16_t port = 0;
  std::vector<std::string> staff;      ///< Cookies, one for each demo account of a professional.
  std::vector<std::string> residents;  ///< Cookies, one for each resident's matter.
  std::vector<Desk> desks;
  struct Page {
    std::string path;
    std::string cookie;
  };
  std::vector<Page> pages;  ///< Reads in the proportion they are asked for.
  std::vector<std::string> areas;
};

/// Signs everybody in and looks around. Throws std::runtime_error when the server answers otherwise than it
/// should.
House look_around(std::uint16_t port, std::size_t residents);

}  // namespace vuoro::load
