# Outside libraries, found once and for all rooms. A room names in comity_room(LIBRARIES …) those
# whose headers its own .cc files include.
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(ZLIB REQUIRED)
find_package(date REQUIRED)  # time zones; C++20's own are absent from libstdc++ 12
find_package(PkgConfig REQUIRED)
pkg_check_modules(Sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(Postgres REQUIRED IMPORTED_TARGET libpq)
