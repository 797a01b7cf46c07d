// Print PDF: a page as a PDF, by a Chromium that this computer has.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/atomic_output.hpp"

namespace hotward::job {

/// @return unavailable, with what to do instead, where PATH has no Chromium. Asked before the work.
[[nodiscard]] Result<std::filesystem::path> find_browser();

/// Tagged, on A4, with page numbers. The file waits among `outputs`.
/// @return unavailable where the browser makes none; cannot_write
[[nodiscard]] Result<void> make_pdf(const std::filesystem::path& browser,
                                    const std::filesystem::path& path, const std::string& html,
                                    std::vector<io::UnfinishedOutput>& outputs);

}  // namespace hotward::job
