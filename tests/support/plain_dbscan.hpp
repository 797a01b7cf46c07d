// plain_dbscan: DBSCAN by its definition, over all pairs, in any number of dimensions; and a
// verifier that asks of any labels whether they are a right answer.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace hotward {

/// What decides; near(a, a) is true.
struct PlainSettings {
  std::size_t points = 0;
  std::function<bool(std::size_t, std::size_t)> near;
  std::function<double(std::size_t)> weight = [](std::size_t) { return 1.0; };
  double min_points = 1.0;
};

inline std::vector<bool> plain_core(const PlainSettings& s) {
  std::vector<bool> core(s.points);
  for (std::size_t i = 0; i < s.points; ++i) {
    double total = 0.0;
    for (std::size_t j = 0; j < s.points; ++j) total += s.near(i, j) ? s.weight(j) : 0.0;
    core[i] = total >= s.min_points;
  }
  return core;
}

/// The cluster of every core point, 1, 2 … in the order of the points; 0 for others (DBSCAN*).
inline std::vector<int> plain_core_clusters(const PlainSettings& s) {
  const auto core = plain_core(s);
  std::vector<int> cluster(s.points, 0);
  int found = 0;
  for (std::size_t i = 0; i < s.points; ++i) {
    if (!core[i] || cluster[i] != 0) continue;
    cluster[i] = ++found;
    for (std::vector<std::size_t> open{i}; !open.empty();) {
      const std::size_t a = open.back();
      open.pop_back();
      for (std::size_t b = 0; b < s.points; ++b) {
        if (!core[b] || cluster[b] != 0 || !s.near(a, b)) continue;
        cluster[b] = found;
        open.push_back(b);
      }
    }
  }
  return cluster;
}

/// What is wrong with these labels (0 for noise) and core marks, or nothing.
/// @param gap  how far apart two points are, for the nearest core point of a border point: compared
///             with less-than only; empty: any core point in reach will do
inline std::string dbscan_fault(const PlainSettings& s, const std::vector<std::int64_t>& label,
                                const std::vector<bool>& core,
                                const std::function<double(std::size_t, std::size_t)>& gap) {
  const auto expected = plain_core(s);
  const auto part = plain_core_clusters(s);
  for (std::size_t i = 0; i < s.points; ++i) {
    const std::string who = "point " + std::to_string(i);
    if (core[i] != expected[i]) return who + (core[i] ? " is no core point" : " is a core point");
    if (core[i] && label[i] == 0) return who + " is core and labelled noise";
    double nearest = std::numeric_limits<double>::infinity();
    bool reached = false;
    bool right = false;
    for (std::size_t j = 0; j < s.points; ++j) {
      if (!expected[j]) continue;
      if (core[i] && (part[i] == part[j]) != (label[i] == label[j])) {
        return who + " and point " + std::to_string(j) +
               (part[i] == part[j] ? " are parted" : " are wrongly together");
      }
      if (core[i] || !s.near(i, j)) continue;
      const double away = gap ? gap(i, j) : 0.0;
      if (away < nearest) right = false;
      if (away <= nearest) right = right || label[i] == label[j];
      nearest = std::min(nearest, away);
      reached = true;
    }
    if (core[i]) continue;
    if (!reached && label[i] != 0) return who + " is out of reach of its cluster";
    if (reached && label[i] == 0) return who + " is in reach of a core point, yet noise";
    if (reached && !right) return who + " is not in its nearest cluster";
  }
  return "";
}

/// Whether two labellings part the points alike. 0 stands for noise in both.
inline bool same_partition(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((a[i] == 0) != (b[i] == 0)) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (a[i] != 0 && a[j] != 0 && (a[i] == a[j]) != (b[i] == b[j])) return false;
    }
  }
  return true;
}

}  // namespace hotward
