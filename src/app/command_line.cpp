#include "app/command_line.hpp"

#include <unistd.h>

#include <charconv>

namespace vuoro::app {

std::string cannot_be_written(const std::string& file) {
  std::error_code fault;
  if (std::filesystem::is_directory(file, fault)) return "this is a directory, give a file: " + file;
  const auto folder = std::filesystem::absolute(file, fault).parent_path();
  if (!std::filesystem::is_directory(folder, fault)) return "there is no such directory: " + folder.string();
  if (access(folder.c_str(), W_OK) != 0)
    return "nothing can be written to this directory: " + folder.string();
  return {};
}

std::string not_between(const std::string& text, double least, double most) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, value);
  if (fault == std::errc{} && at == end && value >= least && value <= most) return {};
  return fmt::format("give a number from {:g} to {:g}, not {}", least, most, text);
}

}  // namespace vuoro::app
