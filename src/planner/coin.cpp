// The one file that knows COIN-OR: CLP for real numbers, CBC for whole ones.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include "planner/linear_program.hpp"

// After the rest: its headers define macros.
#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

namespace vuoro::planner {

int LinearProgram::column(double lower, double upper, double cost, Values values) {
  lower_.push_back(lower);
  upper_.push_back(upper);
  costs_.push_back(cost);
  values_.push_back(values);
  return columns() - 1;
}

void LinearProgram::row(double lower, double upper, std::span<const Entry> entries) {
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  row_starts_.push_back(entries_.size());
  row_lower_.push_back(lower);
  row_upper_.push_back(upper);
}

void LinearProgram::bounds(int column, double lower, double upper) {
  lower_[at(column)] = lower;
  upper_[at(column)] = upper;
}

/// The program column by column, as COIN-OR wants it.
class Coin {
 public:
  explicit Coin(const LinearProgram& p) : p_(p), starts_(p.costs_.size() + 1, 0) {
    for (const auto& e : p.entries_) ++starts_[LinearProgram::at(e.column) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    std::vector<int> next(starts_.begin(), starts_.end() - 1);
    rows_.resize(p.entries_.size());
    factors_.resize(p.entries_.size());
    for (std::size_t row = 0; row + 1 < p.row_starts_.size(); ++row) {
      for (std::size_t i = p.row_starts_[row]; i < p.row_starts_[row + 1]; ++i) {
        const auto& e = p.entries_[i];
        const auto at = static_cast<std::size_t>(next[LinearProgram::at(e.column)]++);
        rows_[at] = static_cast<int>(row);
        factors_[at] = e.factor;
      }
    }
  }

  [[nodiscard]] bool has_whole() const {
    return std::ranges::find(p_.values_, Values::whole) != p_.values_.end();
  }

  /// As if every value could be real.
  [[nodiscard]] Solution relaxed(double seconds) const {
    const std::unique_ptr<Clp_Simplex, decltype(&Clp_deleteModel)> model(Clp_newModel(), Clp_deleteModel);
    Clp_setLogLevel(model.get(), 0);
    Clp_loadProblem(model.get(), p_.columns(), p_.rows(), starts_.data(), rows_.data(), factors_.data(),
                    p_.lower_.data(), p_.upper_.data(), p_.costs_.data(), p_.row_lower_.data(),
                    p_.row_upper_.data());
    Clp_setMaximumSeconds(model.get(), seconds);
    Clp_initialSolve(model.get());
    Solution s;
    const int status = Clp_status(model.get());
    if (status == 1) s.found = Found::impossible;
    if (status != 0) return s;
    s.found = Found::best;
    s.cost = s.bound = Clp_objectiveValue(model.get());
    const double* values = Clp_primalColumnSolution(model.get());
    s.values.assign(values, values + p_.columns());
    return s;
  }

  [[nodiscard]] Solution whole(const Effort& effort, double bound) const {
    const std::unique_ptr<Cbc_Model, decltype(&Cbc_deleteModel)> model(Cbc_newModel(), Cbc_deleteModel);
    Cbc_loadProblem(model.get(), p_.columns(), p_.rows(), starts_.data(), rows_.data(), factors_.data(),
                    p_.lower_.data(), p_.upper_.data(), p_.costs_.data(), p_.row_lower_.data(),
                    p_.row_upper_.data());
    for (int i = 0; i < p_.columns(); ++i) {
      if (p_.values_[LinearProgram::at(i)] == Values::whole) Cbc_setInteger(model.get(), i);
    }
    Cbc_setParameter(model.get(), "log", "0");
    Cbc_setParameter(model.get(), "ratioGap", fmt::format("{}", effort.gap).c_str());
    Cbc_setParameter(model.get(), "seconds", fmt::format("{:.3f}", effort.seconds).c_str());
    Cbc_solve(model.get());
    Solution s;
    s.bound = bound;
    if (Cbc_isProvenInfeasible(model.get()) != 0) {
      s.found = Found::impossible;
      return s;
    }
    const double* values = Cbc_bestSolution(model.get());
    if (values == nullptr) return s;
    s.values.assign(values, values + p_.columns());
    for (std::size_t i = 0; i < s.values.size(); ++i) {
      if (p_.values_[i] == Values::whole) s.values[i] = std::round(s.values[i]);
      s.cost += p_.costs_[i] * s.values[i];
    }
    s.bound = std::max(bound, std::min(s.cost, Cbc_getBestPossibleObjValue(model.get())));
    s.found = s.cost - s.bound <= effort.gap * std::abs(s.cost) + 1e-6 ? Found::best : Found::some;
    return s;
  }

 private:
  const LinearProgram& p_;
  std::vector<int> starts_;
  std::vector<int> rows_;
  std::vector<double> factors_;
};

Solution solve(const LinearProgram& program, const Effort& effort) {
  // CBC keeps its settings in static variables.
  static std::mutex one_at_a_time;
  const std::scoped_lock lock(one_at_a_time);
  const Coin coin(program);
  Solution relaxed = coin.relaxed(effort.seconds);
  if (relaxed.found != Found::best || !coin.has_whole()) return relaxed;
  return coin.whole(effort, relaxed.cost);
}

}  // namespace vuoro::planner
