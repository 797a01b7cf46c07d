#include "engine/job/registry.hpp"

#include "engine/analyses/aoristic/aoristic.hpp"
#include "engine/analyses/check/check.hpp"
#include "engine/analyses/clusters/clusters.hpp"
#include "engine/analyses/concentration/concentration.hpp"
#include "engine/analyses/density/density.hpp"
#include "engine/analyses/emerging/emerging.hpp"
#include "engine/analyses/evaluate/evaluate.hpp"
#include "engine/analyses/grid/grid.hpp"
#include "engine/analyses/join/join.hpp"
#include "engine/analyses/local/gi_star.hpp"
#include "engine/analyses/local/moran.hpp"
#include "engine/analyses/months/months.hpp"
#include "engine/analyses/near_repeat/near_repeat.hpp"
#include "engine/analyses/pattern/pattern.hpp"
#include "engine/analyses/peers/peers.hpp"
#include "engine/analyses/persistence/persistence.hpp"
#include "engine/analyses/places/places.hpp"
#include "engine/analyses/rank/rank.hpp"
#include "engine/analyses/rebase/rebase.hpp"
#include "engine/analyses/repeats/repeats.hpp"
#include "engine/analyses/scan/scan.hpp"
#include "engine/analyses/target/target.hpp"
#include "engine/analyses/trend/trend.hpp"

namespace hotward::job {
namespace {

// A line each; the build reads these lines for the manual pages.
// clang-format off
constexpr Analysis (*analyses_in_order[])() = {
    analyses::check,
    analyses::rank,
    analyses::months,
    analyses::trend,
    analyses::join,
    analyses::places,
    analyses::repeats,
    analyses::concentration,
    analyses::clusters,
    analyses::scan,
    analyses::pattern,
    analyses::near_repeat,
    analyses::aoristic,
    analyses::grid,
    analyses::gi_star,
    analyses::emerging,
    analyses::persistence,
    analyses::moran,
    analyses::density,
    analyses::target,
    analyses::evaluate,
    analyses::peers,
    analyses::rebase,
};
// clang-format on

}  // namespace

std::vector<Analysis> all_analyses() {
  std::vector<Analysis> all;
  for (const auto& make : analyses_in_order) all.push_back(make());
  return all;
}

std::optional<Analysis> analysis_named(std::string_view name) {
  for (const auto& make : analyses_in_order) {
    if (Analysis analysis = make(); analysis.name == name) return analysis;
  }
  return {};
}

}  // namespace hotward::job
