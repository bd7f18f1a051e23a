#include "api/navigators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "forms/instruments.hpp"
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

std::vector<std::string> terms_of(const Navigators& navigators) {
  std::vector<std::string> out;
  for (const forms::Navigator& one : navigators.all) {
    out.push_back(term_of(one));
    for (const forms::OutcomeText& outcome : one.texts().outcomes) {
      forms::Found found;
      found.outcome = &outcome;
      out.push_back(term_of(one, found));
    }
    for (const forms::ExitText& exit : one.texts().exits) {
      forms::Found found;
      found.exit = &exit;
      out.push_back(term_of(one, found));
    }
  }
  return out;
}

}  // namespace

Result<Navigators> Navigators::load(const std::filesystem::path& content, const std::filesystem::path& web) {
  const auto instruments = forms::Instruments::load(content / "forms" / "instruments.toml");
  if (!instruments) return instruments.error();
  auto all = forms::load_navigators(content / "navigators", *instruments);
  if (!all) return Error{"content-refused", all.error().text((content / "navigators").string()), ""};
  auto texts = content::Texts::load(content / "texts" / "navigators");
  if (!texts) return content::as_error(texts.error());
  Navigators out{std::move(all).value(),
                 std::move(texts).value(),
                 {NavigatorShell::bare("fi"), NavigatorShell::bare("sv"), NavigatorShell::bare("en")}};
  for (const content::Language language : languages) {
    auto shell = read_shell(web, language);
    if (!shell) return shell.error();
    out.shells[static_cast<std::size_t>(language)] = std::move(shell).value();
  }
  return out;
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

Status install(live::Driver& driver, const Navigators& navigators) {
  const std::vector<std::string> terms = terms_of(navigators);
  for (const std::string& term : terms) {
    if (term.size() > core::ShortText::capacity)
      return Error{"content-refused", fmt::format("'{}' is longer than the ledger's terms may be", term),
                   "navigators"};
  }
  const live::Outcome outcome =
      driver.submit_and_wait(std::nullopt, [&](live::Transaction& tx) -> std::optional<core::Refusal> {
        for (const std::string& term : terms) {
          if (tx.state().term(core::TermKind::navigator, term)) continue;
          const auto defined =
              tx.decide(core::DefineTerm{core::TermKind::navigator, core::ShortText::of(term)}, {});
          if (!defined) return defined.error();
        }
        return std::nullopt;
      });
  if (outcome.fate == live::Fate::refused)
    return Error{"content-refused", "the ledger takes no more terms of navigators", "navigators"};
  if (outcome.fate == live::Fate::failed) return outcome.error;
  return Unit{};
}

}  // namespace vuoro::api
