// hotward: what surrounds the program: signals, memory, and exceptions that nobody else caught.
#include <exception>
#include <new>

#include "engine/io/files/hidden_folder.hpp"
#include "engine/io/files/system.hpp"
#include "tools/program.hpp"
#include "tools/stopping.hpp"
#include "tools/terminal.hpp"

int main(int argc, char** argv) {
  hotward::io::system::keep_memory();
  hotward::io::system::prepare_terminal();
  hotward::tools::listen_to_signals();
  try {
    return hotward::tools::run_program(argc, argv);
  } catch (const std::bad_alloc&) {
    hotward::tools::print_error("", "out of memory");
  } catch (const std::exception& error) {
    hotward::tools::print_error("", error.what());
  }
  hotward::io::remove_unfinished_outputs();
  return 1;
}
