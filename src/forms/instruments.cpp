#include "forms/instruments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "forms/toml_file.hpp"

namespace vuoro::forms {
namespace {

/// Lower-case letters and digits as words by single spaces, with a space before and after: "PHQ-9" and
/// "phq 9" are both " phq9 " when joined, " phq 9 " when not.
std::string words_of(std::string_view text, bool join) {
  std::string out = " ";
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain =
        upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (plain) {
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!(join && (c == '-' || c == '_')) && out.back() != ' ') {
      out += ' ';
    }
  }
  return out.back() == ' ' ? out : out + ' ';
}

bool names(const std::string& text, const std::string& mark) {
  for (const bool join : {false, true}) {
    for (const bool join_mark : {false, true}) {
      if (words_of(text, join).find(words_of(mark, join_mark)) != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace

Result<Instruments> Instruments::load(const std::filesystem::path& file) {
  const auto root = read_toml_file(file);
  if (!root) return root.error();
  Faults faults;
  Instruments out;
  const toml::array* const list = (*root)["instrument"].as_array();
  if (list == nullptr) return Error{"instruments-invalid", "no [[instrument]]", file.string()};
  for (const toml::node& node : *list) {
    if (node.as_table() == nullptr) return Error{"instruments-invalid", "no [[instrument]]", file.string()};
    TomlFields fields(*node.as_table(), faults);
    Instrument one;
    one.code = fields.text("code");
    one.name = fields.text("name");
    one.holder = fields.text("holder");
    one.licence = fields.text("licence");
    one.permission = fields.text("permission", false);
    one.marks = fields.texts("marks");
    if (one.marks.empty()) fields.fault("missing", "'marks' is missing: nothing would be recognised");
    fields.finish();
    out.all_.push_back(std::move(one));
  }
  if (!faults.empty()) return Error{"instruments-invalid", faults.text(file.string()), file.string()};
  return out;
}

const Instrument* Instruments::without_permission(const Form& form) const {
  for (const Instrument& instrument : all_) {
    if (!instrument.permission.empty()) continue;
    for (const std::string& mark : instrument.marks) {
      const bool is = std::any_of(form.marks().begin(), form.marks().end(),
                                  [&](const std::string& text) { return names(text, mark); });
      if (is) return &instrument;
    }
  }
  return nullptr;
}

Fault licence_fault(const Instrument& instrument) {
  return {"licence", "", "",
          fmt::format("this is {}, whose rights {} holds ({}); there is no reference of a permission",
                      instrument.name, instrument.holder, instrument.licence)};
}

}  // namespace vuoro::forms
