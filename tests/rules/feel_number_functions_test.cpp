#include "rules/feel_cases.hpp"

namespace vuoro::rules::testing {
namespace {

TEST(FeelNumberFunctions, Rounding) {
  check({
      {R"feel(decimal(1/3, 2))feel", R"feel(0.33)feel"},
      {R"feel(decimal(1.5, 0))feel", R"feel(2)feel"},
      {R"feel(decimal(2.5, 0))feel", R"feel(2)feel"},
      {R"feel(decimal(0.515, 2))feel", R"feel(0.52)feel"},
      {R"feel(decimal(125, -1))feel", R"feel(120)feel"},
      {R"feel(floor(1.5))feel", R"feel(1)feel"},
      {R"feel(floor(-1.56, 1))feel", R"feel(-1.6)feel"},
      {R"feel(ceiling(1.5))feel", R"feel(2)feel"},
      {R"feel(ceiling(-1.5))feel", R"feel(-1)feel"},
      {R"feel(round up(5.5, 0))feel", R"feel(6)feel"},
      {R"feel(round up(-5.5, 0))feel", R"feel(-6)feel"},
      {R"feel(round up(1.121, 2))feel", R"feel(1.13)feel"},
      {R"feel(round down(-5.5, 0))feel", R"feel(-5)feel"},
      {R"feel(round half up(5.5, 0))feel", R"feel(6)feel"},
      {R"feel(round half up(-2.5, 0))feel", R"feel(-3)feel"},
      {R"feel(round half down(5.5, 0))feel", R"feel(5)feel"},
      {R"feel(round half down(-5.5, 0))feel", R"feel(-5)feel"},
      {R"feel(round half down(2.51, 0))feel", R"feel(3)feel"},
      {R"feel(round up(5.5))feel", R"feel(null)feel"},
  });
}

TEST(FeelNumberFunctions, Numbers) {
  check({
      {R"feel(abs(-10))feel", R"feel(10)feel"},
      {R"feel(abs(@"-P1Y"))feel", R"feel(P1Y)feel"},
      {R"feel(abs(@"-PT5M"))feel", R"feel(PT5M)feel"},
      {R"feel(modulo(12, 5))feel", R"feel(2)feel"},
      {R"feel(modulo(-12, 5))feel", R"feel(3)feel"},
      {R"feel(modulo(12, -5))feel", R"feel(-3)feel"},
      {R"feel(modulo(-12, -5))feel", R"feel(-2)feel"},
      {R"feel(modulo(10.1, 4.5))feel", R"feel(1.1)feel"},
      {R"feel(modulo(1, 0))feel", R"feel(null)feel"},
      {R"feel(sqrt(16))feel", R"feel(4)feel"},
      {R"feel(sqrt(-1))feel", R"feel(null)feel"},
      {R"feel(decimal(log(10), 8))feel", R"feel(2.30258509)feel"},
      {R"feel(log(0))feel", R"feel(null)feel"},
      {R"feel(decimal(exp(5), 8))feel", R"feel(148.41315910)feel"},
      {R"feel(odd(5))feel", R"feel(true)feel"},
      {R"feel(even(2))feel", R"feel(true)feel"},
      {R"feel(odd(-1))feel", R"feel(true)feel"},
      {R"feel(even(null))feel", R"feel(null)feel"},
  });
}

TEST(FeelNumberFunctions, Aggregates) {
  check({
      {R"feel(min([1,2,3]))feel", R"feel(1)feel"},
      {R"feel(min(1,2,3))feel", R"feel(1)feel"},
      {R"feel(max("a","b"))feel", R"feel("b")feel"},
      {R"feel(max([]))feel", R"feel(null)feel"},
      {R"feel(max([1,"a"]))feel", R"feel(null)feel"},
      {R"feel(min(@"2020-01-01", @"2019-01-01"))feel", R"feel(2019-01-01)feel"},
      {R"feel(sum([1,2,3]))feel", R"feel(6)feel"},
      {R"feel(sum(1,2,3))feel", R"feel(6)feel"},
      {R"feel(sum([1,null]))feel", R"feel(null)feel"},
      {R"feel(mean([1,2,3]))feel", R"feel(2)feel"},
      {R"feel(median(8, 2, 5, 3, 4))feel", R"feel(4)feel"},
      {R"feel(median([6,1,2,3]))feel", R"feel(2.5)feel"},
      {R"feel(median([]))feel", R"feel(null)feel"},
      {R"feel(mode(6,3,9,6,6))feel", R"feel([6])feel"},
      {R"feel(mode([6,1,9,6,1]))feel", R"feel([1, 6])feel"},
      {R"feel(mode([]))feel", R"feel([])feel"},
      {R"feel(stddev(2,4,7,5))feel", R"feel(2.081665999466132735282297706979931)feel"},
      {R"feel(stddev([47]))feel", R"feel(null)feel"},
      {R"feel(product([2,3,4]))feel", R"feel(24)feel"},
      {R"feel(product([]))feel", R"feel(null)feel"},
  });
}

TEST(FeelNumberFunctions, Truth) {
  check({
      {R"feel(all([true, false]))feel", R"feel(false)feel"},
      {R"feel(all([]))feel", R"feel(true)feel"},
      {R"feel(all(true))feel", R"feel(true)feel"},
      {R"feel(all([true, null]))feel", R"feel(null)feel"},
      {R"feel(all(0))feel", R"feel(null)feel"},
      {R"feel(any([false, true]))feel", R"feel(true)feel"},
      {R"feel(any([]))feel", R"feel(false)feel"},
      {R"feel(any([false, null]))feel", R"feel(null)feel"},
  });
}

}  // namespace
}  // namespace vuoro::rules::testing
