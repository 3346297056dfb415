// The Markdown of a norm file's prose as HTML: paragraphs, lists, emphasis, code and links; what is
// none of these stays text. Inside the room only.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "documents/html_writer.h"

namespace comity::documents {

// `resolve` makes of a link's target what the page links to; empty: the words stay, without a link.
using ResolveLink = std::function<std::string(std::string_view)>;

// O(length of the prose).
void write_markdown(std::string_view prose, const ResolveLink& resolve, HtmlWriter& out);

}  // namespace comity::documents
