#include "rules/program.hpp"

#include <array>

namespace vuoro::rules {
namespace {

using K = Value::Kind;

struct PlainName {
  std::string_view name;
  K kind;
};

constexpr std::array<PlainName, 15> plain_names{{{"null", K::null},
                                                 {"Null", K::null},
                                                 {"boolean", K::boolean},
                                                 {"number", K::number},
                                                 {"string", K::string},
                                                 {"date", K::date},
                                                 {"time", K::time},
                                                 {"date and time", K::date_time},
                                                 {"dateTime", K::date_time},
                                                 {"years and months duration", K::months},
                                                 {"yearMonthDuration", K::months},
                                                 {"year month duration", K::months},
                                                 {"days and time duration", K::days_time},
                                                 {"dayTimeDuration", K::days_time},
                                                 {"day time duration", K::days_time}}};

}  // namespace

Code::Code() {
  types.push_back({.name = "Any"});
  for (std::uint8_t k = 0; k <= static_cast<std::uint8_t>(K::days_time); ++k) {
    types.push_back({.kind = Type::Kind::plain,
                     .plain = static_cast<K>(k),
                     .name = std::string(kind_name(static_cast<K>(k)))});
  }
}

NodeId Code::add(Op op, std::vector<NodeId> children, std::uint32_t x, std::uint8_t y) {
  Node node{op, y, x, static_cast<std::uint32_t>(kids.size()), static_cast<std::uint32_t>(children.size())};
  kids.insert(kids.end(), children.begin(), children.end());
  nodes.push_back(node);
  return static_cast<NodeId>(nodes.size() - 1);
}

NodeId Code::add_constant(Value value) {
  constants.push_back(std::move(value));
  return add(Op::constant, {}, static_cast<std::uint32_t>(constants.size() - 1));
}

std::uint32_t Code::add_name(std::string name) {
  names.push_back(std::move(name));
  return static_cast<std::uint32_t>(names.size() - 1);
}

TypeId Code::add_type(Type type) {
  types.push_back(std::move(type));
  return static_cast<TypeId>(types.size() - 1);
}

TypeId Code::list_of(TypeId element) {
  for (TypeId id = 0; id < types.size(); ++id) {
    if (types[id].kind == Type::Kind::list && types[id].element == element && types[id].allowed == none &&
        types[id].name.empty()) {
      return id;
    }
  }
  return add_type({.kind = Type::Kind::list, .element = element});
}

TypeId Code::plain_type(std::string_view name) const {
  if (name == "Any" || name == "any") return 0;
  for (const PlainName& plain : plain_names) {
    if (plain.name == name) return 1 + static_cast<TypeId>(plain.kind);
  }
  return none;
}

}  // namespace vuoro::rules
