// For a unit test that needs what may be absent, such as the reference data beside the repository:
// ends the test case; ./check counts it as skipped and prints the reason.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>

#define COMITY_SKIP(reason)                                                                      \
  do {                                                                                           \
    std::printf("SKIPPED: %s: %s\n", doctest::getContextOptions()->currentTest->m_name, reason); \
    return;                                                                                      \
  } while (false)
