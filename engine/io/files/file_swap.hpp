// FileSwap: the files of several outputs take their place, or those that stood there stay.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/atomic_output.hpp"

namespace hotward::io {

/// In the hidden folder: the files taken out of the way, while some still stand there.
inline constexpr std::string_view taken_folder = ".old";
/// The same, once all are out of the way: ".placing-<target>".
inline constexpr std::string_view placing_prefix = ".placing-";

class FileSwap {
 public:
  explicit FileSwap(std::vector<UnfinishedOutput*> outputs);

  /// Leaves out the files that stand there already with the same bytes.
  /// @return already_exists naming the first file in the way.
  [[nodiscard]] Result<void> check_free();
  /// @return cannot_write; then everything is as it was.
  [[nodiscard]] Result<void> swap();

 private:
  struct Move {
    std::filesystem::path from;
    std::filesystem::path to;
  };
  struct Set {
    UnfinishedOutput* output = nullptr;
    std::vector<std::filesystem::path> names{};  // of the new files, the target last
    std::filesystem::path place{};               // the folder they go to
  };

  [[nodiscard]] Result<void> take_old(const Set& set);
  [[nodiscard]] Result<void> mark(const Set& set);
  [[nodiscard]] Result<void> place_new(const Set& set);
  [[nodiscard]] Result<void> move(const std::filesystem::path& from,
                                  const std::filesystem::path& to);
  [[nodiscard]] bool is_one_step() const;
  Error undone(const Error& error);

  std::vector<Set> sets_;
  std::vector<Move> done_;
};

}  // namespace hotward::io
