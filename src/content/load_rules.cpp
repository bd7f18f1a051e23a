#include "content/load_rules.hpp"

#include <utility>
#include <vector>

#include "content/counting_reader.hpp"
#include "content/pack_folders.hpp"
#include "content/rule_reader.hpp"

namespace vuoro::content {
namespace {

void read_rule_file(const std::filesystem::path& path, const std::string& shown, const RollLines& rolls,
                    std::vector<ReadRule>& rules, ContentErrors& errors) {
  const std::optional<toml::table> table = read_toml(path, shown, errors);
  if (!table) return;
  Fields file{*table, shown, errors};
  for (Fields& fields : file.tables("rule")) rules.push_back(read_rule(std::move(fields), rolls));
  file.finish();
}

}  // namespace

Result<promises::RulePack, ContentErrors> load_rules(const std::filesystem::path& pack_dir) {
  ContentErrors errors;
  const std::vector<PackFolder> packs = pack_folders(pack_dir, errors);
  if (packs.empty()) return errors;
  const Counting counting = read_counting(packs, errors);
  std::vector<ReadRule> rules;
  for (const PackFolder& pack : packs) {
    for (const std::filesystem::path& path : toml_files(pack, "promises", errors)) {
      const std::string shown = pack.shown + "/promises/" + path.filename().string();
      read_rule_file(path, shown, counting.rolls, rules, errors);
    }
  }
  check_rules(rules, errors);
  if (rules.empty() && errors.empty())
    errors.push_back({packs.back().shown, 0, 0, "the pack has no promise rules"});
  if (!errors.empty()) return errors;
  std::vector<promises::Rule> sound;
  sound.reserve(rules.size());
  for (ReadRule& read : rules) sound.push_back(std::move(read.rule));
  return promises::RulePack{packs.back().name, std::move(sound)};
}

}  // namespace vuoro::content
