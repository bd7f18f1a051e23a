add_executable(bench_measures_wait ${CMAKE_CURRENT_LIST_DIR}/measures_wait.cpp)
target_link_libraries(bench_measures_wait PRIVATE vuoro_measures SQLite::SQLite3 fmt::fmt)
target_compile_definitions(bench_measures_wait PRIVATE
  VUORO_POSTGRES_SCRIPT="${CMAKE_CURRENT_LIST_DIR}/measures_postgres.sh")
