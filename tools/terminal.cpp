#include "tools/terminal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/core/utf8.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/system.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"

namespace hotward::tools {
namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

// One line of a length that can be read: a message may quote what a file holds, of any length. Its
// end says what to do.
std::string told(std::string_view message) {
  constexpr std::size_t longest = 2000;
  constexpr std::size_t end = 500;
  std::string line = report::printable_line(message);
  if (line.size() <= longest) return line;
  return fmt::format("{} [...] {}", cut_utf8(line, longest - end), end_of_utf8(line, end));
}

std::string prefix(std::string_view command) {
  return command.empty() ? std::string("hotward") : fmt::format("hotward {}", command);
}

}  // namespace

ProgressStyle progress_style(ProgressChoice choice, bool quiet) {
  if (choice == ProgressChoice::json) return ProgressStyle::json;
  if (quiet || choice == ProgressChoice::none) return ProgressStyle::none;
  if (choice == ProgressChoice::bar) return ProgressStyle::bar;
  return io::system::is_terminal(io::system::Stream::error) ? ProgressStyle::bar
                                                            : ProgressStyle::none;
}

void TerminalProgress::update(std::string_view stage, double share) {
  if (style_ == ProgressStyle::none) return;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const bool news = stage != stage_ || share >= 1.0;
  if (!news && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  stage_ = stage;
  share = std::clamp(share, 0.0, 1.0);
  if (style_ == ProgressStyle::json) {
    print(nlohmann::ordered_json{{"stage", stage_}, {"share", share}}.dump() + "\n");
    return;
  }
  constexpr int width = 30;
  const int full = static_cast<int>(share * width);
  print(fmt::format("\r\033[K{:<22} [{:=<{}}{:{}}] {:3.0f}%", stage_, "", full, "", width - full,
                    100.0 * share));
  drawn_ = true;
}

void TerminalProgress::clear() {
  const std::lock_guard lock(mutex_);
  if (drawn_) print("\r\033[K");
  drawn_ = false;
}

std::size_t output_width() {
  if (const char* told = std::getenv("COLUMNS")) {
    std::size_t width = 0;
    const char* end = told + std::strlen(told);
    const auto [rest, fault] = std::from_chars(told, end, width);
    if (fault == std::errc() && rest == end) return width;
  }
  return io::system::terminal_width();
}

std::string wrapped(std::string_view text, std::size_t width) {
  if (width == 0) return std::string(text);
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool row = line.find("  ", line.find_first_not_of(' ')) != std::string_view::npos;
    while (!row && report::display_width(line) > width) {
      std::size_t cut = std::string_view::npos;
      for (std::size_t blank = line.find(' ', 1); blank != std::string_view::npos;
           blank = line.find(' ', blank + 1)) {
        if (report::display_width(line.substr(0, blank)) > width) {
          if (cut == std::string_view::npos) cut = blank;  // a word longer than the line
          break;
        }
        cut = blank;
      }
      if (cut == std::string_view::npos) break;
      result.append(line.substr(0, cut)) += '\n';
      line.remove_prefix(cut + 1);
    }
    result.append(line) += '\n';
  }
  return result;
}

void print_error(std::string_view command, std::string_view message) {
  print(fmt::format("{}: {}\n", prefix(command), told(message)));
}

void print_warning(std::string_view command, std::string_view message) {
  print(fmt::format("{}: warning: {}\n", prefix(command), told(message)));
}

}  // namespace hotward::tools
