#include "api/html.hpp"

#include <stdexcept>

namespace vuoro::api {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (byte >= 0x20 ? byte != 0x7f : c == '\t' || c == '\n' || c == '\r') out.push_back(c);
    }
  }
  return out;
}

void Html::tag(std::string_view name, Attributes attributes) {
  out_.append("<").append(name);
  for (const auto& [attribute, value] : attributes) {
    if (value.data() == nullptr) continue;
    out_.append(" ").append(attribute);
    if (!value.empty()) out_.append("=\"").append(escaped(value)).append("\"");
  }
  out_.append(">");
}

Html& Html::open(std::string_view tag_name, Attributes attributes) {
  tag(tag_name, attributes);
  opened_.emplace_back(tag_name);
  return *this;
}

Html& Html::close() {
  if (opened_.empty()) throw std::logic_error("nothing is open in the page");
  out_.append("</").append(opened_.back()).append(">");
  opened_.pop_back();
  return *this;
}

Html& Html::element(std::string_view tag_name, std::string_view text, Attributes attributes) {
  return open(tag_name, attributes).words(text).close();
}

Html& Html::empty(std::string_view tag_name, Attributes attributes) {
  tag(tag_name, attributes);
  return *this;
}

Html& Html::words(std::string_view text) {
  out_ += escaped(text);
  return *this;
}

Html& Html::add(const Html& part) {
  out_ += part.text();
  return *this;
}

const std::string& Html::text() const {
  if (!opened_.empty()) throw std::logic_error("an element of the page is not closed");
  return out_;
}

}  // namespace vuoro::api
