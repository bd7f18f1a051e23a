#include "rules/feel_cases.hpp"

namespace vuoro::rules::testing {
namespace {

TEST(FeelListFunctions, Lists) {
  check({
      {R"feel(list contains([1,2,3], 2))feel", R"feel(true)feel"},
      {R"feel(list contains([1,null], null))feel", R"feel(true)feel"},
      {R"feel(list contains(null, 1))feel", R"feel(null)feel"},
      {R"feel(count([1,2,3]))feel", R"feel(3)feel"},
      {R"feel(count([]))feel", R"feel(0)feel"},
      {R"feel(sublist([4,5,6], 1, 2))feel", R"feel([4, 5])feel"},
      {R"feel(sublist([4,5,6], -2))feel", R"feel([5, 6])feel"},
      {R"feel(sublist([4,5,6], 4))feel", R"feel(null)feel"},
      {R"feel(sublist([4,5,6], 1, 4))feel", R"feel(null)feel"},
      {R"feel(append([1], 2, 3))feel", R"feel([1, 2, 3])feel"},
      {R"feel(concatenate([1,2],[3]))feel", R"feel([1, 2, 3])feel"},
      {R"feel(insert before([1,3],1,2))feel", R"feel([2, 1, 3])feel"},
      {R"feel(insert before([1,3],-1,2))feel", R"feel([1, 2, 3])feel"},
      {R"feel(insert before([1,3],5,2))feel", R"feel(null)feel"},
      {R"feel(remove([1,2,3], 2))feel", R"feel([1, 3])feel"},
      {R"feel(remove([1,2,3], -1))feel", R"feel([1, 2])feel"},
      {R"feel(reverse([1,2,3]))feel", R"feel([3, 2, 1])feel"},
      {R"feel(index of([1,2,3,2],2))feel", R"feel([2, 4])feel"},
      {R"feel(index of([1,null],null))feel", R"feel([2])feel"},
      {R"feel(union([1,2],[2,3]))feel", R"feel([1, 2, 3])feel"},
      {R"feel(distinct values([1,2,3,2,1]))feel", R"feel([1, 2, 3])feel"},
      {R"feel(flatten([[1,2],[[3]], 4]))feel", R"feel([1, 2, 3, 4])feel"},
      {R"feel(flatten(null))feel", R"feel(null)feel"},
      {R"feel(list replace([2,4,7,8], 3, 6))feel", R"feel([2, 4, 6, 8])feel"},
      {R"feel(list replace([2,4,7,8], function(item, newItem) item < newItem, 5))feel",
       R"feel([5, 5, 7, 8])feel"},
  });
}

TEST(FeelListFunctions, Contexts) {
  check({
      {R"feel(get value({a: 1}, "a"))feel", R"feel(1)feel"},
      {R"feel(get value({a: 1}, "b"))feel", R"feel(null)feel"},
      {R"feel(get entries({a: 1}))feel", R"feel([{key: "a", value: 1}])feel"},
      {R"feel(get entries({a: 1, b: 2})[key = "b"].value)feel", R"feel([2])feel"},
      {R"feel(context([{key: "a", value: 1}]))feel", R"feel({a: 1})feel"},
      {R"feel(context([{key: "a", value: 1}, {key: "a", value: 2}]))feel", R"feel(null)feel"},
      {R"feel(context put({x: 1}, "y", 2))feel", R"feel({x: 1, y: 2})feel"},
      {R"feel(context put({x: 1, y: {a: 0}}, ["y", "a"], 2))feel", R"feel({x: 1, y: {a: 2}})feel"},
      {R"feel(context put(context: {x: 1}, keys: ["y"], value: 2))feel", R"feel({x: 1, y: 2})feel"},
      {R"feel(context put({x: 1}, [], 2))feel", R"feel(null)feel"},
      {R"feel(context merge([{x: 1}, {y: 2}, {x: 3}]))feel", R"feel({x: 3, y: 2})feel"},
  });
}

}  // namespace
}  // namespace vuoro::rules::testing
