// SQLite over our own Disk: with it, a test that stops the disk at its n-th operation stops SQLite
// there too, and sees what the register makes of the remains. Databases opened through it are
// exclusive to their process (SqliteOptions::exclusive), since it shares no memory.
#pragma once

#include <string>

#include "base/env.h"

namespace comity::registry {

// Registers `disk` under `name` for as long as the object lives. No database may outlive it.
class SqliteVfs {
 public:
  SqliteVfs(std::string name, Env& env);
  SqliteVfs(const SqliteVfs&) = delete;
  SqliteVfs& operator=(const SqliteVfs&) = delete;
  ~SqliteVfs();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace comity::registry
