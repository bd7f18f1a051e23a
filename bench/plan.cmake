add_executable(plan_bench ${CMAKE_CURRENT_LIST_DIR}/plan_bench.cpp)
target_link_libraries(plan_bench PRIVATE vuoro_planner ${LEMON_LIBRARIES} PkgConfig::clp fmt::fmt)
