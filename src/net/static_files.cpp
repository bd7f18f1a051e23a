#include "net/static_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "net/http_text.hpp"
#include "net/json.hpp"

namespace vuoro::net {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".xml", "application/xml"},
    {".pdf", "application/pdf"},
    {".wasm", "application/wasm"},
    {".yaml", "application/yaml"},
}};

// FNV-1a over the content: an ETag must differ when the bytes do, it need not resist an enemy.
std::string etag_of(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("\"{:016x}-{:x}\"", hash, bytes.size());
}

Error fault_at(const fs::path& path, std::string code, std::string what) {
  return {std::move(code), std::move(what), path.string()};
}

Result<std::string> read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return fault_at(path, "file-unreadable", "cannot be read");
  return bytes;
}

// "br;q=0" means no; anything else that names the coding means yes (RFC 9110 §12.5.3).
bool accepts(const Request& request, std::string_view coding) {
  std::string_view rest = request.header("accept-encoding").value_or("");
  while (!rest.empty()) {
    std::string_view weight = cut_before(rest, ',');
    if (!same_letters(trimmed(cut_before(weight, ';')), coding)) continue;
    weight = trimmed(weight);
    const bool refused =
        weight.starts_with("q=0") && weight.find_first_of("123456789") == std::string_view::npos;
    return !refused;
  }
  return false;
}

bool names_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    std::string_view one = trimmed(cut_before(list, ','));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == etag) return true;
  }
  return false;
}

bool is_hidden(const fs::path& below) {
  return std::any_of(below.begin(), below.end(),
                     [](const fs::path& part) { return part.string().starts_with('.'); });
}

}  // namespace

std::string_view content_type_of(std::string_view file_name) {
  const std::size_t dot = file_name.rfind('.');
  const std::string_view ending = dot == std::string_view::npos ? "" : file_name.substr(dot);
  const auto* const found = std::find_if(kTypes.begin(), kTypes.end(),
                                         [&](const auto& type) { return same_letters(type.first, ending); });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

Result<StaticFiles> StaticFiles::load(const fs::path& directory) {
  std::error_code fault;
  if (!fs::is_directory(directory, fault))
    return fault_at(directory, "directory-missing", "no such directory");
  StaticFiles files;
  std::size_t total = 0;
  std::unordered_map<std::string, Form> forms;
  auto entry = fs::recursive_directory_iterator(directory, fault);
  for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
    const fs::path below = entry->path().lexically_relative(directory);
    if (is_hidden(below)) {
      entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_symlink(fault)) return fault_at(entry->path(), "symlink", "links are not followed");
    if (!entry->is_regular_file(fault)) continue;
    Result<std::string> bytes = read_whole(entry->path());
    if (!bytes.ok()) return bytes.error();
    total += bytes->size();
    if (total > kMaxBytes) return fault_at(directory, "directory-too-big", "more than 256 MiB");
    std::string etag = etag_of(*bytes);
    forms["/" + below.generic_string()] = {std::make_shared<const std::string>(*std::move(bytes)),
                                           std::move(etag)};
  }
  if (fault) return fault_at(directory, "file-unreadable", fault.message());
  for (auto& [path, form] : forms) files.place(path, form, forms);
  return files;
}

void StaticFiles::place(const std::string& path, const Form& form,
                        const std::unordered_map<std::string, Form>& forms) {
  for (const std::string_view ending : {".br", ".gz"})
    if (path.ends_with(ending) && forms.contains(path.substr(0, path.size() - ending.size()))) return;
  File file{.plain = form, .brotli = {}, .gzip = {}, .content_type = std::string{content_type_of(path)}};
  if (const auto found = forms.find(path + ".br"); found != forms.end()) file.brotli = found->second;
  if (const auto found = forms.find(path + ".gz"); found != forms.end()) file.gzip = found->second;
  constexpr std::string_view kIndex = "/index.html";
  if (path.ends_with(kIndex)) {
    const std::string folder = path.substr(0, path.size() - kIndex.size());
    files_[folder + "/"] = file;
    if (!folder.empty()) slashless_[folder] = folder + "/";
  }
  files_[path] = std::move(file);
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
  if (request.method() != Method::get) return std::nullopt;
  const auto found = files_.find(request.path());
  if (found != files_.end())
    return form_of(found->second, request,
                   request.path().starts_with("/assets/") ? Keep::forever : Keep::revalidate, 200);
  const auto folder = slashless_.find(request.path());
  if (folder == slashless_.end()) return std::nullopt;
  // Built from the file's own name: a browser reads "//host" at the front of a location as another site.
  return redirect(308, folder->second);
}

std::optional<Response> StaticFiles::page(const Request& request, std::string_view path, int status) const {
  const auto found = files_.find(std::string{path});
  if (found == files_.end()) return std::nullopt;
  return form_of(found->second, request, Keep::revalidate, status);
}

Response StaticFiles::form_of(const File& file, const Request& request, Keep keep, int status) {
  const Form* form = &file.plain;
  std::string_view coding;
  if (file.brotli.bytes && accepts(request, "br")) {
    form = &file.brotli;
    coding = "br";
  } else if (file.gzip.bytes && accepts(request, "gzip")) {
    form = &file.gzip;
    coding = "gzip";
  }
  Response response{.status = status, .content_type = file.content_type, .shared_body = form->bytes};
  if (!coding.empty()) response.with("Content-Encoding", std::string{coding});
  if (file.brotli.bytes || file.gzip.bytes) response.with("Vary", "Accept-Encoding");
  response.with("ETag", form->etag);
  response.with("Cache-Control", keep == Keep::forever ? "public, max-age=31536000, immutable" : "no-cache");
  if (status == 200 && names_etag(request.header("if-none-match").value_or(""), form->etag)) {
    response.status = 304;
    response.content_type.clear();
    response.shared_body = nullptr;
  }
  return response;
}

std::size_t StaticFiles::files() const {
  return files_.size();
}

}  // namespace vuoro::net
