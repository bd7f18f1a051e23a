#include "live/telephone.hpp"

namespace vuoro::live {

namespace {

constexpr std::size_t fewest_digits = 7;
constexpr std::size_t most_digits = 15;  // ITU-T E.164
constexpr int most_rounds = 4;           // settling comes to rest in two

std::uint64_t word_at(const ledger::Keys::Derived& bytes, std::size_t from) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < sizeof word; ++i)
    word = word << 8U | std::to_integer<std::uint64_t>(bytes[from + i]);
  return word;
}

core::TellCall command_of(const ledger::Keys& keys, const CallNews& news) {
  core::TellCall command;
  // The exchange's length before its name: no two pairs give the same text.
  const ledger::Keys::Derived key =
      keys.derive("call " + std::to_string(news.exchange.size()) + " " + news.exchange + news.call, 0);
  command.key_high = word_at(key, 0);
  command.key_low = word_at(key, 8);
  command.line = news.line;
  command.what = news.what;
  command.result = news.result;
  command.language = news.language;
  if (news.what == core::CallMoment::callback_asked && !news.number.empty()) {
    const std::uint64_t caller = word_at(keys.derive("caller " + news.number, 0), 0);
    command.caller = caller == 0 ? 1 : caller;  // 0 means none
  }
  return command;
}

}  // namespace

std::optional<std::string> plain_number(std::string_view written) {
  std::string digits;
  bool plus = false;
  for (const char c : written) {
    if (c == '+' && digits.empty() && !plus) {
      plus = true;
    } else if (c >= '0' && c <= '9') {
      if (digits.size() == most_digits + 2) return std::nullopt;
      digits.push_back(c);
    } else if (c != ' ' && c != '-' && c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  if (!plus && digits.starts_with("00")) {
    digits.erase(0, 2);
  } else if (!plus && digits.starts_with("0")) {
    digits.replace(0, 1, "358");
  } else if (!plus) {
    return std::nullopt;
  }
  if (digits.size() < fewest_digits || digits.size() > most_digits || digits.front() == '0')
    return std::nullopt;
  return "+" + digits;
}

Result<MatterId, core::Refusal> tell_call(Transaction& tx, const ledger::Keys& keys, const CallNews& news,
                                          const core::Actor& actor) {
  const std::uint64_t before = tx.state().seq();
  const auto told = tx.decide(command_of(keys, news), actor, news.at);
  if (!told) return told.error();
  const MatterId matter{*told};
  if (!matter || tx.state().seq() == before) return matter;
  if (news.what == core::CallMoment::callback_asked && !news.number.empty())
    tx.identity({ledger::Subject::matter, matter.n, ledger::IdentityField::phone}, news.number);
  for (int round = 0; round < most_rounds; ++round) {
    const std::uint64_t at = tx.state().seq();
    const auto settled = tx.decide(core::SettleCallback{matter}, actor);
    if (!settled || tx.state().seq() == at) break;  // a closed matter is left as it is
  }
  return matter;
}

}  // namespace vuoro::live
