# A fuzz target of a room: SOURCES define LLVMFuzzerTestOneInput; its corpus is tests/corpus/NAME.
#
#   comity_fuzz(NAME SOURCES … USES rooms … [LIBRARIES outside libraries …])
#
# With COMITY_FUZZ it is the libFuzzer program NAME_fuzz. Otherwise, where there are tests, the same
# code is run once over every file of the corpus, so that what a fuzzer once found stays found.
function(comity_fuzz name)
  cmake_parse_arguments(FUZZ "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  set(corpus ${PROJECT_SOURCE_DIR}/tests/corpus/${name})
  if(COMITY_FUZZ)
    add_executable(${name}_fuzz ${FUZZ_SOURCES})
    target_link_libraries(${name}_fuzz PRIVATE ${FUZZ_USES} comity_options ${FUZZ_LIBRARIES})
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  elseif(COMITY_TESTS)
    add_executable(${name}_replay ${FUZZ_SOURCES} ${PROJECT_SOURCE_DIR}/tests/replay_main.cc)
    target_link_libraries(${name}_replay PRIVATE ${FUZZ_USES} comity_options ${FUZZ_LIBRARIES})
    add_test(NAME corpus.${name} COMMAND ${name}_replay ${corpus})
    set_tests_properties(corpus.${name} PROPERTIES LABELS unit)
  endif()
endfunction()
