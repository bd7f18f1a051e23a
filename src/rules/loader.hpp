#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "rules/model.hpp"
#include "rules/parser.hpp"

namespace vuoro::rules {

/// Turns DMN files into one Program; only for model loading (loader*.cpp).
class Loader {
 public:
  Result<Model> load(const std::filesystem::path& file);
  Result<Model> parse(std::string_view xml, const std::string& file_name);

 private:
  using Xml = pugi::xml_node;

  struct Import {
    std::string name;
    std::string space;
    std::uint32_t model = none;
  };
  struct Document {
    std::string file;
    std::string space;
    std::string text;
    std::unique_ptr<pugi::xml_document> xml;
    Xml root;
    std::vector<std::size_t> line_starts;
    std::vector<Import> imports;
    std::unique_ptr<Surroundings> around;
    std::map<std::string, TypeId, std::less<>> own_types;
  };
  /// What an element of the graph was read from.
  struct Source {
    Xml xml;
    std::vector<std::uint32_t> hidden_needs;  ///< Needed, but not by a name in scope.
  };
  /// Where findings about an expression belong.
  struct Place {
    std::uint32_t model = 0;
    std::string where;
    std::uint32_t row = 0;  ///< As in Finding.
    std::string column = {};
  };

  // Files (loader.cpp)
  Status read(const std::string& file, std::string text, std::uint32_t& model);
  Status read_imports(const std::filesystem::path& folder);
  void resolve_import(const std::filesystem::path& folder, std::uint32_t model, std::size_t import);
  [[nodiscard]] std::uint32_t line_of(std::uint32_t model, Xml node) const;
  void report(Finding::Weight weight, const Place& place, Xml node, Reason reason);
  Model finish();

  // Types (loader_types.cpp)
  void declare_types(std::uint32_t model);
  void define_types(std::uint32_t model);
  void break_type_cycles();
  void share_types(std::uint32_t model);
  void define_type(std::uint32_t model, Xml definition, TypeId id, int depth);
  TypeId base_type(std::uint32_t model, Xml definition, int depth);
  TypeId constrained(std::uint32_t model, TypeId base, Xml tests, const std::string& name);
  TypeId type_ref(const Place& place, Xml node, std::string_view name);
  TypeId type_of(const Place& place, Xml node);  ///< By attribute typeRef, or child of that name.

  // The requirements graph (loader_graph.cpp)
  void declare_elements(std::uint32_t model);
  void require(std::uint32_t element);
  [[nodiscard]] std::uint32_t by_href(std::uint32_t model, std::string_view href) const;
  [[nodiscard]] std::string name_in(std::uint32_t model, std::uint32_t element) const;
  void order_elements();
  void name_inputs();
  void compile_element(std::uint32_t element);
  void compile_knowledge(std::uint32_t element, Scope& scope);
  void declare_needs(std::uint32_t element, Scope& scope);

  // Boxed expressions (loader_boxed.cpp)
  [[nodiscard]] static Xml expression_in(Xml parent);
  NodeId boxed(const Place& place, Xml node, Scope& scope, int depth);
  NodeId inside(const Place& place, Xml parent, const char* child, Scope& scope, int depth);
  NodeId text_node(const Place& place, Xml node, Scope& scope);
  NodeId tests_text(const Place& place, Xml node, Scope& scope, std::uint32_t tested);
  NodeId boxed_context(const Place& place, Xml node, Scope& scope, int depth);
  NodeId boxed_list(const Place& place, Xml node, Scope& scope, int depth);
  NodeId relation(const Place& place, Xml node, Scope& scope, int depth);
  NodeId invocation(const Place& place, Xml node, Scope& scope, int depth);
  NodeId function_definition(const Place& place, Xml node, Scope& scope, int depth, const std::string& self);
  NodeId conditional(const Place& place, Xml node, Scope& scope, int depth);
  NodeId boxed_filter(const Place& place, Xml node, Scope& scope, int depth);
  NodeId iterator(const Place& place, Xml node, Scope& scope, int depth);
  NodeId coerced(NodeId node, TypeId type);
  std::uint32_t define_function(const Place& place, Xml node, Scope& scope, int depth,
                                const std::string& self, std::vector<NodeId>& captured);
  void take_faults(const Place& place, Xml node, const Parser& parser);

  // Decision tables (loader_table.cpp)
  NodeId decision_table(const Place& place, Xml node, Scope& scope);
  void table_columns(const Place& place, Xml node, Scope& scope, Table& table);
  void table_rows(const Place& place, Xml node, Scope& scope, Table& table);
  Cell cell(const Place& place, Xml entry, Scope& scope, const TableInput& input);
  Cell simplified(NodeId node);
  bool constant_value(NodeId node, Value& out);
  void check_types(const Place& place, Xml entry, const Cell& cell, const TableInput& input);
  void check_cover(const Place& place, Xml node, const Table& table);

  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  NameBook members_;
  std::vector<Document> documents_;
  std::vector<Source> sources_;
  std::vector<std::uint32_t> order_;
  std::vector<bool> cyclic_;
  std::vector<std::vector<std::string>> paths_;
  std::vector<Finding> findings_;
};

/// The name without its namespace prefix.
std::string_view local_name(pugi::xml_node node);
/// The first child element of that local name.
pugi::xml_node child_named(pugi::xml_node parent, std::string_view name);
std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name);
/// The text of the child "text", or of the node itself.
std::string text_in(pugi::xml_node node);

}  // namespace vuoro::rules
