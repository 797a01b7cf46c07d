// Settings: what every command can be told beside its own parameters, whoever calls it, and the
// context that comes of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "engine/parameter/parameter.hpp"
#include "engine/study/context.hpp"

namespace hotward::tools {

struct Settings {
  std::uint32_t threads = 0;  ///< 0: all the machine has
  std::uint64_t seed = 1;
  HashPolicy hash = HashPolicy::automatic;
};

[[nodiscard]] parameter::List parameters(Settings& settings);

/// @param command  by name
/// @param list     of the command and of the settings, set
/// @param stop     once true, long work ends early
/// @return a context without `notice`
[[nodiscard]] Context context_of(const std::string& command, const parameter::List& list,
                                 const Settings& settings, const std::atomic<bool>& stop,
                                 Progress& progress);

}  // namespace hotward::tools
