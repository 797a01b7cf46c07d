#include "tools/record.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/leftovers.hpp"
#include "engine/io/files/sha256.hpp"
#include "engine/io/layers/write_raster.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "tools/parts/public_record.hpp"
#include "tools/study.hpp"
#include "tools/terminal.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

namespace fs = std::filesystem;

Result<void> add_digest(table::InputFile& file, const Session& session) {
  if (!file.sha256.empty() || !file.note.empty()) return {};
  if (session.hash == HashPolicy::never) {
    file.note = "not hashed (--hash never)";
    return {};
  }
  if (session.hash == HashPolicy::automatic && file.bytes > hashed_by_default_bytes) {
    file.note = "not hashed: over 256 MiB (--hash always does it)";
    return {};
  }
  auto digest = io::sha256_of_file(file.path);
  if (!digest) return fail(digest.error());
  file.sha256 = std::move(*digest);
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

// Names that differ in their case alone are one file on some systems, and the parts of a Shapefile
// would be the same on all.
fs::path place_of(const std::string& path) {
  std::string place = fs::absolute(path).lexically_normal().string();
  for (char& c : place) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return place;
}

bool share_a_file(const std::string& a, const std::string& b) {
  const fs::path style = io::style_file(place_of(a));
  return place_of(a) == place_of(b) || (!style.empty() && style == io::style_file(place_of(b)));
}

Error name_taken(const char* option, const std::string& path, const std::string& earlier) {
  return {ErrorCode::usage,
          place_of(path) == place_of(earlier)
              ? fmt::format("{} {}: the same file as -o {}; each output needs its own", option,
                            path, earlier)
              : fmt::format("{} {}: its style file would be that of -o {}; give it another name",
                            option, path, earlier)};
}

}  // namespace

void mend_leftovers(const std::string& output) {
  for (const std::string& note : io::clear_leftovers(output)) print_warning("", note);
}

Result<std::vector<table::InputFile>> input_files(const std::vector<io::IncidentFile>& files,
                                                  const Session& session) {
  std::vector<table::InputFile> inputs;
  for (const io::IncidentFile& file : files) {
    const std::string archive = file.on_disk ? "" : archive_of(file.path);
    if (!archive.empty() && !holds(inputs, archive)) {
      std::error_code ignored;
      inputs.push_back({archive, fs::file_size(archive, ignored), "", ""});
      if (const auto added = add_digest(inputs.back(), session); !added) return fail(added.error());
    }
    inputs.push_back(record_of(file, archive));
    if (const auto added = add_digest(inputs.back(), session); !added) return fail(added.error());
    // The digest must be of the bytes that were counted.
    if (file.stamp && file.stamp != io::stamp_of(archive.empty() ? file.path : archive)) {
      return fail(ErrorCode::unreadable, file.path + ": changed after it was read; run again");
    }
  }
  std::ranges::sort(inputs, {}, &table::InputFile::path);
  return inputs;
}

Result<table::Provenance> provenance_of(const Study& study, const Session& session) {
  auto inputs = input_files(study.read.files, session);
  if (!inputs) return fail(inputs.error());
  for (table::InputFile file : study.areas.files) {
    if (const auto added = add_digest(file, session); !added) return fail(added.error());
    inputs->push_back(std::move(file));
  }
  table::Provenance provenance;
  provenance.version = version();
  provenance.command_line = session.command_line;
  provenance.seed = session.seed;
  provenance.inputs = std::move(*inputs);
  provenance.passed_over = study.read.passed_over;
  provenance.crs = study.read.crs;
  return provenance;
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

report::SummaryHead head_of(const Study& study, const Session& session,
                            const std::vector<io::LayerFile>& layers) {
  report::SummaryHead head;
  head.command = session.command;
  head.version = version();
  head.seed = session.seed;
  head.crs = study.read.crs;
  head.in_area = study.in_area();
  head.outside = study.outside();
  // Rows of the period before were read for comparison and count as filtered.
  head.fates = study.read.incidents.fates;
  const std::uint64_t located = head.in_area + head.outside;
  head.fates.filtered += head.fates.located - located;
  head.fates.located = located;
  head.passed_over = study.read.passed_over;
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

Json summary_of(const Study& study, const Session& session,
                const std::vector<io::LayerFile>& layers) {
  return report::common_summary(head_of(study, session, layers));
}

std::string fates_text(const Study& study, const Session& session) {
  report::SummaryHead head = head_of(study, session, {});
  // How good positions are is told where the data are judged; every summary and record has it.
  if (session.command != "check") head.crs = {};
  return report::head_text(head);
}

std::string files_text(const std::vector<io::LayerFile>& files) {
  std::string text;
  for (const io::LayerFile& file : files) {
    if (io::is_raster_path(file.path)) {
      text += fmt::format("Wrote {}.\n", file.path.string());
      continue;
    }
    text += fmt::format("Wrote {} ({}).\n", file.path.string(), counted(file.features, "feature"));
  }
  return text;
}

Result<void> check_outputs(const LayersOutput& output, Outputs kinds) {
  for (const std::string& path : output.paths) mend_leftovers(path);
  for (auto path = output.paths.begin(); path != output.paths.end(); ++path) {
    const bool raster = kinds == Outputs::layers_and_rasters && io::is_raster_path(*path);
    if (!raster) {
      if (const auto known = io::check_layer_path(*path); !known) return known;
    }
    // Layers of one name share their style; a raster's is another.
    const auto taken = std::find_if(output.paths.begin(), path, [&](const std::string& earlier) {
      return raster == io::is_raster_path(earlier) ? place_of(earlier) == place_of(*path)
                                                   : share_a_file(earlier, *path);
    });
    if (taken != path) return fail(name_taken("-o", *path, *taken));
    if (const auto free = io::check_free(*path, output.overwrite); !free) return free;
  }
  return {};
}

Result<void> check_apart(const LayersOutput& output, const char* option, const std::string& path) {
  for (const std::string& other : output.paths) {
    if (!path.empty() && share_a_file(other, path)) {
      return fail(name_taken(option, path, other));
    }
  }
  return {};
}

Result<std::vector<io::LayerFile>> make_layers(const LayersOutput& output, table::LayerRows& rows,
                                               const table::Provenance& provenance,
                                               std::vector<io::UnfinishedOutput>& outputs) {
  std::vector<io::LayerFile> files;
  for (const std::string& path : output.paths) {
    auto file = io::make_layer(path, rows, {output.overwrite, provenance}, outputs);
    if (!file) return fail(file.error());
    files.push_back(std::move(*file));
  }
  return files;
}

Result<std::vector<io::LayerFile>> make_layers(const LayersOutput& output,
                                               const table::Layer& layer,
                                               const table::Provenance& provenance,
                                               std::vector<io::UnfinishedOutput>& outputs) {
  table::HeldRows rows(layer);
  return make_layers(output, rows, provenance, outputs);
}

Result<std::vector<io::LayerFile>> write_layers(const LayersOutput& output, table::LayerRows& rows,
                                                const table::Provenance& provenance) {
  return io::made_together(output.overwrite, [&](std::vector<io::UnfinishedOutput>& outputs) {
    return make_layers(output, rows, provenance, outputs);
  });
}

}  // namespace hotward::tools
