#include "ledger/keys.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

#include "ledger/durable_file.hpp"

namespace vuoro::ledger {

struct Keys::Material {
  std::array<unsigned char, key_bytes> documents;
  std::array<unsigned char, key_bytes> identities;
  std::array<unsigned char, key_bytes> reference;
};

namespace {

constexpr std::size_t hex_chars = Keys::key_bytes * 2;
constexpr std::size_t largest_file = 4096;

/// The text of a key file, wiped when done with.
class SecretText {
 public:
  ~SecretText() { sodium_memzero(text_.data(), text_.size()); }
  SecretText() = default;
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  std::array<char, largest_file> text_{};
  std::size_t size_ = 0;

  void add(std::string_view more) {
    std::memcpy(text_.data() + size_, more.data(), more.size());
    size_ += more.size();
  }
  [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }
};

Error invalid(const std::filesystem::path& file, int line, std::string what) {
  return {"key-file-invalid", std::move(what), fmt::format("{}:{}", file.string(), line)};
}

Status read_private(const std::filesystem::path& file, SecretText& text) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in) {
    if (errno == ENOENT) {
      return Error{"key-file-missing",
                   "there is no key file here; without it documents and identities stay closed",
                   file.string()};
    }
    return Error{"key-file-open", std::generic_category().message(errno), file.string()};
  }
  struct stat about {};
  if (::fstat(in.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return invalid(file, 0, "not a regular file");
  }
  if (about.st_uid != ::geteuid()) {
    return Error{"key-file-open",
                 fmt::format("the key file belongs to user {}, not to you ({}): chown it or run as its owner",
                             about.st_uid, ::geteuid()),
                 file.string()};
  }
  if ((about.st_mode & 077U) != 0) {
    return Error{"key-file-open",
                 fmt::format("others can open the key file (mode {:04o}): run chmod 600 on it",
                             about.st_mode & 07777U),
                 file.string()};
  }
  while (text.size_ < text.text_.size()) {
    const ssize_t n = ::read(in.get(), text.text_.data() + text.size_, text.text_.size() - text.size_);
    if (n < 0) {
      return invalid(file, 0, std::generic_category().message(errno));
    }
    if (n == 0) {
      return Unit{};
    }
    text.size_ += static_cast<std::size_t>(n);
  }
  return invalid(file, 0, "too long to be a key file");
}

bool read_key(std::string_view digits, std::array<unsigned char, Keys::key_bytes>& key) {
  std::size_t made = 0;
  const char* end = nullptr;
  return digits.size() == hex_chars &&
         sodium_hex2bin(key.data(), key.size(), digits.data(), digits.size(), nullptr, &made, &end) == 0 &&
         made == key.size();
}

}  // namespace

void Keys::Wipe::operator()(Material* material) const {
  sodium_free(material);
}

std::unique_ptr<Keys::Material, Keys::Wipe> Keys::blank() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium could not start");
  }
  // Guarded and, where the limits allow it, locked memory; sodium_free wipes it.
  void* memory = sodium_malloc(sizeof(Material));
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return std::unique_ptr<Material, Wipe>(new (memory) Material{});
}

Result<Keys> Keys::create(const std::filesystem::path& file) {
  auto material = blank();
  SecretText text;
  text.add(
      "# Keys of one Vuoro ledger. Whoever has them can read its documents and identities; without them "
      "nobody "
      "can.\n");
  std::array<char, hex_chars + 1> digits{};
  const auto make = [&](std::string_view name, std::array<unsigned char, key_bytes>& key) {
    randombytes_buf(key.data(), key.size());
    sodium_bin2hex(digits.data(), digits.size(), key.data(), key.size());
    text.add(name);
    text.add("=");
    text.add({digits.data(), hex_chars});
    text.add("\n");
  };
  make("documents", material->documents);
  make("identities", material->identities);
  make("reference", material->reference);
  sodium_memzero(digits.data(), digits.size());
  std::error_code fault;
  if (std::filesystem::exists(file, fault)) {
    return Error{"key-file-exists", "refusing to write over a key file", file.string()};
  }
  if (auto done = write_new_file(file, {std::as_bytes(std::span(text.view()))}); !done) {
    return std::move(done).error();
  }
  if (auto done = sync_path(std::filesystem::absolute(file).parent_path()); !done) {
    return std::move(done).error();
  }
  sodium_mprotect_readonly(material.get());
  return Keys(std::move(material));
}

Status Keys::parse(std::string_view text, const std::filesystem::path& file, Material& material) {
  const std::array<std::pair<std::string_view, std::array<unsigned char, key_bytes>*>, 3> wanted{
      {{"documents=", &material.documents},
       {"identities=", &material.identities},
       {"reference=", &material.reference}}};
  std::array<bool, 3> found{};
  for (int line = 1; !text.empty(); ++line) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), row.size() + 1));
    if (row.empty() || row.front() == '#') {
      continue;
    }
    std::size_t i = 0;
    while (i < wanted.size() && !row.starts_with(wanted[i].first)) {
      ++i;
    }
    if (i == wanted.size()) {
      return invalid(file, line, "expected documents=, identities= or reference=");
    }
    if (found[i] || !read_key(row.substr(wanted[i].first.size()), *wanted[i].second)) {
      return invalid(file, line, fmt::format("each key stands once, as {} hexadecimal digits", hex_chars));
    }
    found[i] = true;
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!found[i]) {
      return invalid(file, 0, fmt::format("the line {} is missing", wanted[i].first));
    }
  }
  return Unit{};
}

Result<Keys> Keys::read(const std::filesystem::path& file) {
  SecretText text;
  if (auto done = read_private(file, text); !done) {
    return std::move(done).error();
  }
  auto material = blank();
  if (auto done = parse(text.view(), file, *material); !done) {
    return std::move(done).error();
  }
  sodium_mprotect_readonly(material.get());
  return Keys(std::move(material));
}

Keys::Key Keys::documents() const {
  return material_->documents;
}
Keys::Key Keys::identities() const {
  return material_->identities;
}

Keys::Derived Keys::derive(std::string_view purpose, std::uint64_t id) const {
  Derived out;
  crypto_generichash_state state;
  crypto_generichash_init(&state, material_->reference.data(), key_bytes, out.size());
  // The number stands first and has a fixed length, so no two (purpose, id) pairs give the same bytes.
  std::array<unsigned char, 8> number{};
  for (std::size_t i = 0; i < number.size(); ++i) {
    number[i] = static_cast<unsigned char>(id >> (8 * i));
  }
  crypto_generichash_update(&state, number.data(), number.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
  return out;
}

}  // namespace vuoro::ledger
