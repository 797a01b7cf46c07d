// What goes to stderr: progress, warnings, errors. stdout holds data and nothing else.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/core/names.hpp"
#include "engine/core/progress.hpp"

namespace hotward::tools {

enum class ProgressChoice { automatic, bar, json, none };
inline constexpr Names<ProgressChoice, 4> progress_names{{{ProgressChoice::automatic, "auto"},
                                                          {ProgressChoice::bar, "bar"},
                                                          {ProgressChoice::json, "json"},
                                                          {ProgressChoice::none, "none"}}};

enum class ProgressStyle { none, bar, json };

/// Automatic is a bar where stderr is a terminal and nothing elsewhere.
[[nodiscard]] ProgressStyle progress_style(ProgressChoice choice, bool quiet);

/// A line that redraws itself, or one JSON object a line: {"stage": "reading incidents", "share":
/// 0.25}. Both at most ten times a second.
class TerminalProgress final : public Progress {
 public:
  explicit TerminalProgress(ProgressStyle style) : style_(style) {}
  ~TerminalProgress() override { clear(); }

  void update(std::string_view stage, double share) override;
  void clear();  ///< wipes the bar, before something else is printed

 private:
  ProgressStyle style_;
  std::mutex mutex_;
  std::string stage_;
  std::chrono::steady_clock::time_point last_{};
  bool drawn_ = false;
};

/// How many characters a line of standard output has: COLUMNS, or else the terminal's own; 0 where
/// it is no terminal, and so as wide as need be.
[[nodiscard]] std::size_t output_width();

/// The text with sentences broken between words where a line has no room for them. Rows of a table,
/// which two blanks in a row give away, stay whole.
/// @param width  0: as wide as need be
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width);

/// "hotward rank: wards.shp: no such file"
void print_error(std::string_view command, std::string_view message);
void print_warning(std::string_view command, std::string_view message);

}  // namespace hotward::tools
