#include "engine/io/files/text_file.hpp"

#include <fstream>
#include <iterator>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/files/pipe_input.hpp"

namespace hotward::io {

namespace {

// Of a file within an archive, or packed by gzip.
Result<std::string> read_packed(const std::string& name, const std::string& shown) {
  use_gdal();
  const GdalMessages quiet;
  GByte* bytes = nullptr;
  vsi_l_offset size = 0;
  if (!path_exists(name)) return fail(ErrorCode::no_such_file, shown + ": no such file");
  if (VSIIngestFile(nullptr, name.c_str(), &bytes, &size, -1) == 0) {
    return fail(ErrorCode::unreadable, shown + ": cannot be read to its end");
  }
  std::string text(reinterpret_cast<const char*>(bytes), size);
  VSIFree(bytes);
  return text;
}

}  // namespace

Result<std::string> read_text(const std::filesystem::path& path) {
  const std::string opened = opened_path(path.string());
  const bool is_gzip = opened.ends_with(".gz") && archive_prefix(opened).empty();
  if (is_gzip && path_exists(opened)) return read_packed("/vsigzip/" + opened, path.string());
  if (opened != path.string()) return read_packed(opened, path.string());
  if (is_pipe(opened)) {
    const auto taken = take_pipe(opened);
    return taken ? read_packed(*taken, opened) : Result<std::string>(fail(taken.error()));
  }
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail(ErrorCode::no_such_file, fmt::format("{}: no such file", path.string()));
  }
  std::ifstream file(path, std::ios::binary);
  // A folder opens, and throws where it is read.
  if (!file.is_open() || std::filesystem::is_directory(path, ignored)) {
    return fail(ErrorCode::unreadable, fmt::format("{}: cannot be read", path.string()));
  }
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return fail(ErrorCode::unreadable, path.string() + ": cannot be read to its end");
  return text;
}

Result<void> make_text(const std::filesystem::path& path, std::string_view text,
                       std::vector<UnfinishedOutput>& outputs) {
  auto unfinished = UnfinishedOutput::beside(path);
  if (!unfinished) return fail(unfinished.error());
  const auto written = write_bytes(unfinished->folder() / path.filename(), text);
  if (!written) return naming(path, written.error());
  outputs.push_back(std::move(*unfinished));
  return {};
}

Result<void> write_text(const std::filesystem::path& path, std::string_view text, bool overwrite) {
  return made_together(overwrite, [&](std::vector<UnfinishedOutput>& outputs) {
    return make_text(path, text, outputs);
  });
}

}  // namespace hotward::io
