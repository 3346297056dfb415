// comity norms lsp: the language server on standard input and output.
#pragma once

#include <cstdio>

namespace comity::app {

// Serves until the client says `exit` or closes its end. The exit status is 0 after `shutdown`,
// else 1.
int run_lsp(std::FILE* in, std::FILE* out);

}  // namespace comity::app
