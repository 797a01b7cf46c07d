#include "engine/job/job_ledger.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace hotward::job {

Result<void> check_apart(const std::string& ledger, const std::vector<std::string>& paths) {
  if (ledger.empty()) return {};
  const auto place = [](const std::string& path) {
    const std::filesystem::path whole = std::filesystem::absolute(path).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
  };
  const std::filesystem::path own = place(ledger);
  for (const std::string& path : paths) {
    const std::filesystem::path output = place(path);
    if (std::ranges::mismatch(output, own).in1 != output.end()) continue;
    return fail(ErrorCode::usage,
                fmt::format("--ledger {}: an output is to be written there; the ledger needs a "
                            "file of its own",
                            ledger));
  }
  return {};
}

Result<void> check_ledger(const Job& job, const std::vector<NamedOutput>& others) {
  if (job.output.ledger.empty()) return {};
  std::vector<std::string> paths = job.output.paths;
  for (const NamedOutput& other : others) paths.push_back(other.path);
  return check_apart(job.output.ledger, paths);
}

Result<std::shared_ptr<Ledger>> ledger_of(const std::string& path) {
  return path.empty() ? Result<std::shared_ptr<Ledger>>() : open_ledger(path);
}

Result<Remembered> remember_answers(std::shared_ptr<Ledger> ledger, const Answers& answers,
                                    const StudyRequest& asked, const std::string& command,
                                    Study& study) {
  if (!ledger) return Remembered();
  describe_study(study, asked, command, *ledger);
  std::vector<const Published*> parts;
  for (const ThemeAnswer& answer : answers.themes) {
    for (const Chapter& chapter : answer.chapters) parts.push_back(&chapter.findings);
  }
  study.ledger = std::move(ledger);
  return remember(study.ledger.get(), parts);
}

}  // namespace hotward::job
