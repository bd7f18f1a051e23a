#pragma once

#include <gtest/gtest.h>

#include <string>

#include "rules/json.hpp"
#include "rules/model.hpp"

/// Models written in the tests themselves.
namespace vuoro::rules::testing {

inline std::string definitions(const std::string& inside) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:test\" "
         "name=\"t\">\n" +
         inside + "\n</definitions>";
}

inline std::string literal(const std::string& text) {
  return "<literalExpression><text><![CDATA[" + text + "]]></text></literalExpression>";
}

/// A decision with its variable's type and its logic; `needs` are requirement elements.
inline std::string decision(const std::string& name, const std::string& type, const std::string& logic,
                            const std::string& needs = {}) {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<decision id=\"_" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"" + type_ref +
         "/>" + needs + logic + "</decision>";
}

inline std::string needs_input(const std::string& name) {
  return "<informationRequirement><requiredInput href=\"#_" + name + "\"/></informationRequirement>";
}
inline std::string needs_decision(const std::string& name) {
  return "<informationRequirement><requiredDecision href=\"#_" + name + "\"/></informationRequirement>";
}
inline std::string needs_knowledge(const std::string& name) {
  return "<knowledgeRequirement><requiredKnowledge href=\"#_" + name + "\"/></knowledgeRequirement>";
}
inline std::string input(const std::string& name, const std::string& type) {
  return "<inputData id=\"_" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\" typeRef=\"" +
         type + "\"/></inputData>";
}

/// The JSON of the decision (or service, or knowledge model), or "error: …".
inline std::string result_of(const std::string& xml, const std::string& name,
                             const std::string& json = "{}") {
  const auto model = Model::parse(xml, "test.dmn");
  if (!model) return "error: " + model.error().what;
  const auto inputs = from_json(json);
  if (!inputs) return "error: input";
  const auto outcome = model->evaluate(model->find(name), *inputs);
  return outcome ? to_json(outcome->result) : "error: " + outcome.error().what;
}

/// The findings, one a line.
inline std::string findings_of(const std::string& xml) {
  const auto model = Model::parse(xml, "test.dmn");
  if (!model) return "refused: " + model.error().where + ": " + model.error().what;
  std::string out;
  for (const Finding& finding : model->findings()) out += finding.text() + "\n";
  return out;
}

}  // namespace vuoro::rules::testing
