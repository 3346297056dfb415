// Working files: Markdown pages whose blocks hold entries of a few given forms, each with lines
// "key: value" under it. They are laid out, commented and complained about like norm files; what
// the entries mean is the matter of the room that gives the forms.
//
//     exhibit E1: "Event log of the control room"   (collected 2032-01-19)
//       reliability: A
//       gist: "what it shows, in words that may be read by everybody"
//
// A value in quotation marks may hold anything; another one ends where its notes begin.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "language/ast_basic.h"

namespace comity::language {

struct RecordKey {
  std::string_view word;
  bool many = false;  // may stand several times
};

struct RecordForm {
  std::string_view keyword;  // "exhibit", "reply of"
  enum class Head {
    nothing,       // "mandate"
    title,         // "cluster "the Alder group""
    words,         // "reply of Maravel"
    id_and_title,  // "exhibit E1: "Event log""
  } head = Head::nothing;
  std::span<const RecordKey> keys;
  bool rows = false;  // any other word and a colon is a row of a table
};

struct RecordLine {
  Text key;
  Text value;
  bool quoted = false;
  std::vector<Text> notes;
  Span span;
};

struct Record {
  std::size_t form = 0;  // index into the forms
  Text id;               // or the words of the head
  Text title;
  std::vector<Text> notes;
  std::vector<RecordLine> lines;
  Span span;

  // The first line with this key; nothing where there is none.
  const RecordLine* line(std::string_view key) const;
};

struct RecordFile {
  SourcePtr source;
  std::vector<Record> records;  // in the order of the file
  std::string prose;
};

// O(length of the file). A line that cannot be read gives one diagnostic and is left out.
RecordFile read_records(SourcePtr source, std::span<const RecordForm> forms,
                        Diagnostics& diagnostics);

}  // namespace comity::language
