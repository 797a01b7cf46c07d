#include "tools/stopping.hpp"

#include <algorithm>
#include <array>
#include <csignal>

#include <sys/time.h>
#include <unistd.h>

#include "engine/io/files/hidden_folder.hpp"
#include "tools/exit_status.hpp"
#include "tools/program.hpp"

namespace hotward::tools {
namespace {

// Less than a second in all; loops of our own need a tenth of this.
constexpr suseconds_t patience_us = 800'000;

constexpr std::string_view first_words = "hotward";
constexpr std::string_view last_words = ": interrupted\n";

// "hotward rank: interrupted", made beforehand: a signal handler must not touch the heap.
std::array<char, 128> line{};
std::size_t line_length = 0;

void set_clock(suseconds_t after_us) {
  const itimerval once{{0, 0}, {0, after_us}};
  ::setitimer(ITIMER_REAL, &once, nullptr);
}

void end_at_once() {
  io::remove_unfinished_outputs();
  _exit(exit_status(ErrorCode::interrupted));
}

void on_signal(int /*signal*/) {
  if (stop_requested.exchange(true)) end_at_once();
  set_clock(patience_us);
}

void on_clock(int /*signal*/) {
  if (io::outputs_take_their_place()) {
    set_clock(patience_us);
    return;
  }
  constexpr std::string_view wipe = "\r\x1b[K";  // a progress bar
  if (::isatty(STDERR_FILENO) != 0) {
    static_cast<void>(!::write(STDERR_FILENO, wipe.data(), wipe.size()));
  }
  static_cast<void>(!::write(STDERR_FILENO, line.data(), line_length));
  end_at_once();
}

}  // namespace

void listen_to_signals() {
  name_what_is_stopped("");
  for (const int stop : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) std::signal(stop, on_signal);
  std::signal(SIGALRM, on_clock);
  for (const int ignored : {SIGPIPE, SIGXFSZ}) std::signal(ignored, SIG_IGN);
}

void name_what_is_stopped(std::string_view command) {
  std::size_t length = 0;
  for (const std::string_view part : {first_words, std::string_view(command.empty() ? "" : " "),
                                      command.substr(0, 64), last_words}) {
    std::ranges::copy(part, line.begin() + static_cast<std::ptrdiff_t>(length));
    length += part.size();
  }
  line_length = length;
}

void has_stopped() { set_clock(0); }

}  // namespace hotward::tools
