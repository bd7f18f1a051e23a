#include "rights/gate.hpp"

namespace vuoro::rights {

std::optional<Viewer> Gate::care(const Session& session) {
  const auto* staff = std::get_if<StaffSession>(&session);
  if (staff == nullptr || staff->account.role != Role::professional || !staff->account.team)
    return std::nullopt;
  return ViewerIssuer::staff(staff->account.staff, Role::professional, staff->account.team, Purpose::care);
}

std::optional<Viewer> Gate::steering(const Session& session) {
  const auto* staff = std::get_if<StaffSession>(&session);
  if (staff == nullptr || staff->account.role != Role::lead) return std::nullopt;
  return ViewerIssuer::staff(staff->account.staff, Role::lead, {}, Purpose::steering);
}

std::optional<Viewer> Gate::writing(const Session& session, DocumentId document) {
  const auto* staff = std::get_if<StaffSession>(&session);
  if (staff == nullptr || staff->account.role != Role::admin) return std::nullopt;
  return ViewerIssuer::writer(staff->account.staff, document);
}

std::optional<Viewer> Gate::own_matter(const Session& session) {
  const auto* resident = std::get_if<ResidentSession>(&session);
  if (resident == nullptr) return std::nullopt;
  return ViewerIssuer::resident(resident->matter);
}

Viewer Gate::own_answers(DocumentId answers) {
  return ViewerIssuer::code_holder(answers);
}

Result<Exchange> Gate::telephone(const Exchanges& exchanges, const SignedRequest& request, Instant now) {
  switch (exchanges.judge(request, now)) {
    case Exchanges::Verdict::fits:
      return Exchange(std::string(request.exchange));
    case Exchanges::Verdict::stale:
      return Error{"stale-request", "the request's time is too far from ours"};
    case Exchanges::Verdict::wrong:
      break;
  }
  return Error{"bad-signature", "the signature does not fit"};
}

Viewer Gate::operations() {
  return ViewerIssuer::system(Purpose::operations);
}

Viewer Gate::command_line() {
  return ViewerIssuer::staff({}, Role::analyst, {}, Purpose::steering);
}

}  // namespace vuoro::rights
