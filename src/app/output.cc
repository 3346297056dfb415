#include "app/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace comity::app {

namespace {

constexpr size_t kColumnsMin = 40;
constexpr size_t kColumnsMax = 120;  // a longer line is hard to read

void write(std::FILE* file, std::string_view words) {
  std::fwrite(words.data(), 1, words.size(), file);
}

}  // namespace

void Output::print(std::string_view words) const { write(text, words); }

int Output::help(std::string_view words) const {
  print(words);
  return 0;
}

int Output::usage(std::string_view words) const {
  write(errors, words);
  return exit_status(Errc::invalid_input);
}

int Output::fail(const Error& error) const {
  write(errors, "comity: " + error.message() + "\n");
  return exit_status(error.code());
}

int Output::report(const Diagnostics& diagnostics) const {
  write(errors, render(diagnostics, {.colour = colour, .columns = columns}));
  return diagnostics.ok() ? 0 : exit_status(Errc::invalid_input);
}

Output standard_output() {
  Output out;
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0) {
    out.columns = std::clamp<size_t>(size.ws_col, kColumnsMin, kColumnsMax);
  }
  out.colour = isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  return out;
}

}  // namespace comity::app
