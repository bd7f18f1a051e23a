#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/program.hpp"

/// What names mean while expressions are compiled.
namespace vuoro::rules {

/// Names that have spaces or joining characters in them, found by the longest match.
class NameBook {
 public:
  /// Plain one-word names need no book and are left out.
  void add(std::string_view name);
  /// How many bytes of `text` from `at` the longest name covers (white space may differ); 0 when none.
  /// `name` gets it as it is written here.
  [[nodiscard]] std::size_t longest(std::string_view text, std::size_t at, std::string& name) const;

 private:
  std::unordered_map<char, std::vector<std::string>> by_first_;
};

/// Bytes of `text` from `at` that spell `name`, up to a word's end; 0 when it is not there.
std::size_t spelled(std::string_view text, std::size_t at, std::string_view name);

struct Symbol {
  enum class Kind : std::uint8_t { local, element, filtered };
  Kind kind = Kind::local;
  std::string name;
  std::uint32_t id = 0;     ///< Slot or element.
  std::uint32_t frame = 0;  ///< Which frame the slot is in.
};

/// The names in force, innermost last, and the frames of the functions being compiled.
class Scope {
 public:
  struct Capture {
    std::uint32_t outer;
    std::uint32_t inner;
  };
  struct Frame {
    std::uint32_t slots = 0;
    std::vector<Capture> captures;
  };
  /// Names declared since the mark are forgotten when it goes.
  class Mark {
   public:
    explicit Mark(Scope& scope) : scope_(scope), size_(scope.symbols_.size()) {}
    ~Mark() { scope_.symbols_.resize(size_); }
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;

   private:
    Scope& scope_;
    std::size_t size_;
  };

  Scope() : frames_(1) {}
  std::uint32_t slot();  ///< A new slot of the innermost frame.
  std::uint32_t declare(std::string name);
  void declare_at(std::string name, std::uint32_t slot);
  void declare_element(std::string name, std::uint32_t element);
  /// A slot called so whose members are in scope by their own names, before the slot's.
  std::uint32_t filtered(std::string name);
  void open_frame() { frames_.emplace_back(); }
  Frame close_frame();
  [[nodiscard]] std::uint32_t frame_size() const { return frames_.back().slots; }

  /// Node for the name: local, element or member_or; none when nothing is called so.
  NodeId resolve(Code& code, std::string_view name);
  [[nodiscard]] const std::vector<Symbol>& symbols() const { return symbols_; }
  [[nodiscard]] bool filtering() const;

 private:
  std::uint32_t reach(const Symbol& symbol);

  std::vector<Symbol> symbols_;
  std::vector<Frame> frames_;
};

}  // namespace vuoro::rules
