#pragma once

#include <string>
#include <string_view>

#include "api/call.hpp"
#include "core/commands.hpp"
#include "net/fields.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

/// Reads a command from a body's fields: words of the vocabularies, terms, instants. What is wrong is a fault
/// of the field, and the value then means nothing: look at Fields::finish() before using any.
class Input {
 public:
  Input(Call& call, net::Fields& fields, MatterId about = {}) : in(fields), matter(about), call_(call) {}

  net::Fields& in;
  const MatterId matter;  ///< From the path; none where the command is about no matter.

  template <class E>
  E choice(std::string_view name) {
    const std::string text = in.text(name, 1, 60);
    const auto known = promises::from_word<E>(text);
    if (!known && !text.empty()) in.fault(name, "not-a-choice");
    return known.value_or(E{});
  }

  template <class E, class Rep>
  promises::EnumSet<E, Rep> choices(std::string_view name, std::size_t min) {
    promises::EnumSet<E, Rep> set;
    std::size_t place = 0;
    for (const std::string& text : in.texts(name, min, 64, 60)) {
      if (const auto known = promises::from_word<E>(text)) {
        set.insert(*known);
      } else if (!text.empty()) {
        in.fault(std::string(name) + '.' + std::to_string(place), "not-a-choice");
      }
      ++place;
    }
    return set;
  }

  std::uint16_t term(std::string_view name, core::TermKind kind);
  core::SlotList slots();
  core::SessionSlots session_slots();
  StepId step();
  /// The wishes of somebody on the waiting list for an earlier time.
  core::AskEarlier earlier(StepId step);
  /// The number of a course of the county's; 0 and a fault when there is none of the code.
  std::uint16_t course();
  ConsultationId consultation();
  /// A matter by its code, as people give it.
  MatterId other_matter(std::string_view name);
  /// Words that become a document with the command: words().
  void read_words(std::string_view name);
  [[nodiscard]] const std::string& words() const { return words_; }
  /// Keeps a text that is to become the document instead.
  void keep(std::string document) { words_ = std::move(document); }
  [[nodiscard]] const House& house() const { return call_.house; }
  /// "2026-11-25T09:20:00Z": an instant with its zone given as Z.
  Instant instant(std::string_view name);
  Day day(std::string_view name);

 private:
  Call& call_;
  std::string words_;
};

}  // namespace vuoro::api
