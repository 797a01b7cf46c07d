// hotward clusters: where do incidents gather?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/clusters_part.hpp"
#include "tools/parts/public.hpp"

namespace hotward::tools {
namespace {

struct ClustersArguments {
  StudyOptions study;
  LayersOutput output;
  ClusterOptions clusters;
  bool suggest = false;
  std::string members;

  [[nodiscard]] LayersOutput members_output() const {
    return {members.empty() ? std::vector<std::string>{} : std::vector{members}, output.overwrite};
  }
};

Result<void> check_paths(const ClustersArguments& options) {
  if (options.suggest) {
    if (const auto ok = refuse_public(options.output, "k_distance"); !ok) return ok;
  }
  if (const auto free = check_outputs(options.output); !free) return free;
  if (options.output.is_public && !options.members.empty()) {
    return fail(ErrorCode::usage, "--members: not with --public, the layer holds single places");
  }
  if (const auto free = check_outputs(options.members_output()); !free) return free;
  if (!options.suggest) return check_apart(options.output, "--members", options.members);
  if (!options.output.paths.empty() || !options.members.empty()) {
    return fail(ErrorCode::usage, "--suggest prints a curve and writes no layer: leave -o out");
  }
  if (options.clusters.method != ClusterOptions::Method::dbscan) {
    return fail(ErrorCode::usage, "--suggest is for --method dbscan: its eps is what it proposes");
  }
  return {};
}

Result<std::vector<io::LayerFile>> write_all(const ClustersArguments& options, const Part& part,
                                             const table::Provenance& provenance) {
  std::vector<io::UnfinishedOutput> outputs;
  auto files = make_part_files(part, options.output, provenance, outputs);
  if (!files) return files;
  if (!options.members.empty()) {
    const auto members = make_layers(options.members_output(), part.layers[1], provenance, outputs);
    if (!members) return members;
    files->insert(files->end(), members->begin(), members->end());
  }
  const auto placed = io::finish_together(outputs, options.output.overwrite);
  if (!placed) return fail(placed.error());
  return files;
}

Result<Done> answer(ClustersArguments options, const Session& session) {
  if (const auto free = check_paths(options); !free) return fail(free.error());
  if (const auto ok = check(options.clusters); !ok) return fail(ok.error());
  if (!options.clusters.weight.empty()) options.study.keep = io::Keep::everything;
  options.study.is_public = options.output.is_public;
  options.clusters.members = !options.members.empty();
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  auto part = options.suggest ? eps_part(*study, theme, options.clusters)
                              : clusters_part(*study, theme, options.clusters, session.seed);
  if (!part) return fail(part.error());
  if (const auto known = report::check_columns(part->tables, options.output.table); !known) {
    return fail(known.error());
  }
  std::vector<io::LayerFile> files;
  if (!options.suggest) {
    auto written = write_all(options, *part, study->provenance);
    if (!written) return fail(written.error());
    files = std::move(*written);
  }
  return done_with(std::move(*part), *study, session, files, options.output.table);
}

}  // namespace

Run clusters(CommandLine& line) {
  auto options = std::make_shared<ClustersArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->clusters);
  line.flag("--suggest", options->suggest,
            "Print the k-distance curve and the eps it proposes for dbscan")
      .group("Method");
  line.option("--members", options->members, "Layer of points with their cluster")
      .path()
      .type("PATH");
  add(line, options->output);
  add(line, options->output.table);
  line.examples({"hotward clusters police/ --type asb --eps 100m --min-points 20 -o asb.gpkg",
                 "hotward clusters police/ --suggest --min-points 20",
                 "hotward clusters cases.csv --method st-dbscan --eps 150m --window 14d"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
