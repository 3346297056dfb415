// The record below the answers of the HTML page: facts, exhibits, and the positions on which
// answers turn, with their sources. Inside the room only.
#pragma once

#include "documents/html_writer.h"
#include "documents/speech.h"

namespace comity::documents {

void write_record(const Speech& speech, HtmlWriter& out);

// A State's name by its code, or the code where the norms name nobody so.
std::string party_name(const language::Law& law, const std::string& code);

}  // namespace comity::documents
