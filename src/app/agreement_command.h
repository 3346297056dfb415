// comity agreement: published conclusions held against what the norms come to.
#pragma once

#include <string>

#include "app/output.h"

namespace comity::app {

struct AgreementArguments {
  std::string source;  // "eurepoc": its labels against its own rule; "experts": published answers
  std::string path;
  std::string norms;
  std::string format = "text";  // or "markdown"
};

// Prints how often each published conclusion met each computed one, and every row that differs; of
// a label that differs, why it does not follow.
int run_agreement(const AgreementArguments& arguments, const Output& out);

}  // namespace comity::app
