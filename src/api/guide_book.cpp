#include "api/guide_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "api/file_version.hpp"
#include "core/county_tables.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

using core::TermKind;

/// What the ledger does not have a term for yet; whoever comes to such an end would not be counted.
Status define_terms(live::Driver& driver, const std::vector<forms::Navigator>& navigators) {
  std::vector<std::string> wanted;
  for (const forms::Navigator& one : navigators) {
    for (std::string& term : terms_of(one)) {
      if (term.size() > core::ShortText::capacity)
        return Error{"content-refused", fmt::format("'{}' is longer than the ledger's terms may be", term),
                     "navigators"};
      wanted.push_back(std::move(term));
    }
  }
  {
    const auto reading = driver.read();
    std::erase_if(wanted, [&](const std::string& term) {
      return reading.state().term(TermKind::navigator, term).has_value();
    });
  }
  if (wanted.empty()) return Unit{};
  const live::Outcome outcome =
      driver.submit_and_wait(std::nullopt, [&](live::Transaction& tx) -> std::optional<core::Refusal> {
        for (const std::string& term : wanted) {
          if (tx.state().term(TermKind::navigator, term)) continue;
          const auto defined =
              tx.decide(core::DefineTerm{TermKind::navigator, core::ShortText::of(term)}, {});
          if (!defined) return defined.error();
        }
        return std::nullopt;
      });
  if (outcome.fate == live::Fate::refused)
    return Error{"content-refused", "the ledger takes no more terms of navigators", "navigators"};
  if (outcome.fate == live::Fate::failed) return outcome.error;
  return Unit{};
}

/// A guide with its versions as State has them, the newest first.
struct Kept {
  GuideStanding standing;
  std::vector<std::pair<std::uint16_t, DocumentId>> versions;
};

/// Of the guides that there are folders of: one that was taken away is shown no more.
std::vector<Kept> kept_guides(const live::Driver& driver, const std::vector<std::string>& codes) {
  std::vector<Kept> out;
  const auto reading = driver.read();
  const auto tables = core::county_tables(reading.state(), rights::Gate::operations());
  for (const core::CountyTable& one : *tables) {
    const std::string_view term = reading.state().term_text(TermKind::table, one.table.n);
    if (!is_guide_term(term) || one.row.published == 0) continue;
    Kept kept;
    kept.standing.id = one.table;
    kept.standing.code = term.substr(guide_prefix.size());
    if (std::ranges::find(codes, kept.standing.code) == codes.end()) continue;
    kept.standing.published = one.row.published;
    for (auto version = one.versions.rbegin(); version != one.versions.rend(); ++version)
      kept.versions.emplace_back(version->version, DocumentId{version->row.words});
    out.push_back(std::move(kept));
  }
  std::ranges::sort(out, {}, [](const Kept& one) { return one.standing.code; });
  return out;
}

/// The first that can be read, from the newest on; the standing says which, and why not a newer one.
Result<std::optional<forms::Navigator>> read_newest(live::Driver& driver, const NavigatorFrame& frame,
                                                    Kept& kept) {
  GuideStanding& standing = kept.standing;
  const auto note = [&](std::string what) {
    if (standing.fault.empty()) standing.fault = std::move(what);
  };
  for (const auto& [version, document] : kept.versions) {
    const auto text = driver.ledger().document(rights::Gate::operations(), document);
    if (!text) return text.error();
    const auto bundle = forms::guide_bundle_from_json(*text);
    if (!bundle) {
      note(bundle.error().what);
      continue;
    }
    auto navigator = forms::Navigator::read(standing.code, *bundle, frame.shared, frame.instruments);
    if (navigator) {
      standing.in_use = version;
      return std::optional(std::move(navigator).value());
    }
    const forms::Fault& first = navigator.error().all().front();
    note(first.path + ": " + first.what);
  }
  return std::optional<forms::Navigator>{};
}

/// As shared.toml says, the others by their codes.
void put_in_order(std::vector<forms::Navigator>& all, const std::vector<std::string>& order) {
  std::ranges::stable_sort(all, {}, [&](const forms::Navigator& one) {
    return std::ranges::find(order, one.code()) - order.begin();
  });
}

}  // namespace

const GuideStanding* Guides::find(std::string_view code) const {
  const auto found = std::ranges::find(standing, code, &GuideStanding::code);
  return found == standing.end() ? nullptr : &*found;
}

GuideBook::GuideBook(NavigatorFiles files)
    : frame_(std::move(files.frame)),
      from_files_(std::move(files.bundles)),
      guides_(std::make_shared<const Guides>(Guides{{{}, frame_}, {}})) {}

Status GuideBook::open(live::Driver& driver) {
  for (const auto& [code, bundle] : from_files_) {
    const std::string term = std::string(guide_prefix) + code;
    if (term.size() > core::ShortText::capacity)
      return Error{"content-refused", "a navigator's folder has too long a name", code};
    auto installed =
        install_version(driver, term, forms::guide_bundle_json(bundle), forms::guide_number(bundle));
    if (!installed) return installed;
  }
  // Only what they are called is still needed.
  for (auto& [code, bundle] : from_files_) codes_.push_back(std::move(code));
  from_files_.clear();
  if (auto read = reread(driver); !read) return read;
  return define_terms(driver, now()->navigators.all);
}

Status GuideBook::reread(live::Driver& driver) {
  const std::lock_guard one_at_a_time(reading_);
  const auto known = now();
  Guides next{{{}, frame_}, {}};
  for (Kept& kept : kept_guides(driver, codes_)) {
    const GuideStanding* const before = known->find(kept.standing.code);
    if (before != nullptr && before->published == kept.standing.published) {
      next.standing.push_back(*before);
      if (const auto* const same = known->navigators.find(before->code)) next.navigators.all.push_back(*same);
      continue;
    }
    auto navigator = read_newest(driver, *frame_, kept);
    if (!navigator) return navigator.error();
    if (*navigator) next.navigators.all.push_back(std::move(**navigator));
    next.standing.push_back(std::move(kept.standing));
  }
  put_in_order(next.navigators.all, frame_->shared->order);
  // What is refused here was refused before anybody could publish it; at worst nobody is counted.
  static_cast<void>(define_terms(driver, next.navigators.all));
  auto fresh = std::make_shared<const Guides>(std::move(next));
  const std::lock_guard lock(mutex_);
  guides_ = std::move(fresh);
  return Unit{};
}

std::shared_ptr<const Guides> GuideBook::now() const {
  const std::lock_guard lock(mutex_);
  return guides_;
}

std::shared_ptr<const Navigators> GuideBook::navigators() const {
  auto guides = now();
  const Navigators* const navigators = &guides->navigators;
  return {std::move(guides), navigators};
}

}  // namespace vuoro::api
