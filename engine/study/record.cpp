#include "engine/study/record.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/parallel.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/sha256.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/public_record.hpp"
#include "engine/study/study.hpp"
#include "engine/study/version.hpp"

namespace hotward {
namespace {

namespace fs = std::filesystem;

// Why a file is not hashed, in words; empty where it is.
std::string why_not_hashed(const table::InputFile& file, std::uint64_t together,
                           HashPolicy policy) {
  if (policy == HashPolicy::never) return "not hashed (--hash never)";
  if (policy == HashPolicy::always) return {};
  if (file.bytes > hashed_by_default_bytes)
    return "not hashed: over 256 MiB (--hash always does it)";
  if (together > hashed_together_bytes) {
    return "not hashed: all files together are over 1 GiB (--hash always does it)";
  }
  return {};
}

// Gives each file its digest, or the reason why it has none; those that have either keep it.
Result<void> add_digests(std::vector<table::InputFile>& files, const Context& context) {
  std::vector<std::size_t> asked;
  std::uint64_t together = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].sha256.empty() || !files[i].note.empty()) continue;
    asked.push_back(i);
    together += files[i].bytes;
  }
  std::vector<Result<void>> ends(asked.size());
  parallel_for(asked.size(), [&](std::size_t k) {
    table::InputFile& file = files[asked[k]];
    file.note = why_not_hashed(file, together, context.hash);
    if (!file.note.empty()) return;
    auto digest = io::sha256_of_file(file.path);
    if (digest) {
      file.sha256 = std::move(*digest);
    } else {
      ends[k] = fail(digest.error());
    }
  });
  for (const Result<void>& end : ends) {
    if (!end) return end;
  }
  return {};
}

// Of "2019.zip/2019-01/2019-01-kent-street.csv" the archive; empty where none of its folders is a
// file.
std::string archive_of(const std::string& path) {
  std::error_code ignored;
  for (fs::path part = fs::path(path).parent_path(); part.has_relative_path();
       part = part.parent_path()) {
    if (fs::is_regular_file(part, ignored)) return part.string();
  }
  return {};
}

// The file as the record has it: a member of an archive by the archive's digest, which comes first.
table::InputFile record_of(const io::IncidentFile& file, const std::string& archive) {
  if (file.on_disk) return {file.path, file.bytes, "", ""};
  if (archive.empty()) return {file.path, file.bytes, "", "not a file: not hashed"};
  return {file.path, file.bytes, "", fmt::format("a member of {}", archive)};
}

bool holds(const std::vector<table::InputFile>& inputs, const std::string& path) {
  return std::ranges::find(inputs, path, &table::InputFile::path) != inputs.end();
}

// Path, size and SHA-256 of every file, by path; the reason in words where one has no digest.
Result<std::vector<table::InputFile>> input_files(const std::vector<io::IncidentFile>& files,
                                                  const Context& context) {
  std::vector<table::InputFile> inputs;
  std::vector<std::string> archives;  // of each file
  for (const io::IncidentFile& file : files) {
    archives.push_back(file.on_disk ? "" : archive_of(file.path));
    const std::string& archive = archives.back();
    if (!archive.empty() && !holds(inputs, archive)) {
      std::error_code ignored;
      inputs.push_back({archive, fs::file_size(archive, ignored), "", ""});
    }
    inputs.push_back(record_of(file, archive));
  }
  if (const auto added = add_digests(inputs, context); !added) return fail(added.error());
  // The digests must be of the bytes that were counted.
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string& path = archives[i].empty() ? files[i].path : archives[i];
    if (files[i].stamp && files[i].stamp != io::stamp_of(path)) {
      return fail(ErrorCode::unreadable, files[i].path + ": changed after it was read; run again");
    }
  }
  for (table::InputFile& input : inputs) input.path = io::without_password(input.path);
  std::ranges::sort(inputs, {}, &table::InputFile::path);
  return inputs;
}

}  // namespace

Result<table::Provenance> provenance_of(const Study& study, const Context& context) {
  auto inputs = input_files(study.incidents_read.files, context);
  if (!inputs) return fail(inputs.error());
  std::vector<table::InputFile> areas = study.areas_read.files;
  if (const auto added = add_digests(areas, context); !added) return fail(added.error());
  for (table::InputFile& file : areas) {
    file.path = io::without_password(file.path);
    inputs->push_back(std::move(file));
  }
  table::Provenance provenance;
  provenance.version = version();
  provenance.command_line = context.command_line;
  provenance.seed = context.seed;
  provenance.inputs = std::move(*inputs);
  provenance.passed_over = study.incidents_read.passed_over;
  provenance.crs = study.incidents_read.crs;
  const table::Areas& shown = study.areas();
  if (!shown.population.empty()) {
    provenance.population = {shown.population_source, shown.population_label,
                             shown.population_series, shown.population_released};
  }
  return provenance;
}

void record_inputs(const std::vector<table::InputFile>& files, Study& study) {
  std::vector<table::InputFile>& inputs = study.provenance.inputs;
  for (const table::InputFile& file : files) {
    if (!holds(inputs, file.path)) inputs.push_back(file);
  }
}

std::string passed_over_text(const std::vector<table::PassedOver>& files) {
  constexpr std::size_t named = 3;
  std::string text;
  if (files.size() <= named) {
    for (const table::PassedOver& file : files) {
      text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", file.path, file.reason);
    }
    return "passed over: " + text;
  }
  std::map<std::string, std::uint64_t> reasons;
  for (const table::PassedOver& file : files) {
    // A copy's reason names its original.
    ++reasons[file.reason.starts_with("the same as") ? "the same as another" : file.reason];
  }
  for (const auto& [reason, count] : reasons) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", count, reason);
  }
  return fmt::format("passed over {}: {}; the first is {} (--json names all)",
                     counted(files.size(), "file"), text, files.front().path);
}

std::vector<std::string> all_warnings(const Study& study, const std::vector<io::LayerFile>& files) {
  std::vector<std::string> warnings = study.warnings;
  for (const io::LayerFile& file : files) {
    warnings.insert(warnings.end(), file.warnings.begin(), file.warnings.end());
  }
  return warnings;
}

report::SummaryHead head_of(const Study& study, const Context& context,
                            const std::vector<io::LayerFile>& layers) {
  report::SummaryHead head;
  head.command = context.command;
  head.version = version();
  head.seed = context.seed;
  head.crs = study.incidents_read.crs;
  head.in_area = study.in_area();
  head.outside = study.outside();
  // Rows of the period before were read for comparison and count as filtered.
  head.row_outcomes = study.incidents().row_outcomes;
  const std::uint64_t located = head.in_area + head.outside;
  head.row_outcomes.filtered += head.row_outcomes.located - located;
  head.row_outcomes.located = located;
  head.population = study.provenance.population;
  head.passed_over = study.incidents_read.passed_over;
  head.warnings = all_warnings(study, layers);
  if (study.is_public) {
    // A summary is published, too.
    for (std::string& warning : head.warnings) warning = without_folders(warning, study.provenance);
    head.passed_over = public_provenance(study.provenance).passed_over;
  }
  for (const io::LayerFile& layer : layers) {
    head.layers.push_back({layer.path.generic_string(), layer.features});
  }
  return head;
}

Json summary_of(const Study& study, const Context& context,
                const std::vector<io::LayerFile>& layers) {
  return report::common_summary(head_of(study, context, layers));
}

std::string rows_text(const Study& study, const Context& context) {
  report::SummaryHead head = head_of(study, context, {});
  // How good positions are is reported where the data are judged; every summary and record has it.
  if (context.command != "check") head.crs = {};
  return report::head_text(head);
}

}  // namespace hotward
