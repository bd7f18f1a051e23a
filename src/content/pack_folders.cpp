#include "content/pack_folders.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "content/toml_reader.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

struct Waiting {
  fs::path path;
  Place named_at;
};

/// The folder that an include names, when it is a neighbour of the including pack.
std::optional<fs::path> included_folder(const fs::path& root, const fs::path& pack,
                                        const std::string& include) {
  const fs::path target = (pack / fs::path{include}).lexically_normal();
  const fs::path inside = target.lexically_relative(root);
  if (inside.empty() || inside == "." || *inside.begin() == "..") return std::nullopt;
  return target;
}

void read_includes(const fs::path& root, const fs::path& path, Fields& fields, std::deque<Waiting>& waiting) {
  const toml::array* const list = fields.array("includes", Presence::optional);
  if (list == nullptr) return;
  for (const toml::node& item : *list) {
    const toml::value<std::string>* const text = item.as_string();
    const std::optional<fs::path> target =
        text == nullptr ? std::nullopt : included_folder(root, path, text->get());
    if (!target) {
      fields.fault(item, "'includes' may hold only packs of the same content folder, as \"../law\"");
    } else {
      waiting.push_back({*target, fields.place_of(item)});
    }
  }
}

fs::path without_trailing_slash(const fs::path& path) {
  const fs::path normal = fs::absolute(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

}  // namespace

std::vector<PackFolder> pack_folders(const fs::path& pack_dir, ContentErrors& errors) {
  const fs::path start = without_trailing_slash(pack_dir);
  const fs::path root = start.parent_path();
  std::vector<PackFolder> found;
  std::deque<Waiting> waiting{{start, {}}};
  while (!waiting.empty()) {
    const Waiting next = std::move(waiting.front());
    waiting.pop_front();
    const bool known = std::ranges::find(found, next.path, &PackFolder::path) != found.end();
    if (known) continue;  // named twice, or a circle: read once
    const std::string shown = next.path.lexically_relative(root).generic_string();
    std::error_code fault;
    if (!fs::is_directory(next.path, fault)) {
      const Place place = next.named_at.file.empty() ? Place{shown, 0, 0} : next.named_at;
      errors.push_back(place.error("there is no pack folder '" + shown + "'"));
      continue;
    }
    const std::optional<toml::table> table = read_toml(next.path / "pack.toml", shown + "/pack.toml", errors);
    if (!table) continue;
    Fields fields{*table, shown + "/pack.toml", errors};
    found.push_back({next.path, shown, fields.text("name").value_or(shown)});
    read_includes(root, next.path, fields, waiting);
    fields.finish();
  }
  std::ranges::reverse(found);
  return found;
}

std::vector<fs::path> toml_files(const PackFolder& pack, const std::string& folder, ContentErrors& errors) {
  std::vector<fs::path> files;
  std::error_code fault;
  for (fs::directory_iterator entry{pack.path / folder, fault}, end; !fault && entry != end;
       entry.increment(fault)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') || name.ends_with('~')) continue;
    if (entry->path().extension() == ".toml") {
      files.push_back(entry->path());
    } else {
      std::string shown = pack.shown;
      shown.append("/").append(folder).append("/").append(name);
      errors.push_back({std::move(shown), 0, 0, "only .toml files belong in this folder"});
    }
  }
  if (fault && fault != std::errc::no_such_file_or_directory) {
    errors.push_back({pack.shown + "/" + folder, 0, 0, "cannot be read: " + fault.message()});
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace vuoro::content
