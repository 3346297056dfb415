#include "oracle/clingo.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace comity::oracle {
namespace {

std::string temporary() {
  std::string path = "/tmp/comity_clingo_XXXXXX";
  const int file = mkstemp(path.data());
  if (file >= 0) close(file);
  return path;
}

}  // namespace

bool clingo_installed() { return std::system("command -v clingo >/dev/null 2>&1") == 0; }

std::optional<ClingoRun> run_clingo(const std::string& program, const std::string& options) {
  const std::string in = temporary();
  const std::string out = temporary();
  if (FILE* file = std::fopen(in.c_str(), "w")) {
    std::fwrite(program.data(), 1, program.size(), file);
    std::fclose(file);
  }
  const std::string command = "exec clingo --warn=none " + options + ' ' + in + " >" + out;
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  const bool ran = child > 0 && wait4(child, &status, 0, &usage) == child && WIFEXITED(status) &&
                   WEXITSTATUS(status) != 127;
  ClingoRun run{};
  if (FILE* file = std::fopen(out.c_str(), "r")) {
    char buffer[1 << 16];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
      run.output.append(buffer, n);
    }
    std::fclose(file);
  }
  unlink(in.c_str());
  unlink(out.c_str());
  if (!ran) return std::nullopt;
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  run.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  run.peak_megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
  return run;
}

}  // namespace comity::oracle
