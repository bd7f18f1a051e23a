#pragma once

#include "rules/model.hpp"
#include "tables/about.hpp"
#include "tables/flaw.hpp"
#include "tables/table.hpp"
#include "tables/vocabulary.hpp"

/// Private to src/tables: a compiled model held against the vocabulary of its kind.
namespace vuoro::tables {

/// Inputs are the vocabulary's, of its types; each column is simply one of them; tests name words that the
/// input has and call nothing that could take long; outputs are constant words. Notes everything that is
/// otherwise. `out` is what is left to ask with when nothing was noted.
void check_model(const rules::Model& model, const Vocabulary& vocabulary, const About& about, Flaws& flaws,
                 Compiled& out);

/// Notes inputs that no row matches, and under Unique those that two rows match, by asking with every
/// combination of values that the rows tell apart: at most one of each. Precondition: check_model noted
/// nothing.
void check_cover(const Compiled& compiled, const Vocabulary& vocabulary, Flaws& flaws);

}  // namespace vuoro::tables
