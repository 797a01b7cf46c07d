#include "tools/parts/over_sites.hpp"

namespace hotward::tools {

Result<Done> answer_over_sites(
    OverSites asked, const Session& session,
    const std::function<Result<Part>(const Study&, const Theme&, const Sites&)>& make_part) {
  const bool overwrite = asked.output.overwrite;
  const WeightsOptions& weights = asked.sites.weights;
  if (const auto free = check_outputs(asked.output); !free) return fail(free.error());
  if (const auto free = check_weights_output(weights, overwrite); !free) return fail(free.error());
  asked.study.is_public = asked.output.is_public;
  auto study = make_study(asked.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, asked.study);
  const auto sites = make_sites(*study, theme, asked.sites);
  if (!sites) return fail(sites.error());
  if (sites->neighbours.file) study->provenance.inputs.push_back(*sites->neighbours.file);
  auto part = make_part(*study, theme, *sites);
  if (!part) return fail(part.error());
  std::vector<io::UnfinishedOutput> outputs;
  const auto files = make_part_files(*part, asked.output, study->provenance, outputs);
  if (!files) return fail(files.error());
  const auto made = make_weights_file(*sites, weights, outputs);
  if (!made) return fail(made.error());
  const auto placed = io::finish_together(outputs, overwrite);
  if (!placed) return fail(placed.error());
  return done_with(std::move(*part), *study, session, *files, asked.output.table);
}

}  // namespace hotward::tools
