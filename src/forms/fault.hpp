#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vuoro::forms {

/// One thing wrong in a form, in answers or in a navigator. `code` is stable and machine-read (kebab-case);
/// `what` is English, for whoever edits the file or the log. Texts for people come from content/.
struct Fault {
  std::string code;
  std::string link_id;  ///< Of the item meant; empty: the whole.
  std::string path;     ///< Where in the file: "item[2].enableWhen[0]".
  std::string what;
};

/// All that is wrong, in the order in which it was found. Keeps the first 200 and counts the rest, so that a
/// hostile file cannot make a list larger than itself.
class Faults {
 public:
  static constexpr std::size_t most = 200;

  void add(Fault fault);
  void add(std::string_view code, std::string_view link_id, std::string_view path, std::string what) {
    add(Fault{std::string(code), std::string(link_id), std::string(path), std::move(what)});
  }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] const std::vector<Fault>& all() const { return all_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }
  [[nodiscard]] bool has(std::string_view code) const;
  /// "file: item 'age' (item[3]): reason", one a line.
  [[nodiscard]] std::string text(std::string_view file) const;

 private:
  std::vector<Fault> all_;
  std::size_t left_out_ = 0;
};

}  // namespace vuoro::forms
