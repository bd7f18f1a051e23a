#include "rights/exchanges.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

namespace vuoro::rights {

namespace {

constexpr std::size_t mac_bytes = crypto_auth_hmacsha256_BYTES;
constexpr std::string_view scheme = "v1=";
using Mac = std::array<unsigned char, mac_bytes>;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // NOLINT: text to bytes
}

bool blank(unsigned char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string failed(int error) {
  return std::generic_category().message(error);
}

/// Only its owner, who runs the server, may read or write it.
Status check_private(int fd, const std::filesystem::path& file) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return Error{"secret-open", failed(errno), file.string()};
  if (!S_ISREG(info.st_mode)) return Error{"secret-open", "not an ordinary file", file.string()};
  if (info.st_uid != ::geteuid() || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return Error{"secret-open", "others can read it or own it: chown it to the server's user and chmod 600",
                 file.string()};
  return Unit{};
}

}  // namespace

Exchanges::Secret::~Secret() {
  sodium_memzero(bytes.data(), bytes.size());
}

Result<Exchanges> Exchanges::load(const std::filesystem::path& folder,
                                  const std::vector<std::string>& codes) {
  Exchanges out;
  for (const std::string& code : codes) {
    const std::filesystem::path file = folder / (code + ".secret");
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (in.get() < 0)
      return Error{errno == ENOENT ? "secret-missing" : "secret-open", failed(errno), file.string()};
    if (auto fine = check_private(in.get(), file); !fine) return fine.error();
    auto secret = std::make_unique<Secret>();
    ssize_t got = 0;
    while (secret->size < most_secret &&
           (got = ::read(in.get(), secret->bytes.data() + secret->size, most_secret - secret->size)) > 0) {
      secret->size += static_cast<std::size_t>(got);
    }
    if (got < 0) return Error{"secret-open", failed(errno), file.string()};
    while (secret->size > 0 && blank(secret->bytes[secret->size - 1])) --secret->size;
    const auto begin = std::find_if_not(
        secret->bytes.begin(), secret->bytes.begin() + static_cast<std::ptrdiff_t>(secret->size), blank);
    std::rotate(secret->bytes.begin(), begin, secret->bytes.end());
    secret->size -= static_cast<std::size_t>(begin - secret->bytes.begin());
    if (secret->size < least_secret || got > 0)
      return Error{"secret-invalid", "a secret has 32 to 4095 bytes", file.string()};
    out.secrets_.emplace(code, std::move(secret));
  }
  return out;
}

Exchanges::Verdict Exchanges::judge(const SignedRequest& request, Instant now) const {
  const auto found = secrets_.find(request.exchange);
  static const Secret nobody;
  const Secret& secret = found == secrets_.end() ? nobody : *found->second;
  Mac expected{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, secret.bytes.data(), secret.size);
  for (const std::string_view part :
       {request.exchange, std::string_view("\n"), request.timestamp, std::string_view("\n"), request.body}) {
    crypto_auth_hmacsha256_update(&state, bytes_of(part), part.size());
  }
  crypto_auth_hmacsha256_final(&state, expected.data());
  sodium_memzero(&state, sizeof state);

  Mac shown{};
  std::size_t size = 0;
  const bool readable = request.signature.size() == scheme.size() + 2 * mac_bytes &&
                        request.signature.starts_with(scheme) &&
                        sodium_hex2bin(shown.data(), shown.size(), request.signature.data() + scheme.size(),
                                       2 * mac_bytes, nullptr, &size, nullptr) == 0 &&
                        size == mac_bytes;
  const bool fits = sodium_memcmp(shown.data(), expected.data(), mac_bytes) == 0;
  if (!readable || !fits || found == secrets_.end()) return Verdict::wrong;

  std::int64_t at = 0;
  const char* end = request.timestamp.data() + request.timestamp.size();
  const auto [stop, error] = std::from_chars(request.timestamp.data(), end, at);
  if (error != std::errc{} || stop != end || at < 0) return Verdict::wrong;
  const std::int64_t away = at > now.s ? at - now.s : now.s - at;
  return away > window.count() ? Verdict::stale : Verdict::fits;
}

}  // namespace vuoro::rights
