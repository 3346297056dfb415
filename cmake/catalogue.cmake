# Makes documents/catalogue_texts.h of the lists of phrases in src/documents/catalogue.
#
#   comity_catalogue(TARGET english.txt TAG=file.txt …)
function(comity_catalogue target english)
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/catalogue)
  set(rows "")
  foreach(row ${ARGN})
    string(REPLACE "=" ";" pair ${row})
    list(GET pair 0 tag)
    list(GET pair 1 file)
    file(READ ${folder}/${file} text)
    string(APPEND rows "    {\"${tag}\", R\"phrases(${text})phrases\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})
  endforeach()
  file(READ ${folder}/${english} phrases)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${english})
  set(made ${CMAKE_CURRENT_BINARY_DIR}/catalogue/documents/catalogue_texts.h)
  file(CONFIGURE OUTPUT ${made} @ONLY CONTENT [[
// Made by cmake/catalogue.cmake of src/documents/catalogue.
#pragma once

#include <string_view>
#include <utility>

namespace comity::documents {

inline constexpr std::string_view kEnglishPhrases = R"phrases(@phrases@)phrases";

inline constexpr std::pair<std::string_view, std::string_view> kCatalogueTexts[] = {
@rows@};

}  // namespace comity::documents
]])
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_BINARY_DIR}/catalogue)
endfunction()
