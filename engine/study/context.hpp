// Context: what every analysis is handed beside its study: who asked, the seed, whom to keep
// posted.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/core/progress.hpp"
#include "engine/core/work.hpp"

namespace hotward {

/// Whether inputs get a SHA-256 in the record (docs/decisions/0002).
enum class HashPolicy : std::uint8_t { automatic, always, never };

struct Context {
  std::string command;       ///< the analysis by name, or "run"
  std::string command_line;  ///< the job as one line, without what cannot change a number
  std::uint64_t seed = 1;
  bool seed_given = false;  ///< by the user; else the usual one
  HashPolicy hash = HashPolicy::automatic;
  Work work{};                   ///< how many threads, and who can stop it
  Progress* progress = nullptr;  ///< never null while an analysis runs
  /// Called at once for what is no finding: leftovers of a killed run that were mended.
  std::function<void(const std::string&)> notice{};
};

/// What a job does its work as: its long loops tell its progress.
[[nodiscard]] inline Work work_of(const Context& context) {
  Work work = context.work;
  work.progress = context.progress;
  return work;
}

}  // namespace hotward
