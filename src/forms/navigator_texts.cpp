#include "forms/navigator_texts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "forms/toml_file.hpp"

namespace vuoro::forms {
namespace {

template <class T>
const T* by_code(const std::vector<T>& all, std::string_view code) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.code == code; });
  return found == all.end() ? nullptr : &*found;
}

/// Every table of the array, with its code, which no other has.
template <class T, class Read>
std::vector<T> all_of(const toml::table& root, std::string_view key, Faults& faults, Read read) {
  std::vector<T> out;
  const toml::array* const list = root[key].as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const toml::table* const table = list->get(i)->as_table();
    if (table == nullptr) {
      faults.add("wrong-type", "", key, "must be [[tables]]");
      continue;
    }
    TomlFields fields(*table, faults);
    T one;
    one.code = fields.text("code");
    if (by_code(out, one.code) != nullptr)
      fields.fault("code-twice", fmt::format("'{}' is there already", one.code));
    read(fields, one);
    fields.finish();
    out.push_back(std::move(one));
  }
  return out;
}

template <std::size_t n>
void only_keys(const toml::table& root, const std::array<std::string_view, n>& known, Faults& faults) {
  for (const auto& [key, node] : root) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end())
      faults.add("unknown-key", "", fmt::format("line {}", node.source().begin.line),
                 fmt::format("unknown key '{}'", key.str()));
  }
}

bool is_link(std::string_view link) {
  return link.starts_with("https://");
}

Faults one_fault(const Error& error) {
  Faults faults;
  faults.add(error.code, "", error.where, error.what);
  return faults;
}

}  // namespace

const Contact* SharedTexts::contact(std::string_view code) const {
  return by_code(contacts, code);
}
const Source* SharedTexts::source(std::string_view code) const {
  return by_code(sources, code);
}
const ServiceText* SharedTexts::service(std::string_view code) const {
  return by_code(services, code);
}
const OutcomeText* NavigatorTexts::outcome(std::string_view code) const {
  return by_code(outcomes, code);
}
const ExitText* NavigatorTexts::exit(std::string_view code) const {
  return by_code(exits, code);
}

Result<SharedTexts, Faults> SharedTexts::load(const std::filesystem::path& file) {
  const auto root = read_toml_file(file);
  if (!root) return one_fault(root.error());
  Faults faults;
  SharedTexts out;
  only_keys(*root, std::array<std::string_view, 5>{"emergency", "order", "contact", "source", "service"},
            faults);
  out.contacts = all_of<Contact>(*root, "contact", faults, [](TomlFields& fields, Contact& one) {
    one.name = fields.three("name");
    one.what = fields.three("what");
    one.phone = fields.text("phone");
  });
  out.sources = all_of<Source>(*root, "source", faults, [](TomlFields& fields, Source& one) {
    one.title = fields.three("title");
    one.link = fields.text("link");
    one.unverified = fields.flag("unverified");
    if (!is_link(one.link)) fields.fault("link", "a link begins with https://");
  });
  out.services = all_of<ServiceText>(*root, "service", faults, [](TomlFields& fields, ServiceText& one) {
    one.name = fields.three("name");
    one.what = fields.three("what");
    one.link = fields.text("link", false);
    if (!one.link.empty() && !is_link(one.link)) fields.fault("link", "a link begins with https://");
  });
  TomlFields fields(*root, faults);
  out.emergency = fields.texts("emergency");
  out.order = fields.texts("order");
  if (out.emergency.empty()) fields.fault("missing", "'emergency' is missing: which numbers come first");
  for (const std::string& code : out.emergency) {
    if (out.contact(code) == nullptr) fields.fault("unknown-contact", fmt::format("no contact '{}'", code));
  }
  if (!faults.empty()) return faults;
  return out;
}

}  // namespace vuoro::forms
