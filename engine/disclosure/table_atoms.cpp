#include "engine/disclosure/table_atoms.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace hotward::disclosure {
namespace {

using Tables = std::vector<const PublishedTable*>;

bool share_days(const CountedIncidents& a, const CountedIncidents& b) {
  if (!a.period || !b.period || (a.undated && b.undated)) return true;
  return a.period->first <= b.period->last && b.period->first <= a.period->last;
}

bool share_types(const CountedIncidents& a, const CountedIncidents& b) {
  if (!a.types || !b.types) return true;
  return std::ranges::any_of(*a.types, [&](const std::string& type) {
    return std::ranges::binary_search(*b.types, type);
  });
}

bool share_ground(const PublishedTable& a, const PublishedTable& b) {
  return std::ranges::any_of(a.areas, [&](const PublishedArea& one) {
    return std::ranges::any_of(b.areas, [&](const PublishedArea& other) {
      return one.shape == other.shape || one.bounds.meets(other.bounds);
    });
  });
}

// Of each dimension the parts that every table counts all or nothing: a bit for each table.
using Parts = std::set<Atom>;

Parts time_parts(const Tables& tables) {
  std::set<table::Day> ends;  // the first day of each stretch
  for (const PublishedTable* one : tables) {
    if (!one->counted.period) continue;
    ends.insert(one->counted.period->first);
    ends.insert(one->counted.period->last + std::chrono::days{1});
  }
  Parts parts;
  const auto add = [&](const auto& counts) {
    Atom atom = 0;
    for (std::size_t t = 0; t < tables.size(); ++t) {
      if (counts(tables[t]->counted)) atom |= bit(t);
    }
    parts.insert(atom);
  };
  for (const table::Day day : ends) {
    add([day](const CountedIncidents& c) {
      return !c.period || (c.period->first <= day && day <= c.period->last);
    });
  }
  add([](const CountedIncidents& c) { return !c.period; });  // before all of them, and after
  add([](const CountedIncidents& c) { return !c.period || c.undated; });
  return parts;
}

Parts type_parts(const Tables& tables) {
  std::set<std::string> names;
  for (const PublishedTable* one : tables) {
    if (one->counted.types) names.insert(one->counted.types->begin(), one->counted.types->end());
  }
  Parts parts;
  Atom all = 0;
  for (std::size_t t = 0; t < tables.size(); ++t) all |= tables[t]->counted.types ? 0 : bit(t);
  parts.insert(all);  // types that no table names
  for (const std::string& name : names) {
    Atom atom = all;
    for (std::size_t t = 0; t < tables.size(); ++t) {
      const auto& types = tables[t]->counted.types;
      if (types && std::ranges::binary_search(*types, name)) atom |= bit(t);
    }
    parts.insert(atom);
  }
  return parts;
}

// What a filter leaves nobody knows: an incident may pass any of them. Each part is what passes
// some filters and no others.
Parts filter_parts(const Tables& tables) {
  std::set<std::string> names;
  for (const PublishedTable* one : tables) {
    names.insert(one->counted.filters.begin(), one->counted.filters.end());
  }
  Parts parts;
  const std::vector<std::string> filters(names.begin(), names.end());
  for (std::uint32_t passed = 0; passed < 1U << filters.size(); ++passed) {
    Atom atom = 0;
    for (std::size_t t = 0; t < tables.size(); ++t) {
      const bool counts =
          std::ranges::all_of(tables[t]->counted.filters, [&](const std::string& filter) {
            const auto at = std::ranges::lower_bound(filters, filter) - filters.begin();
            return (passed >> at & 1U) != 0;
          });
      if (counts) atom |= bit(t);
    }
    parts.insert(atom);
  }
  return parts;
}

}  // namespace

bool share_incidents(const PublishedTable& one, const PublishedTable& other) {
  return share_days(one.counted, other.counted) && share_types(one.counted, other.counted) &&
         share_ground(one, other);
}

std::vector<Atom> atoms_of(const std::vector<const PublishedTable*>& tables) {
  Parts atoms;
  for (const Atom time : time_parts(tables)) {
    for (const Atom type : type_parts(tables)) {
      for (const Atom filter : filter_parts(tables)) atoms.insert(time & type & filter);
    }
  }
  atoms.erase(0);
  return {atoms.begin(), atoms.end()};
}

}  // namespace hotward::disclosure
