#include "engine/analyses/check/check.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <unordered_map>
#include <utility>

#include "engine/analyses/check/check_faults.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/study/place_names.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

// Codes of small areas new in 2021 lie above the last one of 2011.
constexpr std::string_view last_lsoa_2011 = "E01033768";

// The index of each day's month, from the first day of the first month on; the calendar is asked
// once a day.
std::vector<std::size_t> months_of_days(const std::vector<table::Month>& months) {
  std::vector<std::size_t> index;
  if (months.empty()) return index;
  table::Day day = table::first_day(months.front());
  for (std::size_t m = 0; m < months.size(); ++m) {
    for (; day <= table::last_day(months[m]); day += std::chrono::days{1}) index.push_back(m);
  }
  return index;
}

std::vector<quality::MonthlyCounts> monthly_series(const table::Incidents& incidents,
                                                   const std::vector<table::Month>& months) {
  const auto classes = table::classify(incidents.types);
  std::vector<quality::MonthlyCounts> series(3);
  series[0].group = "all";
  series[1].group = "crime";
  series[2].group = "asb";
  for (auto& each : series) each.counts.assign(months.size(), 0);
  const std::vector<std::size_t> month_of_day = months_of_days(months);
  const table::Day first = months.empty() ? table::Day{} : table::first_day(months.front());
  for (std::size_t i = 0; i < incidents.minute.size(); ++i) {
    if (incidents.minute[i] == table::no_time) continue;
    const auto day = (table::day_of(incidents.minute[i]) - first).count();
    const std::size_t m = month_of_day[static_cast<std::size_t>(day)];
    ++series[0].counts[m];
    if (incidents.type.empty()) continue;
    const table::TypeClass& type = classes[incidents.type[i]];
    if (type.is_crime) ++series[1].counts[m];
    if (type.is_asb) ++series[2].counts[m];
  }
  const auto is_empty = [](const quality::MonthlyCounts& s) {
    return std::ranges::all_of(s.counts, [](std::int64_t n) { return n == 0; });
  };
  std::erase_if(series, is_empty);
  return series;
}

const table::TextColumn* text_column(const table::Incidents& incidents, const std::string& name) {
  for (const table::TextColumn& column : incidents.text_columns) {
    if (!name.empty() && column.name == name) return &column;
  }
  return nullptr;
}

// What the rows call each of the busiest places.
std::vector<std::string> names_of(const Study& study,
                                  const std::vector<quality::BusyPlace>& busiest) {
  std::vector<std::uint32_t> places;
  for (const auto& one : busiest) places.push_back(one.place);
  return place_names(study, places);
}

bool is_lsoa(const std::string& code) {
  return code.size() == 9 && (code.starts_with("E01") || code.starts_with("W01"));
}

/// How many rows state a code and lie in an area, by both: a few thousand pairs of ten million
/// rows.
using StatedAndFound = std::map<std::pair<std::string, std::size_t>, std::int64_t>;

// How often each pair of a code and an area comes. The pairs counted last stand in a small table,
// before the large one: rows of one month name some hundred pairs, ten million rows name each again
// and again.
class PairCounts {
 public:
  void add(std::uint32_t code, std::uint32_t area) {
    const std::uint64_t pair = std::uint64_t{code} << 32U | area;
    Recent& recent = recent_[(code * 31U + area) % recent_.size()];
    if (recent.pair != pair) {
      flush(recent);
      recent.pair = pair;
    }
    ++recent.count;
  }

  /// Of all that were added.
  const std::unordered_map<std::uint64_t, std::int64_t>& all() {
    for (Recent& recent : recent_) flush(recent);
    return all_;
  }

 private:
  struct Recent {
    std::uint64_t pair = 0;
    std::int64_t count = 0;
  };
  void flush(Recent& recent) {
    if (recent.count > 0) all_[recent.pair] += recent.count;
    recent.count = 0;
  }

  std::array<Recent, 4096> recent_{};
  std::unordered_map<std::uint64_t, std::int64_t> all_;
};

StatedAndFound stated_and_found(const Study& study, const table::TextColumn& stated) {
  PairCounts pairs;
  for (std::size_t i = 0; i < study.incidents().size(); ++i) {
    const std::int32_t area = study.join.area[study.incidents().place[i]];
    if (area < 0) continue;  // a row elsewhere is no evidence about these areas
    pairs.add(stated.codes[i], static_cast<std::uint32_t>(area));
  }
  StatedAndFound result;
  for (const auto& [pair, count] : pairs.all()) {
    const std::string& code = stated.dictionary.text(static_cast<std::uint32_t>(pair >> 32U));
    const auto area = static_cast<std::size_t>(pair & 0xFFFFFFFFU);
    result[{io::is_unknown(code) ? std::string{} : code, area}] += count;
  }
  return result;
}

// Area codes found, or, where the areas are no LSOAs, stated LSOAs turned into the area that most
// of their rows lie in (an LSOA nests within a ward); the first by code of several.
void compare_with_stated(const Study& study, Quality& result) {
  const table::TextColumn* stated =
      text_column(study.incidents(), study.incidents_read.lsoa_column);
  if (stated == nullptr) return;
  result.has_stated_areas = true;
  const table::Areas& areas = study.areas();
  const bool same_kind = !areas.codes.empty() && is_lsoa(areas.codes.front());
  const StatedAndFound rows = stated_and_found(study, *stated);
  std::map<std::string, std::pair<std::int64_t, std::size_t>> most;  // areas run by their codes
  for (const auto& [pair, count] : rows) {
    auto& best = most[pair.first];
    if (count > best.first) best = {count, pair.second};
  }
  std::vector<quality::CodePair> pairs;
  for (const auto& [pair, count] : rows) {
    const auto& [code, area] = pair;
    const bool as_it_is = same_kind || code.empty();
    pairs.push_back({as_it_is ? code : areas.codes[most[code].second], areas.codes[area], count});
  }
  result.agreement = quality::agreement(pairs);
  bool any = false;
  bool of_2021 = false;
  for (const std::string& code : stated->dictionary.texts()) {
    any = any || is_lsoa(code);
    of_2021 = of_2021 || (code.starts_with("E01") && is_lsoa(code) && code > last_lsoa_2011);
  }
  if (any) result.lsoa_vintages.push_back(of_2021 ? "2021" : "2011, or 2021 where nothing changed");
}

// Of the areas' counts, by group.
std::vector<GroupDispersion> dispersions_of(const Study& study, const Quality& found) {
  const auto classes = table::classify(study.incidents().types);
  std::vector<GroupDispersion> result;
  for (const quality::MonthlyCounts& series : found.series) {
    Theme theme;
    theme.title = series.group;
    for (const table::TypeClass& type : classes) {
      const bool is_in = series.group == "crime" ? type.is_crime
                         : series.group == "asb" ? type.is_asb
                                                 : true;
      theme.types.push_back(is_in ? 1 : 0);
    }
    result.push_back({series.group, count_dispersion(study, theme, {})});
  }
  return result;
}

// The incidents that lie in an area, without the texts of their rows; places keep their numbers,
// some without an incident.
table::Incidents in_areas(const Study& study) {
  const table::Incidents& all = study.incidents();
  table::Incidents part;
  part.places = all.places;
  for (std::size_t p = 0; p < part.places.size(); ++p) {
    if (study.join.area[p] < 0) part.places.incidents[p] = 0;
  }
  part.types = all.types;
  part.precision = all.precision;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (study.join.area[all.place[i]] < 0) continue;
    part.place.push_back(all.place[i]);
    if (!all.minute.empty()) part.minute.push_back(all.minute[i]);
    if (!all.type.empty()) part.type.push_back(all.type[i]);
  }
  return part;
}

// Months, places, types: what can be asked of any part of the rows. Which months there are is known
// from all of them: a small area may have none in one.
void describe(const Study& study, const table::Incidents& incidents, Quality& found) {
  found.months = quality::months_present(study.incidents().minute);
  found.series = monthly_series(incidents, found.months.present);
  // Rows without a place lie in no area and in all.
  for (const table::Month month : found.months.present) {
    found.located.push_back(located_share(study.incidents().by_month,
                                          {table::first_day(month), table::last_day(month)}));
  }
  found.breaks = quality::series_breaks(found.months.present, found.series);
  found.places = quality::snapped_places(incidents.places);
  found.busiest_names = names_of(study, found.places.busiest);
  found.unknown_types = table::unknown_types(incidents);
}

}  // namespace

Quality examine(const Study& study, bool areas_named) {
  const table::Incidents& all = study.incidents();
  Quality found;
  found.outside = study.join.outside;
  if (areas_named && found.outside > 0 && study.join.in_area > 0) {
    found.whole.emplace_back();
    describe(study, all, found.whole.front());
    describe(study, in_areas(study), found);
    found.duplicate_ids = static_cast<std::uint64_t>(
        std::ranges::count_if(study.incidents_read.repeats,
                              [&](std::uint32_t i) { return study.join.area[all.place[i]] >= 0; }));
  } else {
    describe(study, all, found);
    found.duplicate_ids = study.incidents_read.duplicate_ids;
  }
  found.misplaced = misplaced_rows(study);
  found.dispersions = dispersions_of(study, found);
  compare_with_stated(study, found);
  add_faults(study, areas_named, found);
  return found;
}

namespace {

std::string faults_of_rows(const Study& study) {
  std::string text;
  for (const io::RowFault& fault : study.incidents_read.first_faults) {
    text += "  " + fault_text(fault) + "\n";
  }
  return text.empty() ? text : "First rejected rows:\n" + text;
}

Findings quality_findings(const Study& study, const StudyRequest& request) {
  Quality quality = examine(study, !request.areas.dataset.empty());
  Findings findings;
  findings.key = "quality";
  findings.summary = quality_json(quality);
  findings.tables = quality_tables(quality);
  findings.faults_found = !quality.faults.empty();
  findings.rows_first = true;
  findings.composed = [quality = std::move(quality),
                       rows = faults_of_rows(study)](const report::TableView& view) {
    return rows + quality_text(quality, view);
  };
  return findings;
}

}  // namespace

Analysis check() {
  return {
      .name = "check",
      .question = "Can I trust this file? Rows read and rejected, months, places, types, ids",
      .examples = {"hotward check police/", "hotward check police/ --areas lsoa.geojson --json"},
      .has_theme = false,
      .writes = Writes::nothing,
      .hides_small_counts = false,
      .prepare = [](StudyRequest& request, const OutputRequest&) -> Result<void> {
        request.keep = io::Keep::checks;
        request.outside_is_fine = true;
        return {};
      },
      .run = [](const Task& task) -> Result<Findings> {
        return quality_findings(task.study, task.request);
      }};
}

}  // namespace hotward::analyses
