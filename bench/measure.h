// What a benchmark needs: a clock, the least of several runs, a table and JSON.
#pragma once

#include <time.h>

#include <string>

namespace comity::bench {

inline double now_seconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The least time of `runs` calls, in seconds: on a busy machine the least is what the program
// itself needs.
template <class Work>
double least_seconds(int runs, const Work& work) {
  double least = 1e300;
  for (int i = 0; i < runs; ++i) {
    const double begin = now_seconds();
    work();
    const double took = now_seconds() - begin;
    if (took < least) least = took;
  }
  return least;
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
