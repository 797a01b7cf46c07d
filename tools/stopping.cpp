#include "tools/stopping.hpp"

#include <algorithm>
#include <array>

#include "engine/io/files/hidden_folder.hpp"
#include "engine/io/files/system.hpp"
#include "tools/exit_status.hpp"
#include "tools/program.hpp"

namespace hotward::tools {
namespace {

namespace system = io::system;

// Less than a second in all; loops of our own need a tenth of this.
constexpr long patience_us = 800'000;

constexpr std::string_view first_words = "hotward";
constexpr std::string_view last_words = ": interrupted\n";

// "hotward rank: interrupted", made beforehand: a signal handler must not touch the heap.
std::array<char, 128> line{};
std::size_t line_length = 0;

void end_at_once() {
  io::remove_unfinished_outputs();
  system::end_process(exit_status(ErrorCode::interrupted));
}

void on_signal() {
  if (stop_requested.exchange(true)) end_at_once();
  system::set_alarm(patience_us);
}

void on_clock() {
  if (io::outputs_take_their_place()) {
    system::set_alarm(patience_us);
    return;
  }
  constexpr std::string_view wipe = "\r\x1b[K";  // a progress bar
  if (system::is_terminal(system::Stream::error)) system::write_error(wipe);
  system::write_error({line.data(), line_length});
  end_at_once();
}

}  // namespace

void listen_to_signals() {
  name_what_is_stopped("");
  system::on_stop(on_signal);
  system::on_alarm(on_clock);
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

void has_stopped() { system::set_alarm(0); }

}  // namespace hotward::tools
