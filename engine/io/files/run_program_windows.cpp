#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "engine/core/progress.hpp"
#include "engine/io/files/run_program.hpp"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

struct Child {
  HANDLE process = nullptr;
  HANDLE job = nullptr;  ///< ended with it: whatever it has started
};

Error cannot_start(const fs::path& program) {
  const std::error_code error(static_cast<int>(GetLastError()), std::system_category());
  return {ErrorCode::unavailable,
          fmt::format("{}: cannot be started: {}", program.string(), error.message())};
}

// As a program takes its line apart again: backslashes count only before a quote.
void add_word(std::wstring& line, const std::wstring& word) {
  line += line.empty() ? L"\"" : L" \"";
  std::size_t backslashes = 0;
  for (const wchar_t c : word) {
    if (c == L'"') line.append(backslashes + 1, L'\\');
    backslashes = c == L'\\' ? backslashes + 1 : 0;
    line += c;
  }
  line.append(backslashes, L'\\');
  line += L'"';
}

Result<Child> start(const fs::path& program, const std::vector<std::string>& words) {
  std::wstring line;
  add_word(line, program.wstring());
  for (const std::string& word : words) add_word(line, fs::path(word).wstring());
  STARTUPINFOW how{};
  how.cb = sizeof how;
  PROCESS_INFORMATION made{};
  Child child{nullptr, CreateJobObjectW(nullptr, nullptr)};
  constexpr DWORD flags = CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP;
  if (CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, FALSE, flags, nullptr, nullptr,
                     &how, &made) == 0) {
    const Error error = cannot_start(program);
    CloseHandle(child.job);
    return fail(error);
  }
  AssignProcessToJobObject(child.job, made.hProcess);
  ResumeThread(made.hThread);
  CloseHandle(made.hThread);
  child.process = made.hProcess;
  return child;
}

void close(const Child& child) {
  CloseHandle(child.process);
  CloseHandle(child.job);
}

void end(const Child& child) {
  TerminateJobObject(child.job, 1);
  WaitForSingleObject(child.process, INFINITE);
  close(child);
}

}  // namespace

Result<int> run_program(const fs::path& program, const std::vector<std::string>& words,
                        int seconds) {
  const auto child = start(program, words);
  if (!child) return fail(child.error());
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (WaitForSingleObject(child->process, 20) == WAIT_TIMEOUT) {
    if (const auto stopped = check_stop(); !stopped) {
      end(*child);
      return fail(stopped.error());
    }
    if (std::chrono::steady_clock::now() > deadline) {
      end(*child);
      return fail(ErrorCode::unavailable,
                  fmt::format("{}: did not end within {} seconds", program.string(), seconds));
    }
  }
  DWORD status = 1;
  GetExitCodeProcess(child->process, &status);
  close(*child);
  return static_cast<int>(status);
}

}  // namespace hotward::io
