// TextSpool: the texts of columns that are only handed on, kept on disk until the output is
// written.
//
// `join` gives every row back with all its columns. Held in memory ten million rows of police data
// take some nine gigabytes; only the places of the rows are needed before the answer is known. The
// texts wait in a file without a name beside the output, which will take as much room itself.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/incidents/incident_rows.hpp"

namespace hotward::io {

/// A run of rows as it comes back.
struct KeptRun {
  std::size_t rows = 0;            ///< known where there is no column, too
  std::vector<KeptTexts> columns;  ///< one code per row in each
};

class TextSpool {
 public:
  /// @param output  what the rows will become, for the errors; the file stands in its folder, and
  ///                vanishes with this object or with the process
  /// @return cannot_write, naming the output.
  [[nodiscard]] static Result<TextSpool> make_beside(const std::filesystem::path& output);

  /// Adds a run of rows. @param columns  one code per row in each; as many in every run
  /// @return cannot_write where the disk is full.
  [[nodiscard]] Result<void> add(const std::vector<KeptTexts>& columns, std::size_t rows);

  /// Leaves out rows, counted over all runs, when they are read. To be called once, after add().
  void keep_only(std::vector<bool> stays);

  /// The next call of next() gives the first run. @return cannot_write, unreadable.
  [[nodiscard]] Result<void> restart();
  /// @return false behind the last run; unreadable.
  [[nodiscard]] Result<bool> next(KeptRun& run);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  TextSpool() = default;
  void put(const void* bytes, std::size_t size);
  bool get(void* bytes, std::size_t size);
  bool get(KeptTexts& column, std::size_t rows);
  void leave_out(KeptRun& run);

  std::filesystem::path output_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<std::uint32_t> sizes_;  // of a column's texts, while they are put or got
  std::vector<bool> stays_;           // empty where all rows do
  std::size_t columns_ = 0;
  std::uint64_t runs_ = 0;
  std::uint64_t runs_given_ = 0;
  std::uint64_t rows_given_ = 0;  // those left out among them
  int error_ = 0;
};

}  // namespace hotward::io
