// Atomic output: a file appears whole or not at all, and nothing unfinished is left behind.
//
// An output is made in a hidden folder beside its final place, under its final names, and renamed
// when it is done. A rename within one folder's file system happens at once or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// The hidden folder ".hotward-<process>-<number>" in which outputs are made.
class UnfinishedOutput {
 public:
  /// @param target  the file or folder to be made; the hidden folder stands beside it
  /// @return cannot_write where target's folder is missing or cannot be written in.
  [[nodiscard]] static Result<UnfinishedOutput> beside(const std::filesystem::path& target);

  UnfinishedOutput(UnfinishedOutput&& other) noexcept;
  UnfinishedOutput(const UnfinishedOutput&) = delete;
  UnfinishedOutput& operator=(const UnfinishedOutput&) = delete;
  ~UnfinishedOutput();  ///< removes what was not finished

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// Moves the files of folder() beside the target, the target itself last. A file that stands
  /// there with the very same bytes counts as not there (two formats share one style).
  /// @param stale  file names that belong to an earlier target and go with it when it is replaced
  /// @return already_exists naming the first file in the way, unless `overwrite`; cannot_write.
  [[nodiscard]] Result<void> finish_files(bool overwrite,
                                          const std::vector<std::string>& stale = {});

  /// Moves folder() itself to the target, which may be an empty folder.
  /// @return already_exists where the target holds something, unless `overwrite`; cannot_write.
  [[nodiscard]] Result<void> finish_folder(bool overwrite);

 private:
  explicit UnfinishedOutput(std::filesystem::path target);

  std::filesystem::path target_;
  std::filesystem::path folder_;
  int slot_ = -1;
};

/// @return already_exists where `path` stands and `overwrite` is false; asked before the work
///        begins.
[[nodiscard]] Result<void> check_free(const std::filesystem::path& path, bool overwrite);

/// Removes every hidden folder of this process, with system calls alone, so that a signal handler
/// may call it before it ends the program. Nothing may be written afterwards.
void remove_unfinished_outputs();

}  // namespace hotward::io
