#include "tools/parts/part.hpp"

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/io/layers/write_raster.hpp"
#include "tools/parts/nothing.hpp"
#include "tools/parts/public.hpp"
#include "tools/parts/public_record.hpp"
#include "tools/terminal.hpp"

namespace hotward::tools {

Result<std::vector<io::LayerFile>> make_part_files(const Part& part, const LayersOutput& output,
                                                   const table::Provenance& provenance,
                                                   std::vector<io::UnfinishedOutput>& outputs) {
  if (output.is_public && !part.small_counts_hidden) {
    return fail(ErrorCode::usage, not_public(part.key));
  }
  if (const auto known = report::check_columns(part.tables, output.table); !known) {
    return fail(known.error());
  }
  std::vector<io::LayerFile> files;
  const io::WriteOptions how{output.overwrite,
                             output.is_public ? public_provenance(provenance) : provenance};
  for (const std::string& path : output.paths) {
    const bool raster = io::is_raster_path(path);
    if (raster && part.rasters.empty()) {
      return fail(ErrorCode::usage, fmt::format("{}: there is no raster to write; use {}", path,
                                                io::layer_extensions()));
    }
    HOTWARD_EXPECTS(raster || !part.layers.empty());
    auto file = raster ? io::make_raster(path, part.rasters.front(), how, outputs)
                       : io::make_layer(path, part.layers.front(), how, outputs);
    if (!file) return fail(file.error());
    files.push_back(std::move(*file));
  }
  return files;
}

Result<std::vector<io::LayerFile>> write_part(const Part& part, const LayersOutput& output,
                                              const table::Provenance& provenance) {
  return io::made_together(output.overwrite, [&](std::vector<io::UnfinishedOutput>& outputs) {
    return make_part_files(part, output, provenance, outputs);
  });
}

Done done_with(Part part, Study& study, const Session& session,
               const std::vector<io::LayerFile>& files, report::TableView view) {
  view.width = output_width();
  study.warnings.insert(study.warnings.end(), part.warnings.begin(), part.warnings.end());
  study.weighty.insert(study.weighty.end(), part.weighty.begin(), part.weighty.end());
  Done done;
  done.summary = summary_of(study, session, files);
  if (part.small_counts_hidden) {
    done.summary["public"] = true;
    done.summary["suppressed"] = part.hidden;
  }
  done.summary.update(part.also);
  done.summary[part.key] = std::move(part.summary);
  if (!part.no_answer.empty()) done.summary["no_answer"] = clause_of(part.no_answer);
  done.text = study.made_up_areas + report::shown_tables(part.tables, view) + part.text + "\n" +
              fates_text(study, session) + (part.small_counts_hidden ? publish_once() : "") +
              files_text(files);
  done.warnings = all_warnings(study, files);
  done.weighty = study.weighty;
  return done;
}

Theme theme_of_all(Study& study, const StudyOptions& options) {
  Theme theme = one_theme(study.read.incidents.types, options.incidents.types);
  // The dictionary holds types that were read and filtered out, too.
  Theme counted = theme;
  for (std::size_t type = 0; type < study.types && type < counted.types.size(); ++type) {
    const bool occurs = study.counts.group_total(type) + study.counts.outside[type] > 0;
    if (!occurs) counted.types[type] = 0;
  }
  if (mixes_crime_and_asb(counted, study.read.incidents.types)) {
    study.warn_of_number("crime and ASB are added up here; --type crime or --type asb parts them");
  }
  return theme;
}

}  // namespace hotward::tools
