// What a benchmark needs: a clock, the least of several runs, a table and JSON.
#pragma once

#include <time.h>

#include <string>

namespace comity::bench {

inline double clock_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline double now_seconds() { return clock_seconds(CLOCK_MONOTONIC); }

// The least time of `runs` calls, in seconds: on a busy machine the least is what the program
// itself needs.
template <class Work>
double least_seconds(int runs, const Work& work, clockid_t clock = CLOCK_MONOTONIC) {
  double least = 1e300;
  for (int i = 0; i < runs; ++i) {
    const double begin = clock_seconds(clock);
    work();
    const double took = clock_seconds(clock) - begin;
    if (took < least) least = took;
  }
  return least;
}

// The same in processor time of this thread, as other programs' processor time is compared with.
template <class Work>
double least_cpu_seconds(int runs, const Work& work) {
  return least_seconds(runs, work, CLOCK_THREAD_CPUTIME_ID);
}

// One measured figure beside its aim. An aim of 0 is none.
struct Figure {
  std::string name;
  double value;
  std::string unit;
  double aim = 0;
  bool at_least = false;  // the aim is a floor, not a ceiling

  bool met() const { return aim == 0 || (at_least ? value >= aim : value <= aim); }
};

}  // namespace comity::bench
