#include "rights/sessions.hpp"

#include <sodium.h>

#include <algorithm>

namespace vuoro::rights {

namespace {

constexpr std::size_t token_bytes = 32;

}  // namespace

std::optional<Sessions::TokenHash> Sessions::hash_of(std::string_view token) {
  if (token.size() != token_bytes * 2) return std::nullopt;
  TokenHash hash{};
  crypto_generichash(hash.data(), hash.size(),
                     reinterpret_cast<const unsigned char*>(token.data()),  // NOLINT: text to bytes
                     token.size(), nullptr, 0);
  return hash;
}

bool Sessions::over(const Kept& kept, Instant now) const {
  const bool resident = std::holds_alternative<ResidentSession>(kept.session);
  return now - kept.used > (resident ? limits_.resident_idle : limits_.staff_idle) ||
         now - kept.begun > (resident ? limits_.resident_whole : limits_.staff_whole);
}

void Sessions::make_room(Instant now) {
  if (kept_.size() < limits_.most) return;
  std::erase_if(kept_, [&](const auto& entry) { return over(entry.second, now); });
  while (kept_.size() >= limits_.most) {
    kept_.erase(std::min_element(kept_.begin(), kept_.end(),
                                 [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  }
}

std::string Sessions::begin(Session session, Instant now) {
  std::array<unsigned char, token_bytes> random{};
  randombytes_buf(random.data(), random.size());
  std::string token(token_bytes * 2 + 1, '\0');
  sodium_bin2hex(token.data(), token.size(), random.data(), random.size());
  token.pop_back();
  const std::lock_guard lock(mutex_);
  make_room(now);
  kept_.emplace(*hash_of(token), Kept{std::move(session), now, now});
  return token;
}

std::optional<Session> Sessions::find(std::string_view token, Instant now) {
  const auto hash = hash_of(token);
  if (!hash) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(*hash);
  if (found == kept_.end()) return std::nullopt;
  if (over(found->second, now)) {
    kept_.erase(found);
    return std::nullopt;
  }
  found->second.used = std::max(found->second.used, now);
  return found->second.session;
}

void Sessions::end(std::string_view token) {
  const auto hash = hash_of(token);
  if (!hash) return;
  const std::lock_guard lock(mutex_);
  kept_.erase(*hash);
}

std::size_t Sessions::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

}  // namespace vuoro::rights
