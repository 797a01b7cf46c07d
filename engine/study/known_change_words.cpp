#include "engine/study/known_change_words.hpp"

#include <algorithm>

#include "engine/table/taxonomy.hpp"

namespace hotward {
namespace {

using table::KnownChange;
using table::Month;

// What is counted and what it is to be compared with, as far as they are known.
std::vector<table::Period> periods_of(const Study& study) {
  std::vector<table::Period> periods;
  if (study.comparison) periods.push_back(*study.comparison);
  if (study.period) periods.push_back(*study.period);
  return periods;
}

bool is_asked_for(const Study& study, std::string_view police_uk) {
  return std::ranges::any_of(study.incidents().by_month.rows, [&](const auto& row) {
    if (!row.second.wanted) return false;
    const table::OffenceType* type = table::find_type(row.first.type);
    return police_uk.empty() || (type != nullptr && type->police_uk == police_uk);
  });
}

bool is_in_data(const Study& study, std::string_view force) {
  if (force.empty()) return true;
  return std::ranges::any_of(study.completeness.forces, [&](const ForceMonths& one) {
    return one.force == force && study.completeness.counts(one);
  });
}

bool touches(const KnownChange& change, const std::vector<table::Period>& periods) {
  if (periods.empty()) return false;
  if (change.kind == KnownChange::Kind::definition) {
    const Month first = table::month_of(periods.front().first);
    return first < change.first() && change.first() <= table::month_of(periods.back().last);
  }
  return std::ranges::any_of(periods, [&](const table::Period& period) {
    for (Month m = table::month_of(period.first); m <= table::month_of(period.last);
         m = table::next(m)) {
      if (change.holds(m)) return true;
    }
    return false;
  });
}

}  // namespace

std::vector<KnownChange> known_changes_of(const Study& study) {
  std::vector<KnownChange> found;
  const auto periods = periods_of(study);
  for (const KnownChange& change : table::known_changes()) {
    if (touches(change, periods) && is_in_data(study, change.force) &&
        is_asked_for(study, change.type)) {
      found.push_back(change);
    }
  }
  return found;
}

std::vector<std::string> known_change_sentences(const Study& study) {
  std::vector<std::string> sentences;
  for (const KnownChange& change : known_changes_of(study)) {
    const bool is_gap = change.kind == KnownChange::Kind::missing;
    sentences.push_back((is_gap ? "known gap: " : "changed definition: ") +
                        table::to_string(change));
  }
  return sentences;
}

}  // namespace hotward
