#include "engine/job/print_pdf.hpp"

#include <string_view>

#include <fmt/format.h>

#include "engine/io/files/hidden_folder.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/files/run_program.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::job {
namespace {

namespace fs = std::filesystem;

constexpr int most_seconds = 120;

// RFC 3986: what a path may hold and an address may not.
std::string file_address(const fs::path& path) {
  std::string address = "file://";
  for (const char c : fs::absolute(path).generic_string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    address += plain ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return address;
}

}  // namespace

Result<fs::path> find_browser() {
  const auto found = io::program_on_path(
      {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"});
  if (found) return *found;
  return fail(
      ErrorCode::unavailable,
      "--pdf needs Chromium or Chrome, and PATH has neither: leave out --pdf, open the .html "
      "in a browser and print it to a PDF there");
}

Result<void> make_pdf(const fs::path& browser, const fs::path& path, const std::string& html,
                      std::vector<io::UnfinishedOutput>& outputs) {
  auto output = io::UnfinishedOutput::beside(path);
  if (!output) return fail(output.error());
  // Its profile and the page lie apart from what is moved to its place.
  auto work = io::UnfinishedOutput::beside(path);
  if (!work) return fail(work.error());
  const fs::path page = work->folder() / "report.html";
  if (const auto written = io::write_bytes(page, html); !written) return fail(written.error());
  const fs::path pdf = output->folder() / path.filename();
  std::vector<std::string> words = {"--headless",
                                    "--disable-gpu",
                                    "--no-pdf-header-footer",
                                    "--user-data-dir=" + (work->folder() / "profile").string(),
                                    "--print-to-pdf=" + fs::absolute(pdf).string(),
                                    file_address(page)};
  // The page has no script and fetches nothing; for root the browser would not start otherwise.
  if (io::system::is_superuser()) words.insert(words.begin(), "--no-sandbox");
  const auto status = io::run_program(browser, words, most_seconds);
  if (!status) return fail(status.error());
  std::error_code none;
  if (*status != 0 || !fs::exists(pdf, none)) {
    return fail(ErrorCode::unavailable,
                fmt::format("--pdf: {} made none (exit status {})", browser.string(), *status));
  }
  outputs.push_back(std::move(*output));
  return {};
}

}  // namespace hotward::job
