# Headers are two thirds of the compile time of a usual file. VUORO_PRECOMPILE reads them once per target; it is for
# the builds that only CI and the sanitizers make. The other builds do without, so a file that forgets an #include
# still fails there.
option(VUORO_PRECOMPILE "Precompile the headers that many files share" OFF)

# vuoro_precompile(target header…)
function(vuoro_precompile target)
  if(VUORO_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <chrono> <filesystem> <fstream> <functional> <map>
      <memory> <mutex> <optional> <set> <string> <unordered_map> <variant> <vector> ${ARGN})
  endif()
endfunction()
