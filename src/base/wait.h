// Waiting for the other end of a connection.
#pragma once

#include <chrono>

namespace comity {

// Until there is something to read from a descriptor of the system; at most so long.
void wait_readable(int descriptor, std::chrono::milliseconds longest);

}  // namespace comity
