#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "core/vocabulary.hpp"
#include "demo/chance.hpp"

namespace vuoro::demo {

/// What made-up people write: a few plain sentences by topic and language (demo-words.toml of a pack).
/// Immutable after load.
class Words {
 public:
  static constexpr std::array<std::string_view, 7> languages = {"fi", "sv", "en", "ru", "ar", "so", "et"};

  /// Reads <pack>/demo-words.toml. Faults with file, line and reason: a topic twice, a language missing, no
  /// text.
  static Result<Words, content::ContentErrors> load(const std::filesystem::path& pack);

  /// One of the topic's texts with the mark that it is an example; English for other languages, empty for an
  /// unknown topic.
  [[nodiscard]] std::string text(std::string_view topic, core::Language language, Chance& chance) const;
  [[nodiscard]] bool has(std::string_view topic) const { return topics_.contains(topic); }

 private:
  struct InOneLanguage {
    std::vector<std::string> texts;
  };
  using Topic = std::array<InOneLanguage, languages.size()>;

  std::map<std::string, Topic, std::less<>> topics_;
  std::array<std::string, languages.size()> marks_;
};

}  // namespace vuoro::demo
