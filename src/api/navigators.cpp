#include "api/navigators.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "forms/navigator_cases.hpp"
#include "promises/words.hpp"

namespace vuoro::api {
namespace {

constexpr std::array languages{content::Language::fi, content::Language::sv, content::Language::en};

Result<NavigatorShell> read_shell(const std::filesystem::path& web, content::Language language) {
  const std::string_view code = promises::word(language);
  const auto file = web / code / "navigators" / "index.html";
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open()) return NavigatorShell::bare(code);
  auto shell = NavigatorShell::read(std::string{std::istreambuf_iterator<char>(in), {}});
  if (!shell) return Error{shell.error().code, shell.error().what, file.string()};
  return shell;
}

/// Form, table, texts and cases of each folder. What is wrong with the first three is known already.
Result<std::vector<std::pair<std::string, forms::GuideBundle>>> read_bundles(
    const std::filesystem::path& folder, const std::vector<forms::Navigator>& navigators) {
  std::vector<std::pair<std::string, forms::GuideBundle>> out;
  for (const forms::Navigator& one : navigators) {
    auto bundle = forms::read_guide_folder(folder / one.code());
    if (!bundle) return Error{"content-refused", bundle.error().text(one.code()), folder.string()};
    std::vector<Error> faults;
    bundle->cases = forms::read_guide_cases(folder / one.code(), faults);
    if (!faults.empty() || !forms::run_navigator_cases(one, bundle->cases).passed())
      return Error{"content-refused", "a test case fails or a row has none: see vuoro navigators test",
                   (folder / one.code()).string()};
    out.emplace_back(one.code(), std::move(bundle).value());
  }
  return out;
}

}  // namespace

Result<NavigatorFiles> NavigatorFiles::load(const std::filesystem::path& content,
                                            const std::filesystem::path& web) {
  auto instruments = forms::Instruments::load(content / "forms" / "instruments.toml");
  if (!instruments) return instruments.error();
  const std::filesystem::path folder = content / "navigators";
  const auto all = forms::load_navigators(folder, *instruments);
  if (!all) return Error{"content-refused", all.error().text(folder.string()), ""};
  auto texts = content::Texts::load(content / "texts" / "navigators");
  if (!texts) return content::as_error(texts.error());
  auto shared = forms::SharedTexts::load(folder / "shared.toml");
  if (!shared) return Error{"content-refused", shared.error().text("shared.toml"), folder.string()};
  NavigatorFrame frame{std::move(texts).value(),
                       {NavigatorShell::bare("fi"), NavigatorShell::bare("sv"), NavigatorShell::bare("en")},
                       std::make_shared<const forms::SharedTexts>(std::move(shared).value()),
                       std::move(instruments).value()};
  for (const content::Language language : languages) {
    auto shell = read_shell(web, language);
    if (!shell) return shell.error();
    frame.shells[static_cast<std::size_t>(language)] = std::move(shell).value();
  }
  auto bundles = read_bundles(folder, *all);
  if (!bundles) return bundles.error();
  return NavigatorFiles{std::make_shared<const NavigatorFrame>(std::move(frame)), std::move(bundles).value()};
}

const forms::Navigator* Navigators::find(std::string_view code) const {
  const auto found =
      std::ranges::find_if(all, [&](const forms::Navigator& one) { return one.code() == code; });
  return found == all.end() ? nullptr : &*found;
}

std::string term_of(const forms::Navigator& navigator) {
  return navigator.code();
}

std::string term_of(const forms::Navigator& navigator, const forms::Found& found) {
  if (found.exit != nullptr) return navigator.code() + '!' + found.exit->code;
  return navigator.code() + ':' + found.outcome->code;
}

std::vector<std::string> terms_of(const forms::Navigator& navigator) {
  std::vector<std::string> out{term_of(navigator)};
  for (const forms::OutcomeText& outcome : navigator.texts().outcomes) {
    forms::Found found;
    found.outcome = &outcome;
    out.push_back(term_of(navigator, found));
  }
  for (const forms::ExitText& exit : navigator.texts().exits) {
    forms::Found found;
    found.exit = &exit;
    out.push_back(term_of(navigator, found));
  }
  return out;
}

}  // namespace vuoro::api
