#include "rules/parser.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {

Surroundings::Surroundings(Code& into, NameBook& known_members) : code(into), members(known_members) {
  for (const char* name : {"date and time", "years and months duration", "year month duration",
                           "days and time duration", "day time duration"}) {
    type_names.add(name);
  }
  for (const char* name : {"time offset", "start included", "end included"}) members.add(name);
}

void Surroundings::add_type(const std::string& name, TypeId type) {
  types.emplace(name, type);
  type_names.add(name);
}

TypeId Parser::whole_type() {
  const TypeId found = type();
  skip();
  if (ok() && at_ < text_.size()) fail("feel-more");
  return found;
}

TypeId Parser::type() {
  if (++depth_ > deepest) fail("feel-too-deep");
  TypeId out = 0;
  skip();
  const std::string_view word = plain_word();
  const std::size_t start = at_;
  at_ += word.size();
  const bool known = around_.types.find(word) != around_.types.end();
  const bool generic_follows = at("<");
  at_ = start;
  if (!ok()) {
    out = 0;
  } else if (word == "list" && (generic_follows || !known)) {
    out = generic(Type::Kind::list);
  } else if (word == "range" && (generic_follows || !known)) {
    out = generic(Type::Kind::range);
  } else if (word == "context" && (generic_follows || !known)) {
    out = context_type();
  } else if (word == "function" && (generic_follows || !known)) {
    out = function_type();
  } else {
    out = named_type();
  }
  --depth_;
  return out;
}

TypeId Parser::generic(Type::Kind kind) {
  at_ += plain_word().size();
  Type out{.kind = kind};
  if (accept("<")) {
    out.element = type();
    expect(">");
  }
  return kind == Type::Kind::list ? code_.list_of(out.element) : code_.add_type(out);
}

TypeId Parser::context_type() {
  at_ += plain_word().size();
  Type out{.kind = Type::Kind::context};
  if (accept("<")) {
    do {
      Parameter member{declared_name(":"), 0};
      expect(":");
      if (ok()) member.type = type();
      around_.members.add(member.name);
      out.members.push_back(member);
    } while (ok() && accept(","));
    expect(">");
  }
  return code_.add_type(out);
}

TypeId Parser::function_type() {
  at_ += plain_word().size();
  Type out{.kind = Type::Kind::function};
  if (accept("<")) {
    if (!at(">")) {
      do {
        out.members.push_back({{}, type()});
      } while (ok() && accept(","));
    }
    expect(">");
    expect("->");
    if (ok()) out.element = type();
  } else {
    out.name = "function";  // any function
  }
  return code_.add_type(out);
}

TypeId Parser::named_type() {
  std::string name;
  const std::size_t length = around_.type_names.longest(text_, at_, name);
  const std::string_view word = plain_word();
  if (length > word.size()) {
    at_ += length;
  } else {
    if (word.empty()) {
      fail("feel-type");
      return 0;
    }
    name = word;
    at_ += word.size();
  }
  if (const auto found = around_.types.find(name); found != around_.types.end()) return found->second;
  if (const TypeId plain = code_.plain_type(name); plain != none) return plain;
  return code_.add_type({.kind = Type::Kind::unknown, .name = name});
}

}  // namespace vuoro::rules
