#include "demo/words.hpp"

#include <algorithm>

#include "content/toml_reader.hpp"

namespace vuoro::demo {

using content::ContentErrors;
using content::Fields;

Result<Words, ContentErrors> Words::load(const std::filesystem::path& pack) {
  const std::filesystem::path folder = pack.has_filename() ? pack : pack.parent_path();
  const std::string shown = folder.filename().string() + "/demo-words.toml";
  ContentErrors errors;
  const auto table = content::read_toml(folder / "demo-words.toml", shown, errors);
  if (!table) return errors;
  Words words;
  Fields file{*table, shown, errors};
  if (auto marks = file.table("mark")) {
    for (std::size_t i = 0; i < languages.size(); ++i)
      words.marks_[i] = marks->text(languages[i]).value_or("");
    marks->finish();
  }
  for (Fields& fields : file.tables("topic")) {
    const std::string code = fields.text("code").value_or("");
    Topic topic;
    if (auto texts = fields.table("words")) {
      for (std::size_t i = 0; i < languages.size(); ++i) {
        topic[i].texts = texts->texts(languages[i]);
        if (topic[i].texts.empty()) texts->fault("no text in '" + std::string{languages[i]} + "'");
      }
      texts->finish();
    }
    if (!words.topics_.emplace(code, std::move(topic)).second)
      fields.fault("the topic '" + code + "' is there already");
    fields.finish();
  }
  file.finish();
  if (!errors.empty()) return errors;
  return words;
}

std::string Words::text(std::string_view topic, core::Language language, Chance& chance) const {
  const auto found = topics_.find(topic);
  if (found == topics_.end()) return {};
  std::size_t at = 2;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (core::Language::of(languages[i]) == language) at = i;
  }
  const std::vector<std::string>& texts = found->second[at].texts;
  return texts[chance.below(static_cast<std::uint32_t>(texts.size()))] + " " + marks_[at];
}

}  // namespace vuoro::demo
