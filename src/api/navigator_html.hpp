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
  std::string about = {};  ///< The question, where there are several on the page.
};
using PageFaults = std::vector<PageFault>;

/// Answers as they were given, in the words of the version they were given to.
struct KeptThen {
  enum class Now : std::uint8_t { fits, again, no_longer };
  struct Said {
    std::string question;
    std::string answer;  ///< Empty: passed by.
    Now now = Now::fits;
  };
  std::string name;  ///< Of the navigator.
  std::string form;  ///< url|version
  std::string day;   ///< When they were kept, in words.
  std::vector<Said> answers;
  std::vector<std::string> results;  ///< What was said to them, by title.
};

/// The pages of the navigators in one language: texts in, HTML out, nothing kept. Valid as long as what it is
/// made from.
class NavigatorHtml {
 public:
  /// `trial`: the guide whose draft is tried; every page says so. Empty: what residents see.
  NavigatorHtml(const Navigators& navigators, const content::County& county, content::Language language,
                std::string_view trial = {})
      : navigators_(navigators), county_(county), language_(language), trial_(trial) {}

  /// All navigators, and the field for a code. `code` is what was typed.
  [[nodiscard]] std::string list(std::string_view code = {}, const PageFaults& faults = {}) const;
  [[nodiscard]] std::string start(const forms::Navigator& navigator, const Visit& visit) const;
  /// One question, with the answers so far. `note`: said above it.
  [[nodiscard]] std::string question(const forms::Navigator& navigator, const Visit& visit,
                                     const forms::Review& review, std::uint32_t node,
                                     const PageFaults& faults = {}, std::string_view note = {}) const;
  /// Several questions together: a page of the form, or a group that repeats, as often as it stands. `fresh`:
  /// the time of the group (by linkId) that was just added and has the focus.
  [[nodiscard]] std::string questions(const forms::Navigator& navigator, const Visit& visit,
                                      const forms::Review& review, forms::ItemId page,
                                      const PageFaults& faults = {}, std::string_view note = {},
                                      const std::optional<Written>& fresh = {}) const;
  /// An exit or the result. Precondition: the turn's state is one of these.
  [[nodiscard]] std::string end(const forms::Navigator& navigator, const Visit& visit,
                                const forms::Turn& turn, std::string_view note = {}) const;
  [[nodiscard]] std::string kept(const forms::Navigator& navigator, const Visit& visit, std::string_view code,
                                 std::string_view until) const;
  /// Kept answers to a navigator that has changed since: as they were, what becomes of each, and the way on.
  [[nodiscard]] std::string changed(const forms::Navigator& navigator, const Visit& visit,
                                    const KeptThen& then) const;
  /// Kept answers to a navigator that is there no more.
  [[nodiscard]] std::string gone(const KeptThen& then) const;
  /// What cannot be done, and why: texts refused.<what>.title and .text.
  [[nodiscard]] std::string refused(std::string_view what, const PageFaults& faults = {}) const;

  /// What the form says of an answer, in words: texts fault.<code>.
  [[nodiscard]] std::string fault_words(const forms::Form& form, const forms::Fault& fault) const;
  [[nodiscard]] std::string text(std::string_view key, content::TextArgs args = {}) const {
    return navigators_.frame->texts.text(language_, key, args);
  }
  /// The question at the node, with its group and which time it is.
  [[nodiscard]] std::string question_words(const forms::Form& form, const forms::Sheet& sheet,
                                           std::uint32_t node) const;
  /// The id of a question's first input, or of a group that repeats.
  static std::string field_of(std::string_view link_id, std::uint32_t nth = 1);

 private:
  enum class Languages : std::uint8_t { links, buttons };
  [[nodiscard]] std::string page(std::string_view title, std::string_view path, Languages languages,
                                 const Html& main, bool faulty = false) const;
  [[nodiscard]] Html languages(std::string_view path, Languages how) const;
  [[nodiscard]] std::string address(const forms::Navigator* navigator) const;
  void heading(Html& html, const forms::Navigator& navigator) const;
  void summary(Html& html, const PageFaults& faults) const;
  void emergency(Html& html) const;
  /// Hidden: everything but what is `shown`.
  void open_form(Html& html, const forms::Navigator& navigator, const Visit& visit,
                 forms::ItemId shown = forms::nothing) const;
  /// How a question stands on its page.
  struct Place {
    enum class Company : std::uint8_t { alone, others };
    Company company = Company::alone;
    std::uint32_t nth = 1;  ///< Of the group that repeats and holds it.
    bool focus = false;
  };
  void input(Html& html, const forms::Item& item, const Visit& visit, const PageFaults& faults,
             const Place& place) const;
  void choices(Html& html, const forms::Item& item, const std::vector<std::string>& written,
               std::string_view name, const Place& place) const;
  /// What leads on and back, and the answers so far but those `shown`.
  void after_questions(Html& html, const forms::Navigator& navigator, const forms::Review& review,
                       forms::ItemId shown) const;
  void more_about(Html& html, const forms::Item& item) const;
  void so_far(Html& html, const forms::Navigator& navigator, const forms::Review& review,
              forms::ItemId but) const;
  friend class PageWriter;
  void outcome(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void services(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void why(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void exit(Html& html, const forms::Navigator& navigator, const forms::Found& found) const;
  void contact(Html& html, const forms::Contact& contact) const;
  void code_field(Html& html, std::string_view code, const PageFaults& faults) const;
  void share(Html& html) const;
  void say_trial(Html& html) const;
  void as_then(Html& html, const KeptThen& then) const;

  [[nodiscard]] forms::Language form_language() const { return static_cast<forms::Language>(language_); }
  [[nodiscard]] std::string_view code() const { return promises::word(language_); }

  const Navigators& navigators_;
  const content::County& county_;
  content::Language language_;
  std::string trial_;
};

}  // namespace vuoro::api
