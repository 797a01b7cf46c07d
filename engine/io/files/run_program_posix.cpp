#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include "engine/core/progress.hpp"
#include "engine/io/files/run_program.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration): not every system declares it

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

Error cannot_start(const fs::path& program, int number) {
  return {ErrorCode::unavailable, fmt::format("{}: cannot be started: {}", program.string(),
                                              std::generic_category().message(number))};
}

// A group of its own, so that what it starts can be ended with it; nothing in, nothing out.
Result<pid_t> start(const fs::path& program, const std::vector<std::string>& words) {
  std::vector<std::string> copies{program.string()};
  copies.insert(copies.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  pid_t child = 0;
  const int fault =
      posix_spawn(&child, program.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (fault != 0) return fail(cannot_start(program, fault));
  return child;
}

void end(pid_t child) {
  ::kill(-child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

Result<int> run_program(const fs::path& program, const std::vector<std::string>& words,
                        int seconds) {
  const auto child = start(program, words);
  if (!child) return fail(child.error());
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(*child, &status, WNOHANG);
    if (ended == *child) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    if (const auto stopped = check_stop(); !stopped) {
      end(*child);
      return fail(stopped.error());
    }
    if (std::chrono::steady_clock::now() > deadline) {
      end(*child);
      return fail(ErrorCode::unavailable,
                  fmt::format("{}: did not end within {} seconds", program.string(), seconds));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace hotward::io
