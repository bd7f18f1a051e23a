#include <algorithm>

#include "api/navigator_html.hpp"
#include "promises/words.hpp"

// Several questions on one page: a page of the form, and groups that can be answered several times.
namespace vuoro::api {

namespace {

using forms::Item;
using forms::ItemType;

constexpr std::string_view none;  // an attribute that is left out

}  // namespace

/// Writes the nodes of a page in their order, opening and closing groups as it comes to them.
class PageWriter {
 public:
  PageWriter(const NavigatorHtml& texts, const forms::Navigator& navigator, const Visit& visit,
             const forms::Review& review, const PageFaults& faults, const std::optional<Written>& fresh,
             Html& html)
      : texts_(texts),
        form_(navigator.form()),
        visit_(visit),
        review_(review),
        faults_(faults),
        fresh_(fresh),
        html_(html) {}

  void run(forms::ItemId page) {
    const bool repeats = form_.item(page).repeats;
    for (const std::uint32_t root : review_.sheet().of(page)) {
      for (const std::uint32_t node : review_.page(root)) {
        close_before(node);
        if (node != root || repeats) write(node, page);
      }
    }
    close_before(forms::nothing);
  }

 private:
  struct Open {
    std::uint32_t end;    ///< One past its last node.
    std::uint32_t group;  ///< Node of the group that repeats.
    bool last;            ///< The last time that it stands: the button for one more comes after it.
  };

  [[nodiscard]] std::string_view words_of(const Item& item) const { return item.wording.in(texts_.code()); }
  [[nodiscard]] const std::vector<forms::Node>& nodes() const { return review_.sheet().nodes(); }

  /// Nodes of the same group with the same one above.
  [[nodiscard]] std::vector<std::uint32_t> times_of(std::uint32_t group) const {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t one : review_.sheet().of(nodes()[group].item)) {
      if (nodes()[one].parent == nodes()[group].parent) out.push_back(one);
    }
    return out;
  }
  [[nodiscard]] std::string legend(std::uint32_t group, std::size_t nth) const {
    return texts_.text("repeat.legend", {{"name", std::string(words_of(form_.item(nodes()[group].item)))},
                                         {"number", std::to_string(nth)}});
  }

  void write(std::uint32_t node, forms::ItemId page) {
    const Item& item = form_.item(nodes()[node].item);
    if (item.type == ItemType::group && item.repeats) return group(node, page);
    if (item.type == ItemType::group) {
      html_.element("h2", words_of(item));
    } else if (item.type == ItemType::display) {
      html_.element("p", words_of(item));
    } else {
      const auto standing = forms::standing_of(form_, review_.sheet(), node);
      NavigatorHtml::Place place{NavigatorHtml::Place::Company::others, standing ? standing->nth : 1, false};
      if (standing && fresh_ && !focused_ && fresh_->nth == place.nth &&
          fresh_->link_id == form_.item(standing->group).link_id)
        place.focus = focused_ = true;
      texts_.input(html_, item, visit_, faults_, place);
      texts_.more_about(html_, item);
    }
  }

  void group(std::uint32_t node, forms::ItemId page) {
    const Item& item = form_.item(nodes()[node].item);
    const auto times = times_of(node);
    const auto at = static_cast<std::size_t>(std::ranges::find(times, node) - times.begin());
    if (at == 0) {
      const std::string field = NavigatorHtml::field_of(item.link_id);
      const auto wrong = std::ranges::find(faults_, field, &PageFault::field);
      html_.open("section", {{"id", field}, {"tabindex", "-1"}, {"class", "repeats"}});
      // Each time says its name itself; where there is none, nothing else would.
      if (nodes()[node].item != page && nodes()[node].none) html_.element("h2", words_of(item));
      if (wrong != faults_.end())
        html_.open("p", {{"class", "error"}})
            .element("span", texts_.text("error.prefix") + ' ', {{"class", "sr"}})
            .words(wrong->message)
            .close();
    }
    const bool last = at + 1 == times.size();
    if (nodes()[node].none) {
      html_.element("p", texts_.text("repeat.none-yet"));
      return after_last(node, 0);
    }
    html_.open("fieldset", {{"class", "field repeat"}}).element("legend", legend(node, at + 1));
    open_.push_back({nodes()[node].end, node, last});
  }

  void close_before(std::uint32_t node) {
    while (!open_.empty() && node >= open_.back().end) {
      const Open one = open_.back();
      open_.pop_back();
      const auto times = times_of(one.group);
      const auto nth = static_cast<std::size_t>(std::ranges::find(times, one.group) - times.begin()) + 1;
      const Item& item = form_.item(nodes()[one.group].item);
      if (times.size() > item.fewest)
        html_.open("p")
            .open("button", {{"class", "q"},
                             {"name", "do"},
                             {"value", "remove." + std::to_string(nth) + '.' + item.link_id}})
            .words(texts_.text("repeat.remove"))
            .element("span", ": " + legend(one.group, nth), {{"class", "sr"}})
            .close()
            .close();
      html_.close();
      if (one.last) after_last(one.group, times.size());
    }
  }

  void after_last(std::uint32_t node, std::size_t times) {
    const Item& item = form_.item(nodes()[node].item);
    if (times < std::min(item.most_answers, most_times))
      html_.open("p")
          .open("button", {{"class", "q"},
                           {"name", "do"},
                           {"value", "add." + item.link_id},
                           {"autofocus", fresh_ && fresh_->nth == 0 ? std::string_view("") : none}})
          .words(texts_.text(times == 0 ? "repeat.first" : "repeat.add"))
          .element("span", ": " + std::string(words_of(item)), {{"class", "sr"}})
          .close()
          .close();
    html_.close();
  }

  const NavigatorHtml& texts_;
  const forms::Form& form_;
  const Visit& visit_;
  const forms::Review& review_;
  const PageFaults& faults_;
  const std::optional<Written>& fresh_;
  Html& html_;
  std::vector<Open> open_;
  bool focused_ = false;
};

std::string NavigatorHtml::questions(const forms::Navigator& navigator, const Visit& visit,
                                     const forms::Review& review, forms::ItemId shown,
                                     const PageFaults& faults, std::string_view note,
                                     const std::optional<Written>& fresh) const {
  const Item& item = navigator.form().item(shown);
  Html html;
  html.open("div", {{"class", "guide-page"}});
  heading(html, navigator);
  if (!note.empty()) html.element("p", note, {{"class", "note"}, {"role", "status"}});
  summary(html, faults);
  html.element("h1", item.wording.in(code()));
  open_form(html, navigator, visit, shown);
  PageWriter(*this, navigator, visit, review, faults, fresh, html).run(shown);
  after_questions(html, navigator, review, shown);
  html.close();
  return page(item.wording.in(code()), address(&navigator), Languages::buttons, html, !faults.empty());
}

}  // namespace vuoro::api
