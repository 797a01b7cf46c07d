// Hidden folder: where an output is made before it is moved to its place.
//
// It stands beside that place, so that a move is a rename within one file system, and is called
// ".hotward-<process>-<number>". The process holds a lock on it while it lives; one that no living
// process holds is a leftover (leftovers.hpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/core/result.hpp"

namespace hotward::io {

class HiddenFolder {
 public:
  HiddenFolder() = default;
  /// @param parent  an existing folder
  /// @return cannot_write with the system's reason alone.
  [[nodiscard]] static Result<HiddenFolder> make_in(const std::filesystem::path& parent);

  HiddenFolder(HiddenFolder&& other) noexcept;
  HiddenFolder& operator=(HiddenFolder&& other) noexcept;
  HiddenFolder(const HiddenFolder&) = delete;
  HiddenFolder& operator=(const HiddenFolder&) = delete;
  ~HiddenFolder();  ///< removes the folder with all it holds

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// From now on the folder holds what must not be lost: a signal no longer removes it.
  void keep_on_signal();
  /// Removes the folder, or what stands in its place, now.
  void remove();
  /// The folder stands elsewhere now: nothing is left to remove.
  void moved_away();

 private:
  std::filesystem::path path_;
  int slot_ = -1;
  int lock_ = -1;
};

/// The process that made a folder of this name; nothing for any other name.
[[nodiscard]] std::optional<long> maker_of(const std::string& name);

/// True where the maker is dead and nobody holds the folder's lock.
[[nodiscard]] bool is_abandoned(const std::filesystem::path& hidden_folder);

/// From now on outputs change places with what stood there: to end the program meanwhile would
/// leave its next run something to mend.
void begin_to_take_places();
/// True once that has begun; asked by signal handlers.
[[nodiscard]] bool outputs_take_their_place();

/// Removes every hidden folder of this process, with system calls alone, so that a signal handler
/// may call it before it ends the program. Nothing may be written afterwards.
void remove_unfinished_outputs();

}  // namespace hotward::io
