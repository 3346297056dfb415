#include "app/ending.h"

#include <csignal>

namespace comity::app {

namespace {

sigset_t ends() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

void hold_signals() {
  const sigset_t set = ends();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool told_to_end(std::optional<std::chrono::seconds> wait) {
  const sigset_t set = ends();
  int which = 0;
  if (!wait) return ::sigwait(&set, &which) == 0;
  const timespec time{wait->count(), 0};
  return ::sigtimedwait(&set, nullptr, &time) >= 0;
}

}  // namespace comity::app
