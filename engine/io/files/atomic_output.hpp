// Atomic output: files appear whole and together, or not at all, and nothing unfinished is left.
//
// An output is made in a hidden folder beside its final place, under its final names, and moved
// when it is done. One file or one folder takes its place in a single step of the file system. A
// set of files cannot, so it goes in three, and its target, the file that is opened, is the last to
// come and the first to go: whoever can open it finds all that belongs to it.
//
//   1. what stands in the way moves into the hidden folder, under ".old"
//   2. ".old" is renamed ".placing-<target>": from here on the way is forwards
//   3. the new files move to their place
//
// Wherever a kill or a power cut falls, the next program to write there finds the hidden folder,
// and puts the old set back (1) or the rest of the new one in its place (2, 3): leftovers.hpp.
//
//   auto layer = UnfinishedOutput::beside("wards.shp");
//   write_shapefile(layer->folder() / "wards.shp", …);
//   layer->finish_files(overwrite, {"wards.sbn"});
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/hidden_folder.hpp"

namespace hotward::io {

/// A folder that could not change places with the new one in one step stands meanwhile beside it as
/// ".hotward-<process>-<number>-replaced-<target>".
inline constexpr std::string_view replaced_prefix = "replaced-";

class UnfinishedOutput {
 public:
  /// @param target  the file or folder to be made
  /// @return cannot_write where target's folder is missing or cannot be written in.
  [[nodiscard]] static Result<UnfinishedOutput> beside(const std::filesystem::path& target);

  /// The hidden folder; with the output it goes, unless that was finished.
  [[nodiscard]] const std::filesystem::path& folder() const { return hidden_.path(); }
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

  /// @param names  files of an earlier target that go with it when it is replaced
  void takes_along(std::vector<std::string> names) { stale_ = std::move(names); }

  /// As finish_together, for one output.
  [[nodiscard]] Result<void> finish_files(bool overwrite);

  /// Moves folder() itself to the target, which may be an empty folder.
  /// @return already_exists where the target holds something, unless `overwrite`; cannot_write.
  [[nodiscard]] Result<void> finish_folder(bool overwrite);

 private:
  friend class FileSwap;
  UnfinishedOutput(std::filesystem::path target, HiddenFolder hidden)
      : target_(std::move(target)), hidden_(std::move(hidden)) {}

  std::filesystem::path target_;
  HiddenFolder hidden_;
  std::vector<std::string> stale_;
};

/// Moves the files of every output beside its target: all of them, or none. A file that stands
/// there with the very same bytes counts as not there (two formats share one style). Files of up to
/// 64 MiB are on the disk before they take their place, so that a power cut finds old or new; a
/// larger one may be cut short by it.
/// @return already_exists naming the first file in the way, unless `overwrite`; cannot_write. All
///         that stood there before stands there again.
[[nodiscard]] Result<void> finish_together(std::vector<UnfinishedOutput>& outputs, bool overwrite);

/// Makes outputs and moves them to their place, all or none.
/// @param make  puts the outputs it makes into the list it is given; returns a Result
/// @return what `make` returned; its error, or that of finish_together.
///
///   made_together(overwrite, [&](auto& outputs) { return make_layer(path, layer, how, outputs);
///   });
template <class Make>
[[nodiscard]] auto made_together(bool overwrite, const Make& make) {
  std::vector<UnfinishedOutput> outputs;
  auto made = make(outputs);
  if (!made) return made;
  if (const auto placed = finish_together(outputs, overwrite); !placed) {
    made = tl::unexpected(placed.error());
  }
  return made;
}

/// @return already_exists where `path` stands and `overwrite` is false; asked before the work
///        begins.
[[nodiscard]] Result<void> check_free(const std::filesystem::path& path, bool overwrite);

}  // namespace hotward::io
