#include "api/call.hpp"
#include "api/file_version.hpp"
#include "api/navigator_visit.hpp"
#include "api/routes.hpp"
#include "api/studio_guide.hpp"
#include "promises/words.hpp"
#include "rights/gate.hpp"

// A guide's draft, tried on the pages that residents will have.
namespace vuoro::api {

namespace {

/// The draft's bundle, or without a draft that of the version in force; nothing when there is no such guide
/// or it cannot be read from the ledger.
std::optional<forms::GuideBundle> read_at_hand(const NavigatorCall& call, const rights::Session& session,
                                               const Viewer& viewer) {
  std::uint64_t words = 0;
  {
    const auto reading = call.house.driver.read();
    const auto number = reading.state().term(core::TermKind::table, std::string(guide_prefix) + call.trial);
    const auto all = core::county_tables(reading.state(), viewer);
    for (const core::CountyTable& one : *all) {
      if (!number || one.table.n != *number) continue;
      words = one.row.draft_words;
      if (words == 0 && !one.versions.empty()) words = one.versions.back().row.words;
    }
  }
  const DocumentId document{words};
  if (words == 0) return std::nullopt;
  const auto text = call.house.driver.ledger().document(*rights::Gate::writing(session, document), document);
  if (!text) return std::nullopt;
  auto bundle = forms::guide_bundle_from_json(*text);
  if (!bundle) return std::nullopt;
  return std::move(bundle).value();
}

}  // namespace

void begin_trial(const NavigatorCallPtr& call, void (*then)(const NavigatorCallPtr&)) {
  std::optional<rights::Session> session;
  if (const auto token = call->request.cookie(cookie_name))
    session = call->house.sessions.find(*token, call->house.driver.now());
  if (!session || !std::holds_alternative<rights::StaffSession>(*session)) {
    // Whoever signs in there is back at the guide.
    const std::string language(promises::word(call->language));
    return call->reply.send(net::redirect(303, "/" + language + "/studio/?guide=" + call->trial));
  }
  const auto viewer = rights::Gate::writing(*session);
  if (!viewer) return send_page(*call, 403, call->html().refused("not-for-you"));
  call->house.workers.run([call, then, session = *session, viewer = *viewer] {
    const auto bundle = read_at_hand(*call, session, viewer);
    if (!bundle) return send_page(*call, 404, call->html().refused("no-guide"));
    const auto& frame = call->house.guides.frame();
    auto draft = forms::Navigator::read(call->trial, *bundle, frame->shared, frame->instruments);
    if (!draft) return send_page(*call, 409, call->html().refused("broken-draft"));
    Navigators only{{}, frame};
    only.all.push_back(std::move(draft).value());
    call->navigators = std::make_shared<const Navigators>(std::move(only));
    call->navigator = &call->navigators->all.front();
    then(call);
  });
}

}  // namespace vuoro::api
