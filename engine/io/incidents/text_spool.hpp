// TextSpool: the texts of columns that are only handed on, set aside until the output is written.
//
// `join` gives every row back with all its columns. Held in memory ten million rows of police data
// take some nine gigabytes; only the places of the rows are needed before the answer is known. The
// texts wait packed: the first memory_bytes in memory, all others in a file without a name beside
// the output, which will take more room itself.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/coded_texts.hpp"

namespace hotward::io {

/// A run of rows as it comes back.
struct KeptRun {
  std::size_t rows = 0;                    ///< known where there is no column, too
  std::vector<table::CodedTexts> columns;  ///< one code per row in each
};

class TextSpool {
 public:
  static constexpr std::size_t usual_memory_bytes = std::size_t{64} << 20U;

  /// @param output  what the rows will become, for the errors; the file stands in its folder, and
  ///                vanishes with this object or with the process
  /// @param memory_bytes  what is packed in memory before the file is used
  /// @return cannot_write, naming the output.
  [[nodiscard]] static Result<TextSpool> make_beside(const std::filesystem::path& output,
                                                     std::size_t memory_bytes = usual_memory_bytes);

  /// Adds a run of rows. @param columns  one code per row in each; as many in every run
  /// @return cannot_write where the disk is full.
  [[nodiscard]] Result<void> add(const std::vector<table::CodedTexts>& columns, std::size_t rows);

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
  [[nodiscard]] Result<void> write_waiting();
  [[nodiscard]] bool read_run(std::string_view& packed);
  void leave_out(KeptRun& run);

  std::filesystem::path output_;
  std::size_t memory_bytes_ = 0;
  std::unique_ptr<std::FILE, Close> file_;
  bool in_file_ = false;     // some runs are
  std::string waiting_;      // packed runs that are not in the file, each behind its size
  std::size_t next_ = 0;     // where nothing is in the file: of the next run in waiting_
  std::string packed_;       // the run that was read last from the file
  std::vector<bool> stays_;  // empty where all rows do
  std::size_t columns_ = 0;
  std::uint64_t runs_ = 0;
  std::uint64_t runs_given_ = 0;
  std::uint64_t rows_given_ = 0;  // those left out among them
};

}  // namespace hotward::io
