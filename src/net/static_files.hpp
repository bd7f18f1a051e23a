#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "net/request.hpp"
#include "net/response.hpp"

namespace vuoro::net {

/// A directory built ahead, read into memory once. Lookup is by exact path in a table, so no request can
/// leave the directory. `name.br` and `name.gz` beside `name` are its compressed forms and are chosen by
/// Accept-Encoding. Immutable after load; thread-safe.
class StaticFiles {
 public:
  static constexpr std::size_t kMaxBytes = 256UL * 1024 * 1024;

  /// Reads everything below `directory` except names that begin with a dot.
  /// Errors (where = the path): "directory-missing", "file-unreadable", "symlink" (never followed),
  /// "directory-too-big".
  static Result<StaticFiles> load(const std::filesystem::path& directory);

  /// 200, 304 (If-None-Match), 308 (a directory without its slash), or nothing when there is no such file or
  /// the method is not GET. "/x/" serves "/x/index.html". Files below /assets/ are cached for good, others
  /// are revalidated.
  [[nodiscard]] std::optional<Response> answer(const Request& request) const;

  /// A file by its path ("/404.html") as `status`, e.g. for an error page; nothing when absent.
  [[nodiscard]] std::optional<Response> page(const Request& request, std::string_view path, int status) const;

  [[nodiscard]] std::size_t files() const;

 private:
  struct Form {
    std::shared_ptr<const std::string> bytes;
    std::string etag;
  };
  struct File {
    Form plain, brotli, gzip;
    std::string content_type;
  };
  enum class Keep : unsigned char { revalidate, forever };
  void place(const std::string& path, const Form& form, const std::unordered_map<std::string, Form>& forms);
  [[nodiscard]] static Response form_of(const File& file, const Request& request, Keep keep, int status);

  std::unordered_map<std::string, File> files_;
  std::unordered_map<std::string, std::string> slashless_;
};

/// The content type by file name ending; application/octet-stream when unknown.
std::string_view content_type_of(std::string_view file_name);

}  // namespace vuoro::net
