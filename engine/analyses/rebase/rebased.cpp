#include "engine/analyses/rebase/rebased.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "engine/analyses/rebase/lookup.hpp"
#include "engine/index/polygon_grid.hpp"
#include "engine/io/areas/code_table.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/join/area_join.hpp"

namespace hotward::analyses {
namespace {

Result<Rebased> with_areas(const RebaseOptions& options) {
  Rebased found;
  if (options.from_areas.empty()) return found;
  AreasRequest other;
  other.dataset = options.from_areas;
  const auto source = area_source(other);
  if (!source) return fail(source.error());
  auto read = io::read_areas(*source);
  if (!read) return fail(read.error());
  found.sources.codes = std::move(read->areas.codes);
  found.sources.names = std::move(read->areas.names);
  found.sources.shapes = std::move(read->areas.shapes);
  found.warnings = std::move(read->weighty);
  found.files = std::move(read->files);
  return found;
}

// Every text of the counts: one of its columns holds the codes of the other boundaries.
Result<std::vector<std::string>> texts_of_counts(const RebaseOptions& options) {
  const auto table = io::read_code_table(io::split_suffix(options.counts).first);
  if (!table) return fail(table.error());
  std::vector<std::string> texts;
  for (const auto& row : table->text.rows) texts.insert(texts.end(), row.begin(), row.end());
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::erase(texts, std::string());
  return texts;
}

// Its column of codes is known by the other areas, if they are given: counts and look-up may hold
// names, too, and names would not lead to the areas' shapes.
Result<Lookup> lookup_of(const table::Areas& areas, const RebaseOptions& options,
                         const Sources& sources) {
  if (!sources.codes.empty()) {
    auto read = read_lookup(options.lookup, areas, sources.codes);
    const bool has_others = !read && read.error().code == ErrorCode::missing_column;
    if (!has_others || options.counts.empty()) return read;
  }
  const auto texts = texts_of_counts(options);
  if (!texts) return fail(texts.error());
  return read_lookup(options.lookup, areas, *texts);
}

// Codes that the look-up alone knows become sources without a shape.
void add_codes(const Lookup& lookup, Sources& sources) {
  std::map<std::string, std::pair<std::string, geometry::MultiPolygon>> all;
  for (std::size_t i = 0; i < sources.codes.size(); ++i) {
    all[sources.codes[i]] = {sources.names[i], std::move(sources.shapes[i])};
  }
  for (const auto& [code, targets] : lookup.targets) {
    all.try_emplace(code, code, geometry::MultiPolygon{});
  }
  sources = {};
  for (auto& [code, more] : all) {
    sources.codes.push_back(code);
    sources.names.push_back(more.first);
    sources.shapes.push_back(std::move(more.second));
  }
}

// Counts are read as populations are, and a number that cannot be one is refused by that name.
Error of_counts(Error error) {
  constexpr std::string_view said = "' is no population (";
  const auto at = error.message.find(said);
  if (at != std::string::npos) error.message.replace(at, said.size(), "' is no count (");
  return error;
}

// FILE[:COLUMN] by code, and which of its codes are no source's.
Result<void> read_counts(const std::string& asked, Rebased& found) {
  const auto [file, column_name] = io::split_suffix(asked);
  auto read =
      io::read_population(file, column_name.empty() ? "count" : column_name, found.sources.codes);
  if (!read) return fail(of_counts(read.error()));
  found.sources.counts = std::move(read->people);
  found.files.insert(found.files.end(), read->files.begin(), read->files.end());
  const auto table = io::read_code_table(file);
  if (!table) return fail(table.error());
  const auto column = io::joining_column(table->text, found.sources.codes);
  if (!column) return {};
  for (const auto& row : table->text.rows) {
    const std::string& code = row[*column];
    if (!code.empty() && !io::area_of_code(found.sources.codes, code))
      found.unknown.push_back(code);
  }
  std::ranges::sort(found.unknown);
  return {};
}

// Sources whose count is in no area's, and those that have none to give.
void name_lost(const std::vector<join::Targets>& by_code, Rebased& found) {
  std::vector<std::uint8_t> leads(found.sources.codes.size(), 0);
  for (const join::Share& share : found.shares) leads[share.source] = 1;
  for (std::size_t i = 0; i < leads.size(); ++i) {
    const std::string& code = found.sources.codes[i];
    const double count = found.sources.counts[i];
    if (leads[i] != 0 && std::isnan(count)) found.without_count.push_back(code);
    if (leads[i] != 0 || !(count > 0.0)) continue;
    (by_code[i].size() > 1 ? found.undecided : found.without_target).push_back(code);
  }
}

std::vector<double> land_of(const std::vector<geometry::MultiPolygon>& shapes) {
  std::vector<double> land_m2;
  for (const geometry::MultiPolygon& shape : shapes) land_m2.push_back(geometry::area_m2(shape));
  return land_m2;
}

// Those that the look-up leads to several areas, or says nothing of, go by land; those that it
// leads elsewhere alone, nowhere.
Result<void> share_out(const table::Areas& areas, const std::optional<Lookup>& lookup,
                       Rebased& found) {
  const Sources& sources = found.sources;
  const auto common = geometry::overlaps(sources.shapes, areas.shapes);
  std::vector<join::Targets> by_code(sources.codes.size());
  for (std::size_t i = 0; lookup && i < sources.codes.size(); ++i) {
    const auto at = lookup->targets.find(sources.codes[i]);
    if (at != lookup->targets.end()) by_code[i] = at->second;
    const bool is_exact = by_code[i].size() == 1 && by_code[i].front() != join::elsewhere;
    found.exact += is_exact ? 1U : 0U;
  }
  found.shares = join::shares_of(land_of(sources.shapes), land_of(areas.shapes), common, by_code);
  name_lost(by_code, found);
  if (!found.shares.empty()) return {};
  return fail(ErrorCode::no_data,
              "nothing leads from the other boundaries to the areas: they share no land, "
              "and no code of a look-up");
}

// Of the theme and the period, in areas or not.
std::vector<std::uint32_t> incidents_everywhere(const Study& study, const Theme& theme) {
  const table::Incidents& incidents = study.incidents();
  std::vector<std::uint32_t> counts(incidents.places.size(), 0);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    const std::size_t type = incidents.type.empty() ? 0 : incidents.type[i];
    if (type < theme.types.size() && theme.types[type] == 0) continue;
    const bool in_period =
        !study.asked || incidents.minute.empty() || study.period->holds(incidents.minute[i]);
    if (in_period) ++counts[incidents.place[i]];
  }
  return counts;
}

// The incidents by source and target, and those that one of the two alone holds.
void count_incidents(const Study& study, const Theme& theme, Rebased& found) {
  const table::Places& places = study.incidents().places;
  const std::vector<std::uint32_t> weights = incidents_everywhere(study, theme);
  table::Areas there;
  there.codes = found.sources.codes;
  there.names = found.sources.names;
  there.shapes = found.sources.shapes;
  const join::AreaJoin other = join::area_join(places, there);
  const index::PolygonGrid here_grid(study.areas().shapes);
  const index::PolygonGrid there_grid(there.shapes);
  found.counts.assign(study.areas().size(), 0);
  found.sources.counts.assign(there.size(), 0.0);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> flows;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (weights[i] == 0) continue;
    const std::int32_t here = study.join.area[i];
    const std::int32_t source = other.area[i];
    if (here >= 0) found.counts[static_cast<std::size_t>(here)] += weights[i];
    if (source >= 0) found.sources.counts[static_cast<std::size_t>(source)] += weights[i];
    if (here >= 0 && source >= 0) {
      found.held.by_both += weights[i];
      flows[{static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(here)}] += weights[i];
      continue;
    }
    if (here < 0 && source < 0) continue;
    (here >= 0 ? found.held.here_alone : found.held.there_alone) += weights[i];
    const auto& missing = here >= 0 ? there_grid : here_grid;
    const double away_m = std::min(missing.nearest(places.at[i], far_m).distance_m, far_m);
    found.held.furthest_m = std::max(found.held.furthest_m, away_m);
  }
  for (const auto& [pair, count] : flows) found.flows.push_back({pair.first, pair.second, count});
}

}  // namespace

Result<Rebased> rebased(const Study& study, const Theme& theme, const RebaseOptions& options) {
  auto found = with_areas(options);
  if (!found) return found;
  std::optional<Lookup> lookup;
  if (!options.lookup.empty()) {
    auto read = lookup_of(study.areas(), options, found->sources);
    if (!read) return fail(read.error());
    found->files.insert(found->files.end(), read->files.begin(), read->files.end());
    lookup = std::move(*read);
    if (!options.counts.empty()) add_codes(*lookup, found->sources);
  }
  if (options.counts.empty()) {
    count_incidents(study, theme, *found);
  } else if (const auto read = read_counts(options.counts, *found); !read) {
    return fail(read.error());
  }
  if (const auto shared = share_out(study.areas(), lookup, *found); !shared) {
    return fail(shared.error());
  }
  found->crosswalked = join::crosswalk(found->sources.counts, found->shares, study.areas().size());
  return found;
}

}  // namespace hotward::analyses
