# Races for slots: inside the core (ctest runs a short one) and against the server through HTTP (scripts/race). Each
# also in a build that can be told to do wrong: the core's checks of free places and of
# overlaps become questions to VUORO_FAULT.
set(race_shared ${CMAKE_CURRENT_LIST_DIR}/booker.cpp ${CMAKE_CURRENT_LIST_DIR}/verdicts.cpp)
set(race_core ${race_shared} ${CMAKE_CURRENT_LIST_DIR}/core_race.cpp ${CMAKE_CURRENT_LIST_DIR}/core_world.cpp
  ${CMAKE_SOURCE_DIR}/tests/simulator/simulated_disk.cpp)
set(race_core_rooms vuoro_core vuoro_promises vuoro_calendar vuoro_rights vuoro_base absl::btree fmt::fmt
  CLI11::CLI11 GTest::gtest)

# Pairs of what a source file says and what is put there; a source that no longer says it stops the configuration.
function(race_spoilt name out)
  set(from ${CMAKE_SOURCE_DIR}/src/core/${name})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
  file(READ ${from} text)
  set(spoilt "${text}")
  while(ARGN)
    list(POP_FRONT ARGN find put)
    string(REPLACE "${find}" "${put}" next "${spoilt}")
    if(next STREQUAL spoilt)
      message(FATAL_ERROR "${name} has no \"${find}\" to spoil")
    endif()
    set(spoilt "${next}")
  endwhile()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/spoilt/${name} CONTENT "#include \"live/teeth.hpp\"\n${spoilt}" @ONLY)
  set(${out} ${CMAKE_CURRENT_BINARY_DIR}/spoilt/${name} PARENT_SCOPE)
endfunction()
race_spoilt(decide_time.cpp spoilt_decide
  "if (timetable::free_places(d.t, id, Moment::of(d.now), step) == 0)"
  "if (!live::bites(\"overbook\") && !live::bites(\"overbook-decided\") && timetable::free_places(d.t, id, Moment::of(d.now), step) == 0)"
  "if (timetable::overlaps(" "if (!live::bites(\"double-person\") && timetable::overlaps(")
race_spoilt(timetable.cpp spoilt_timetable "if (s.taken >= s.capacity) return false"
  "if (!live::bites(\"overbook\") && s.taken >= s.capacity) return false")
set(race_teeth ${spoilt_decide} ${spoilt_timetable} ${CMAKE_SOURCE_DIR}/src/live/batcher.cpp
  ${CMAKE_SOURCE_DIR}/src/live/transaction.cpp)

add_executable(race_core ${race_core})
target_link_libraries(race_core PRIVATE vuoro_live ${race_core_rooms})
target_include_directories(race_core PRIVATE ${CMAKE_SOURCE_DIR}/tests)
add_test(NAME race_core COMMAND race_core --operations 100000)

add_executable(race_core_teeth EXCLUDE_FROM_ALL ${race_core} ${race_teeth})
target_compile_definitions(race_core_teeth PRIVATE VUORO_TEETH)
target_link_libraries(race_core_teeth PRIVATE ${race_core_rooms})
target_include_directories(race_core_teeth PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR}/src)

# They drive a server, so ctest does not run them by itself.
if(TARGET vuoro_api)
  add_executable(http_race ${race_shared} ${CMAKE_CURRENT_LIST_DIR}/http_race.cpp ${CMAKE_CURRENT_LIST_DIR}/http_world.cpp
    ${CMAKE_CURRENT_LIST_DIR}/http_door.cpp ${CMAKE_SOURCE_DIR}/tests/kill/server.cpp ${CMAKE_SOURCE_DIR}/tests/kill/wire.cpp)
  target_link_libraries(http_race PRIVATE vuoro_api vuoro_net Boost::headers CLI11::CLI11 fmt::fmt Threads::Threads)
  target_include_directories(http_race PRIVATE ${CMAKE_SOURCE_DIR}/tests)

  file(GLOB race_app CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/app/*.cpp)
  add_executable(vuoro_teeth EXCLUDE_FROM_ALL ${race_app} ${race_teeth})
  target_compile_definitions(vuoro_teeth PRIVATE VUORO_TEETH VUORO_VERSION="${PROJECT_VERSION}")
  target_include_directories(vuoro_teeth PRIVATE ${CMAKE_SOURCE_DIR}/src)
  # What the program links, so that a room new to it is not missing here.
  target_link_libraries(vuoro_teeth PRIVATE $<TARGET_PROPERTY:vuoro,LINK_LIBRARIES> absl::btree)
endif()
