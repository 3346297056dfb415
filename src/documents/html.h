// An analysis as one HTML file that stands alone: no script, nothing loaded from elsewhere, for
// screen, print and dark mode, readable by a screen reader (WCAG 2.2 AA).
#pragma once

#include <string>

#include "documents/speech.h"

namespace comity::documents {

std::string to_html(const Speech& speech);

}  // namespace comity::documents
