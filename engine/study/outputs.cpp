#include "engine/study/outputs.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/counted.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/leftovers.hpp"
#include "engine/io/layers/database_layer.hpp"
#include "engine/io/layers/write_raster.hpp"
#include "engine/study/public_record.hpp"

namespace hotward {
namespace {

namespace fs = std::filesystem;

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

Error name_taken(const std::string& option, const std::string& path,
                 const std::string& earlier_option, const std::string& earlier) {
  return {ErrorCode::usage,
          place_of(path) == place_of(earlier)
              ? fmt::format("{} {}: the same file as {} {}; each output needs its own", option,
                            path, earlier_option, earlier)
              : fmt::format("{} {}: its style file would be that of {} {}; give it another name",
                            option, path, earlier_option, earlier)};
}

// A table has no place among the files; what it is called is settled by --layer.
Result<void> check_tables(const OutputRequest& output) {
  const auto tables = std::ranges::count_if(output.paths, io::is_database);
  if (tables > 1) return fail(ErrorCode::usage, "-o PG:…: one table at a time");
  if (output.layer.empty()) return {};
  if (tables == 0) {
    return fail(ErrorCode::usage, fmt::format("--layer {}: a name for the table of -o PG:…, and "
                                              "there is none; a file's name is its layer's",
                                              output.layer));
  }
  if (const auto name = io::table_name(output.layer); !name) return fail(name.error());
  return {};
}

Result<void> check_paths(const OutputRequest& output, Writes kinds) {
  if (const auto sound = check_tables(output); !sound) return sound;
  for (auto path = output.paths.begin(); path != output.paths.end(); ++path) {
    if (io::is_database(*path)) continue;
    const bool raster = kinds == Writes::layers_and_rasters && io::is_raster_path(*path);
    if (!raster) {
      if (const auto known = io::check_layer_path(*path); !known) return known;
    }
    // Layers of one name share their style; a raster's is another.
    const auto taken = std::find_if(output.paths.begin(), path, [&](const std::string& earlier) {
      return raster == io::is_raster_path(earlier) ? place_of(earlier) == place_of(*path)
                                                   : share_a_file(earlier, *path);
    });
    if (taken != path) return fail(name_taken("-o", *path, "-o", *taken));
    if (const auto free = io::check_free(*path, output.overwrite); !free) return free;
  }
  return {};
}

bool clash(const NamedOutput& a, const NamedOutput& b) {
  return a.is_layer && b.is_layer ? share_a_file(a.path, b.path)
                                  : place_of(a.path) == place_of(b.path);
}

/// @param earlier  of them those that were checked before
Result<void> check_other(const OutputRequest& output, const NamedOutput& other,
                         std::span<const NamedOutput> earlier) {
  if (other.is_layer) {
    if (const auto known = io::check_layer_path(other.path); !known) return known;
  }
  if (const auto free = io::check_free(other.path, output.overwrite); !free) return free;
  const std::string option = "--" + other.parameter;
  for (const std::string& path : output.paths) {
    if (clash({"", path, true}, other)) return fail(name_taken(option, other.path, "-o", path));
  }
  for (const NamedOutput& one : earlier) {
    if (!clash(one, other)) continue;
    return fail(name_taken(option, other.path, "--" + one.parameter, one.path));
  }
  return {};
}

// The table of -o PG:…
Result<io::DatabaseLayer> make_table(const Findings& findings, const std::string& connection,
                                     const std::string& name, const io::WriteOptions& how) {
  if (findings.rows) return io::DatabaseLayer::make(connection, name, *findings.rows, how);
  HOTWARD_EXPECTS(!findings.layers.empty());
  table::HeldRows rows(findings.layers.front());
  return io::DatabaseLayer::make(connection, name, rows, how);
}

// The file of one -o.
Result<io::LayerFile> make_file(const Findings& findings, const std::string& path,
                                const io::WriteOptions& how,
                                std::vector<io::UnfinishedOutput>& outputs) {
  if (findings.rows) return io::make_layer(path, *findings.rows, how, outputs);
  if (io::is_raster_path(path)) {
    if (!findings.rasters.empty()) {
      return io::make_raster(path, findings.rasters.front(), how, outputs);
    }
    return fail(ErrorCode::usage, fmt::format("{}: there is no raster to write; use {}", path,
                                              io::layer_extensions()));
  }
  HOTWARD_EXPECTS(!findings.layers.empty());
  return io::make_layer(path, findings.layers.front(), how, outputs);
}

}  // namespace

Result<std::vector<io::LayerFile>> write_findings(const Published& findings,
                                                  const OutputRequest& output,
                                                  const table::Provenance& provenance) {
  const io::WriteOptions how{output.overwrite,
                             output.is_public ? public_provenance(provenance) : provenance};
  return io::made_together(
      output.overwrite,
      [&](std::vector<io::UnfinishedOutput>& outputs) -> Result<std::vector<io::LayerFile>> {
        std::vector<io::LayerFile> files;
        std::optional<io::DatabaseLayer> table;
        for (const std::string& path : output.paths) {
          if (io::is_database(path)) {
            auto made = make_table(*findings, path, output.layer, how);
            if (!made) return fail(made.error());
            table = std::move(*made);
            continue;
          }
          auto file = make_file(*findings, path, how, outputs);
          if (!file) return fail(file.error());
          files.push_back(std::move(*file));
        }
        if (findings->make_others) {
          auto others = findings->make_others(how, outputs);
          if (!others) return fail(others.error());
          std::ranges::move(*others, std::back_inserter(files));
        }
        // The files take their place after it: a server refuses more often than a disk.
        if (table) {
          auto placed = table->commit();
          if (!placed) return fail(placed.error());
          files.push_back(std::move(*placed));
        }
        return files;
      });
}

Result<void> check_outputs(const OutputRequest& output, Writes kinds,
                           const std::vector<NamedOutput>& others,
                           std::vector<std::string>& notes) {
  const auto mend = [&](const std::string& path) {
    std::ranges::move(io::clear_leftovers(path), std::back_inserter(notes));
  };
  for (const std::string& path : output.paths) {
    if (!io::is_database(path)) mend(path);
  }
  if (const auto free = check_paths(output, kinds); !free) return free;
  for (std::size_t i = 0; i < others.size(); ++i) {
    mend(others[i].path);
    if (const auto free = check_other(output, others[i], std::span(others).first(i)); !free) {
      return free;
    }
  }
  return {};
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

}  // namespace hotward
