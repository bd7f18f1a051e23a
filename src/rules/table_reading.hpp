#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model.hpp"

/// What can be read off a compiled table without running it: for whoever holds tables against a vocabulary
/// of their own and explains their rows.
namespace vuoro::rules {

/// The text that a row (from 0) gives in the output column; empty when it is no constant text.
std::string row_text(const Model& model, const Table& table, std::size_t row, std::string_view column);

/// The input data that a column tests; none when it tests something else.
std::uint32_t column_input(const Model& model, const Table& table, std::size_t column);

/// Every constant that stands anywhere in the cell, the ends of ranges apart. O(nodes of the cell).
std::vector<Value> constants_in(const Model& model, const Cell& cell);

/// Calls visit for every node of a cell that is an expression. O(nodes of the cell).
void for_each_op(const Model& model, const Cell& cell, const std::function<void(const Node&)>& visit);

}  // namespace vuoro::rules
