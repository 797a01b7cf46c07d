// A whole job of an analysis on a made study, and all that it gave: summary, text and files.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "tests/analyses/variants.hpp"
#include "tests/io/folder.hpp"

namespace hotward {

/// Bytes by the name of the file.
using Files = std::map<std::string, std::string>;

struct Outcome {
  std::string summary;
  std::string text;
  Files files;
};

inline Files files_in(const std::filesystem::path& folder) {
  Files files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files[entry.path().filename().string()] = io::bytes_of(entry.path());
  }
  return files;
}

/// Runs the job into folder/out, which is gone afterwards.
inline Result<Outcome> outcome_of(const std::string& analysis, const std::filesystem::path& folder,
                                  const Settings& settings) {
  const std::filesystem::path out = folder / "out";
  std::filesystem::create_directory(out);
  const auto job = made_job(analysis, folder, settings);
  const auto answer = job::run(*job, context_of(*job));
  Files files = files_in(out);
  std::filesystem::remove_all(out);
  if (!answer) return fail(answer.error());
  return Outcome{answer->summary.dump(1), answer->text, std::move(files)};
}

/// The digest of the inputs is in records, and another order of rows has another.
inline void drop_records(Files& files) {
  std::erase_if(files, [](const auto& file) {
    return file.first.ends_with(".manifest.json") || file.first.ends_with(".gpkg") ||
           file.first.ends_with(".tif");
  });
}

}  // namespace hotward
