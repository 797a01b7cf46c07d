// Progress: how far a long piece of work has come, and whether the user wants it stopped.
#pragma once

#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/work.hpp"

namespace hotward {

/// Told by the engine, shown by the program. Calls may come from any thread.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;

  /// @param stage  what is being done, in words for users: "reading incidents"
  /// @param share  of that stage that is done, in [0, 1]
  virtual void update(std::string_view stage, double share) = 0;
};

/// Says nothing.
class NoProgress final : public Progress {
 public:
  void update(std::string_view /*stage*/, double /*share*/) override {}
};

/// Tells the progress of the calling thread's work (work.hpp), where there is one.
inline void report_progress(std::string_view stage, double share) {
  if (Progress* progress = current_work().progress) progress->update(stage, share);
}

/// The stage of loops over random maps.
inline constexpr std::string_view random_maps = "trying random maps";

/// @return an interrupted error once a stop was asked for (work.hpp).
[[nodiscard]] inline Result<void> check_stop() {
  if (is_stopped()) {
    return fail(ErrorCode::interrupted, "interrupted");
  }
  return {};
}

}  // namespace hotward
