#pragma once

#include <filesystem>
#include <string>

#include "content/content_error.hpp"
#include "planner/network_trial.hpp"

namespace vuoro::planner {

/// A plan of the network in a file (docs/network.md).
struct NetworkFile {
  std::string name;
  std::string source;
  NetworkTrial trial;
};
/// Every fault comes with file, line and reason.
Result<NetworkFile, content::ContentErrors> load_network_file(const std::filesystem::path& file,
                                                              const content::Network& network);

}  // namespace vuoro::planner
