#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "content/content_error.hpp"

namespace vuoro::content {

/// One pack on disk; `shown` is its path under the content root, for errors.
struct PackFolder {
  std::filesystem::path path;
  std::string shown;
  std::string name;
};

/// The pack and everything it includes, included ones first, each once. A pack may include only packs beside
/// it under the same content root. Errors are added; the folders found so far are returned.
std::vector<PackFolder> pack_folders(const std::filesystem::path& pack_dir, ContentErrors& errors);

/// The *.toml files of <pack>/<folder> in name order; empty when there is no such folder. Another kind of
/// file in it is an error, unless hidden or an editor's backup (…~).
std::vector<std::filesystem::path> toml_files(const PackFolder& pack, const std::string& folder,
                                              ContentErrors& errors);

}  // namespace vuoro::content
