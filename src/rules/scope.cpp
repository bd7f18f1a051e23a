#include "rules/scope.hpp"

#include <algorithm>

#include "rules/words.hpp"

namespace vuoro::rules {

std::size_t spelled(std::string_view text, std::size_t at, std::string_view name) {
  std::size_t i = at;
  for (std::size_t n = 0; n < name.size(); ++n) {
    if (name[n] == ' ') {
      const std::size_t gap = i;
      while (i < text.size() && is_space(code_point(text, i).c)) i += code_point(text, i).size;
      if (i == gap) return 0;
    } else {
      if (i >= text.size() || text[i] != name[n]) return 0;
      ++i;
    }
  }
  if (i < text.size() && continues_name(code_point(text, i).c)) {
    // "sum" does not begin "summa", but a name that ends in a joining character may touch the next word.
    const bool joined = joins_name(static_cast<unsigned char>(name.back()));
    if (!joined) return 0;
  }
  return i - at;
}

void NameBook::add(std::string_view raw) {
  const std::string name = normal_name(raw);
  if (name.empty() || (is_plain_name(name) && name.find(' ') == std::string::npos)) return;
  auto& names = by_first_[name.front()];
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::size_t NameBook::longest(std::string_view text, std::size_t at, std::string& name) const {
  if (at >= text.size()) return 0;
  const auto found = by_first_.find(text[at]);
  if (found == by_first_.end()) return 0;
  std::size_t best = 0;
  for (const std::string& candidate : found->second) {
    const std::size_t length = spelled(text, at, candidate);
    if (length > best) {
      best = length;
      name = candidate;
    }
  }
  return best;
}

std::uint32_t Scope::slot() {
  return frames_.back().slots++;
}

std::uint32_t Scope::declare(std::string name) {
  const std::uint32_t id = slot();
  declare_at(std::move(name), id);
  return id;
}

void Scope::declare_at(std::string name, std::uint32_t slot) {
  symbols_.push_back(
      {Symbol::Kind::local, std::move(name), slot, static_cast<std::uint32_t>(frames_.size() - 1)});
}

void Scope::declare_element(std::string name, std::uint32_t element) {
  symbols_.push_back({Symbol::Kind::element, std::move(name), element, 0});
}

std::uint32_t Scope::filtered(std::string name) {
  const std::uint32_t id = declare(std::move(name));
  symbols_.push_back({Symbol::Kind::filtered, {}, id, static_cast<std::uint32_t>(frames_.size() - 1)});
  return id;
}

Scope::Frame Scope::close_frame() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  return frame;
}

bool Scope::filtering() const {
  return std::any_of(symbols_.begin(), symbols_.end(),
                     [](const Symbol& s) { return s.kind == Symbol::Kind::filtered; });
}

std::uint32_t Scope::reach(const Symbol& symbol) {
  std::uint32_t slot = symbol.id;
  for (std::size_t f = symbol.frame + 1; f < frames_.size(); ++f) {
    Frame& frame = frames_[f];
    const auto known = std::find_if(frame.captures.begin(), frame.captures.end(),
                                    [slot](const Capture& c) { return c.outer == slot; });
    if (known != frame.captures.end()) {
      slot = known->inner;
    } else {
      frame.captures.push_back({slot, frame.slots});
      slot = frame.slots++;
    }
  }
  return slot;
}

NodeId Scope::resolve(Code& code, std::string_view name) {
  std::vector<NodeId> items;
  NodeId found = none;
  for (std::size_t i = symbols_.size(); i-- > 0 && found == none;) {
    const Symbol symbol = symbols_[i];
    if (symbol.kind == Symbol::Kind::filtered) {
      items.push_back(code.add(Op::local, {}, reach(symbol)));
    } else if (symbol.name == name) {
      found = symbol.kind == Symbol::Kind::element ? code.add(Op::element, {}, symbol.id)
                                                   : code.add(Op::local, {}, reach(symbol));
    }
  }
  if (items.empty()) return found;
  items.push_back(found == none ? code.add_constant({}) : found);
  return code.add(Op::member_or, std::move(items), code.add_name(std::string(name)));
}

}  // namespace vuoro::rules
