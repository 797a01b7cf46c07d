// Run program: another program of this computer, started, waited for and, where it hangs, ended.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// The first of these names that PATH has as a program.
[[nodiscard]] std::optional<std::filesystem::path> program_on_path(
    const std::vector<std::string>& names);

/// Runs it without input, and without what it prints. No shell is asked: words are words.
/// @param seconds  after which it is ended
/// @return its exit status; unavailable where it cannot be started or does not end in time;
///         interrupted.
[[nodiscard]] Result<int> run_program(const std::filesystem::path& program,
                                      const std::vector<std::string>& words, int seconds);

}  // namespace hotward::io
