# What every target of ours is compiled with. Outside libraries never see these flags.
add_library(comity_options INTERFACE)
target_compile_options(comity_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
  -Wimplicit-fallthrough -Werror
  # A designated initialiser names what differs from the default; the rest is meant to be default.
  -Wno-missing-field-initializers
  -fstack-protector-strong -fno-strict-aliasing)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Wrong for "literal" + std::string (GCC bug 105651).
  target_compile_options(comity_options INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 uses what C++17 deprecated. And g++'s -Wconversion leaves signs
  # out: what it accepts clang accepts.
  target_compile_options(comity_options INTERFACE
    -Wno-deprecated-declarations -Wno-sign-conversion)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(comity_options INTERFACE _FORTIFY_SOURCE=2)
else()
  target_compile_definitions(comity_options INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(COMITY_SANITIZE)
  target_compile_options(comity_options INTERFACE
    -fsanitize=${COMITY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(comity_options INTERFACE -fsanitize=${COMITY_SANITIZE})
endif()
if(COMITY_FUZZ)
  target_compile_options(comity_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(COMITY_LLD ld.lld)
if(COMITY_LLD)
  target_link_options(comity_options INTERFACE -fuse-ld=lld)
endif()
find_program(COMITY_CCACHE ccache)
if(COMITY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${COMITY_CCACHE})
endif()
