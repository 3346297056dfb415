// The notes at the end of a line, in round brackets and parted by ";": which of them may stand
// where, and what each of them says. "(art 52(1)(a); burden on <State>)" is a citation and a
// burden.
#pragma once

#include <optional>
#include <string_view>

#include "language/ast.h"
#include "language/reader.h"

namespace comity::language {

// Where a note stands; each place takes its own notes.
enum class NotePlace { rule, premise, given, position, group, exhibit, account, entry, nowhere };

// "2031-03-02", "2019", "2018/2022", "n/a": when an account or a position was given.
bool is_bare_date(std::string_view text);
// The Admiralty code: reliability of a source A to F, credibility of an information 1 to 6.
bool is_reliability(std::string_view text);
bool is_credibility(std::string_view text);

// Cuts the notes off the back of `rest` and reads them. An item that cannot be read is reported and
// left out.
Notes take_notes(Reader& reader, Span& rest, NotePlace place);

// A sentence and its notes.
std::optional<NotedSentence> noted_sentence(Reader& reader, Span rest, NotePlace place);

}  // namespace comity::language
