#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/html.hpp"
#include "api/navigator_form.hpp"
#include "api/navigators.hpp"
#include "content/county.hpp"

namespace vuoro::api {

/// Something wrong with a field of a page, in the reader's words.
struct PageFault {
  std::string field;  ///< Id of the input it is about; empty: of none.
  std::string message;
};
using PageFaults = std::vector<PageFault>;

/// The pages of the navigators in one language: texts in, HTML out, nothing kept. Valid as long as what it is
/// made from.
class NavigatorHtml {
 public:
  NavigatorHtml(const Navigators& navigators, const content::County& county, content::Language language)
      : navigators_(navigators), county_(county), language_(language) {}

  /// All navigators, and the field for a code. `code` is what was typed.
  [[nodiscard]] std::string list(std::string_view code = {}, const PageFaults& faults = {}) const;
  [[nodiscard]] std::string start(const forms::Navigator& navigator, const Visit& visit) const;
  /// One question, with the answers so far. `note`: said above it.
  [[nodiscard]] std::string question(const forms::Navigator& navigator, const Visit& visit,
                                     const forms::Review& review, std::uint32_t node,
                                     const PageFaults& faults = {}, std::string_view note = {}) const;
  /// An exit or the result. Precondition: the turn's state is one of these.
  [[nodiscard]] std::string end(const forms::Navigator& navigator, const Visit& visit,
                                const forms::Turn& turn, std::string_view note = {}) const;
  [[nodiscard]] std::string kept(const forms::Navigator& navigator, const Visit& visit, std::string_view code,
                                 std::string_view until) const;
  /// What cannot be done, and why: texts refused.<what>.title and .text.
  [[nodiscard]] std::string refused(std::string_view what, const PageFaults& faults = {}) const;

  /// What the form says of an answer, in words: texts fault.<code>.
  [[nodiscard]] std::string fault_words(const forms::Form& form, const forms::Fault& fault) const;
  [[nodiscard]] std::string text(std::string_view key, content::TextArgs args = {}) const {
    return navigators_.texts.text(language_, key, args);
  }
  /// The id of a question's first input.
  static std::string field_of(std::string_view link_id);

 private:
  enum class Languages : std::uint8_t { links, buttons };
  [[nodiscard]] std::string page(std::string_view title, std::string_view path, Languages languages,
                                 const Html& main, bool faulty = false) const;
  [[nodiscard]] Html languages(std::string_view path, Languages how) const;
  [[nodiscard]] std::string address(const forms::Navigator* navigator) const;
  void heading(Html& html, const forms::Navigator& navigator) const;
  void summary(Html& html, const PageFaults& faults) const;
  void emergency(Html& html) const;
  void open_form(Html& html, const forms::Navigator& navigator, const Visit& visit,
                 std::string_view shown = {}) const;
  void input(Html& html, const forms::Item& item, const Visit& visit, const PageFaults& faults) const;
  void choices(Html& html, const forms::Item& item, const std::vector<std::string>& written,
               std::string_view name) const;
  void so_far(Html& html, const forms::Navigator& navigator, const forms::Review& review,
              std::uint32_t but) const;
  void outcome(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void services(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void why(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void exit(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void contact(Html& html, const forms::Contact& contact) const;
  void code_field(Html& html, std::string_view code, const PageFaults& faults) const;
  void share(Html& html) const;

  [[nodiscard]] forms::Language form_language() const { return static_cast<forms::Language>(language_); }
  [[nodiscard]] std::string_view code() const { return promises::word(language_); }

  const Navigators& navigators_;
  const content::County& county_;
  content::Language language_;
};

}  // namespace vuoro::api
