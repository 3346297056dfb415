# A room is a folder of src/: one static library, one test program beside it.
#
#   comity_room(NAME SOURCES … [TESTS …] [USES rooms on the same floor or below …]
#               [LIBRARIES outside libraries, visible in the room's own files only …])
#
# Rooms that a room does not name in USES are not on its include path's link line, so an arrow
# that points up fails to link; tests/style checks the includes as well.
function(comity_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;TESTS;USES;LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ROOM_USES} PRIVATE comity_options ${ROOM_LIBRARIES})
  if(COMITY_TESTS AND ROOM_TESTS)
    add_executable(${name}_test ${ROOM_TESTS} ${PROJECT_SOURCE_DIR}/tests/unit_main.cc)
    target_link_libraries(${name}_test PRIVATE ${name} comity_options ${ROOM_LIBRARIES})
    target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})  # tests/skip.h
    add_test(NAME unit.${name} COMMAND ${name}_test --no-path-filenames=true
             WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(unit.${name} PROPERTIES LABELS unit)
  endif()
endfunction()
