#include "engine/job/nested_layers.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/disclosure/cell_graph.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/job/merge_spots.hpp"

namespace hotward::job {
namespace {

constexpr std::size_t several = SIZE_MAX - 1;

bool is_few(std::int64_t n) { return n > 0 && n < disclosure::least_shown; }

// For each element of one family the element of another that holds all of its incidents.
std::vector<std::size_t> holders(const std::vector<Spot>& spots, std::size_t Spot::*of,
                                 std::size_t Spot::*in, std::size_t size) {
  std::vector<std::size_t> holder(size, nowhere);
  for (const Spot& spot : spots) {
    if (spot.*of >= size) continue;
    std::size_t& one = holder[spot.*of];
    if (one == nowhere) one = spot.*in;
    if (one != spot.*in) one = several;
    if (spot.*in == nowhere) one = several;
  }
  return holder;
}

// The same, of those that hold more than half of them.
std::vector<std::size_t> main_holders(const std::vector<Spot>& spots, std::size_t Spot::*of,
                                      std::size_t Spot::*in, const Family& family) {
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> held;
  for (const Spot& spot : spots) {
    if (spot.*of < family.size() && spot.*in != nowhere) held[{spot.*of, spot.*in}] += spot.count;
  }
  std::vector<std::size_t> holder(family.size(), nowhere);
  for (const auto& [pair, count] : held) {
    if (2 * count > family.counts[pair.first]) holder[pair.first] = pair.second;
  }
  return holder;
}

class Hiding {
 public:
  explicit Hiding(NestedLayers& layers)
      : layers_(layers),
        spots_(layers.spots),
        areas_(layers.areas),
        cells_(layers.cells),
        clusters_(layers.clusters),
        noise_(layers.noise) {
    // The busiest last, so that the least is found first; then by coordinates, as they are sorted.
    std::ranges::stable_sort(spots_, {}, &Spot::count);
    area_of_cell_ = holders(spots_, &Spot::cell, &Spot::area, cells_.size());
    cell_of_area_ = holders(spots_, &Spot::area, &Spot::cell, areas_.size());
    area_of_cluster_ = holders(spots_, &Spot::cluster, &Spot::area, clusters_.size());
    cell_of_cluster_ = holders(spots_, &Spot::cluster, &Spot::cell, clusters_.size());
    main_area_of_cluster_ = main_holders(spots_, &Spot::cluster, &Spot::area, clusters_);
    main_cell_of_cluster_ = main_holders(spots_, &Spot::cluster, &Spot::cell, clusters_);
    cluster_of_cell_ = holders(spots_, &Spot::cell, &Spot::cluster, cells_.size());
  }

  void make() {
    for (Spot& spot : spots_) spot.shown = spot.count >= disclosure::least_shown;
    settle();
    merge_spots(layers_);
    settle();
  }

 private:
  void settle() {
    while (drop_unseen_places() || keep_rests() || keep_sums_of_hidden() || keep_corners()) {
    }
    while (keep_clusters() || keep_hidden_clusters()) {
    }
  }

  // What is merged is shown only where nothing else has to be hidden for it.
  template <class Which>
  bool take_back_merged(const Which& which) {
    bool changed = false;
    for (Spot& spot : spots_) {
      if (!spot.shown || !spot.is_merged() || !which(spot)) continue;
      spot.shown = false;
      changed = true;
    }
    return changed;
  }

  // Nothing within what is hidden is shown; a place in no cell could be worked out from the others.
  bool drop_unseen_places() {
    bool changed = false;
    for (Spot& spot : spots_) {
      if (!spot.shown || (areas_.shows(spot.area) && cells_.shows(spot.cell))) continue;
      spot.shown = false;
      changed = true;
    }
    return changed;
  }

  // The counts of one family less those of another that lie within it and are shown.
  void take(std::vector<std::int64_t>& rest, const Family& inner,
            const std::vector<std::size_t>& holder) const {
    for (std::size_t i = 0; i < inner.size(); ++i) {
      if (inner.shows(i) && holder[i] < rest.size()) rest[holder[i]] -= inner.counts[i];
    }
  }
  // Less the places shown, but for those within what has been taken off already.
  template <class IsTaken>
  void take_places(std::vector<std::int64_t>& rest, std::size_t Spot::*of,
                   const IsTaken& is_taken) const {
    for (const Spot& spot : spots_) {
      if (spot.shown && spot.*of < rest.size() && !is_taken(spot)) rest[spot.*of] -= spot.count;
    }
  }

  // Takes back the least place shown in each element whose rest is small.
  template <class IsTaken>
  bool drop_least(const std::vector<std::int64_t>& rest, const Family& family,
                  std::size_t Spot::*of, const IsTaken& is_taken) {
    std::vector<std::uint8_t> done(rest.size(), 0);
    bool changed = false;
    for (Spot& spot : spots_) {
      const std::size_t i = spot.*of;
      if (!spot.shown || i >= rest.size() || done[i] != 0 || is_taken(spot)) continue;
      if (!family.shows(i) || !is_few(rest[i])) continue;
      spot.shown = false;
      done[i] = 1;
      changed = true;
    }
    return changed;
  }

  bool keep_rests() {
    const auto no = [](const Spot&) { return false; };
    std::vector<std::int64_t> of_cells = cells_.counts;
    take_places(of_cells, &Spot::cell, no);
    if (drop_least(of_cells, cells_, &Spot::cell, no)) return true;
    std::vector<std::int64_t> of_clusters = clusters_.counts;
    take_places(of_clusters, &Spot::cluster, no);
    // The ellipse is made of all that a cluster holds, whether its count is shown or not.
    Family drawn = clusters_;
    std::ranges::fill(drawn.hidden, std::uint8_t{0});
    if (drop_least(of_clusters, drawn, &Spot::cluster, no)) return true;
    return keep_rests_of_areas() || keep_cells_around_areas();
  }

  bool keep_rests_of_areas() {
    const auto in_cell = [&](const Spot& spot) {
      return cells_.shows(spot.cell) && area_of_cell_[spot.cell] == spot.area;
    };
    std::vector<std::int64_t> rest = areas_.counts;
    take(rest, cells_, area_of_cell_);
    take_places(rest, &Spot::area, in_cell);
    if (drop_least(rest, areas_, &Spot::area, in_cell)) return true;
    std::vector<std::size_t> least(areas_.size(), nowhere);
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const std::size_t a = area_of_cell_[c];
      if (!cells_.shows(c) || !areas_.shows(a) || !is_few(rest[a])) continue;
      if (least[a] == nowhere || cells_.counts[c] < cells_.counts[least[a]]) least[a] = c;
    }
    return hide_cells(least);
  }

  // A cell that holds whole areas: it goes, for areas come first.
  bool keep_cells_around_areas() {
    const auto in_area = [&](const Spot& spot) {
      return areas_.shows(spot.area) && cell_of_area_[spot.area] == spot.cell;
    };
    std::vector<std::int64_t> rest = cells_.counts;
    take(rest, areas_, cell_of_area_);
    take_places(rest, &Spot::cell, in_area);
    std::vector<std::size_t> small;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (cells_.shows(c) && is_few(rest[c])) small.push_back(c);
    }
    return hide_cells(small);
  }

  bool hide_cells(const std::vector<std::size_t>& which) {
    bool changed = false;
    for (const std::size_t c : which) {
      if (c >= cells_.size() || cells_.hidden[c] != 0) continue;
      // One in a cell of several areas tells what of the cell lies in each of them.
      const auto in_it = [&](const Spot& spot) { return spot.cell == c; };
      const auto in_several = [&](const Spot& spot) { return area_of_cell_[spot.cell] == several; };
      if (take_back_merged(in_it) || take_back_merged(in_several)) return true;
      cells_.hidden[c] = 1;
      changed = true;
    }
    return changed;
  }

  [[nodiscard]] std::size_t least_cell(const std::vector<std::uint8_t>& may) const {
    std::size_t least = nowhere;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (!cells_.shows(c) || may[c] == 0) continue;
      if (least == nowhere || cells_.counts[c] < cells_.counts[least]) least = c;
    }
    return least;
  }

  // Whether something is shown within what is hidden, and so much that the rest is too small.
  static bool too_small(std::int64_t hidden, std::int64_t shown_within, std::int64_t many) {
    return shown_within > 0 && hidden - shown_within - many < disclosure::least_shown - 1;
  }

  bool keep_sums_of_hidden() { return keep_hidden_areas() || keep_hidden_cells(); }

  bool keep_hidden_areas() {
    std::vector<std::uint8_t> within(cells_.size(), 1);  // cells of hidden areas alone
    std::int64_t sum = 0;
    std::int64_t many = 0;
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      if (areas_.hidden[a] == 0) continue;
      sum += areas_.counts[a];
      ++many;
    }
    for (const Spot& spot : spots_) {
      if (spot.cell < cells_.size() && areas_.hidden[spot.area] == 0) within[spot.cell] = 0;
    }
    std::int64_t shown = 0;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (cells_.shows(c) && within[c] != 0) shown += cells_.counts[c];
    }
    return too_small(sum, shown, many) && hide_cells({least_cell(within)});
  }

  bool keep_hidden_cells() {
    std::vector<std::uint8_t> within(areas_.size(), 1);  // areas of hidden cells alone
    for (const Spot& spot : spots_) {
      if (spot.cell >= cells_.size() || cells_.hidden[spot.cell] == 0) within[spot.area] = 0;
    }
    std::vector<std::uint8_t> outside(cells_.size(), 0);
    for (const Spot& spot : spots_) {
      if (spot.cell < cells_.size() && within[spot.area] == 0) outside[spot.cell] = 1;
    }
    std::int64_t sum = 0;
    std::int64_t many = 0;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (cells_.hidden[c] == 0) continue;
      sum += cells_.counts[c];
      many += outside[c];
    }
    std::int64_t shown = 0;
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      if (areas_.shows(a) && within[a] != 0) shown += areas_.counts[a];
    }
    if (sum == shown && many == 0) return false;  // nothing but those areas
    return too_small(sum, shown, many) && hide_cells({least_cell(outside)});
  }

  // Areas by cells are a table whose totals are shown; what is left of it once the places shown are
  // taken off may be certain. Empty corners are taken for known, which can only make more certain.
  bool keep_corners() {
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> corners;
    for (const Spot& spot : spots_) {
      if (spot.cell >= cells_.size()) continue;
      corners[{spot.area, spot.cell}] += spot.shown ? 0 : spot.count;
    }
    const std::size_t columns = areas_.size();  // where cells' nodes begin
    const auto of_areas = static_cast<std::uint32_t>(columns + cells_.size());
    const std::uint32_t of_cells = of_areas + 1;
    std::vector<disclosure::HiddenCell> edges;
    std::vector<std::size_t> cells;  // of each edge; nowhere: a total
    std::vector<std::int64_t> counts;
    const auto add = [&](std::size_t from, std::size_t to, std::int64_t n, std::int64_t least,
                         std::size_t cell) {
      edges.push_back(
          {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), n > least});
      counts.push_back(n);
      cells.push_back(cell);
    };
    for (const auto& [corner, n] : corners) {
      if (n > 0) add(corner.first, columns + corner.second, n, 0, corner.second);
    }
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      if (areas_.hidden[a] != 0) add(of_areas, a, areas_.counts[a], 1, nowhere);
    }
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (cells_.hidden[c] != 0) add(columns + c, of_cells, cells_.counts[c], 1, nowhere);
    }
    const auto certain = disclosure::certain_cells(of_cells + 1, edges);
    std::vector<std::size_t> small;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (certain[i] != 0 && is_few(counts[i]) && cells[i] != nowhere) small.push_back(cells[i]);
    }
    return hide_cells(small);
  }

  bool hide_cluster(std::size_t k) {
    if (k >= clusters_.size() || clusters_.hidden[k] != 0) return false;
    clusters_.hidden[k] = 1;
    return true;
  }

  // Of each area or cell whose rest, less its other places, is small the least cluster within it.
  bool hide_least_within(const Family& outer, std::size_t Spot::*of,
                         const std::vector<std::size_t>& holder) {
    std::vector<std::int64_t> rest = outer.counts;
    take(rest, clusters_, holder);
    take_places(rest, of, [&](const Spot& spot) {
      return clusters_.shows(spot.cluster) && holder[spot.cluster] == spot.*of;
    });
    std::vector<std::size_t> least(outer.size(), nowhere);
    for (std::size_t k = 0; k < clusters_.size(); ++k) {
      const std::size_t i = holder[k];
      if (!clusters_.shows(k) || !outer.shows(i) || !is_few(rest[i])) continue;
      if (take_back_merged([&](const Spot& spot) { return spot.*of == i; })) return true;
      if (least[i] == nowhere || clusters_.counts[k] < clusters_.counts[least[i]]) least[i] = k;
    }
    bool changed = false;
    for (const std::size_t k : least) changed = hide_cluster(k) || changed;
    return changed;
  }

  // Their counts beside those of areas and cells; ellipses are drawn all the same. An ellipse does
  // not say what is a cluster's: so one that lies within for the most part is looked at, too.
  bool keep_clusters() {
    bool changed = hide_least_within(areas_, &Spot::area, area_of_cluster_);
    changed = hide_least_within(cells_, &Spot::cell, cell_of_cluster_) || changed;
    changed = hide_least_within(areas_, &Spot::area, main_area_of_cluster_) || changed;
    changed = hide_least_within(cells_, &Spot::cell, main_cell_of_cluster_) || changed;
    const std::vector<std::int64_t> rest = rests_of_clusters();
    for (std::size_t k = 0; k < clusters_.size(); ++k) {
      if (!clusters_.shows(k) || !is_few(rest[k])) continue;
      changed = take_back_merged([&](const Spot& spot) { return spot.cluster == k; }) ||
                hide_cluster(k) || changed;
    }
    return changed;
  }

  // Less the cells within them, and their places in other cells.
  [[nodiscard]] std::vector<std::int64_t> rests_of_clusters() const {
    std::vector<std::int64_t> rest = clusters_.counts;
    take(rest, cells_, cluster_of_cell_);
    take_places(rest, &Spot::cluster, [&](const Spot& spot) {
      return cells_.shows(spot.cell) && cluster_of_cell_[spot.cell] == spot.cluster;
    });
    return rest;
  }

  // Clusters and noise add up to what everybody knows: what is hidden of them is known as a sum.
  bool keep_hidden_clusters() {
    const std::vector<std::int64_t> rest = rests_of_clusters();
    std::int64_t sum = noise_.hidden ? noise_.count : 0;
    std::int64_t many = noise_.hidden ? 1 : 0;
    for (std::size_t k = 0; k < clusters_.size(); ++k) {
      if (clusters_.hidden[k] == 0) continue;
      sum += rest[k];
      ++many;
    }
    if (many == 0 || (many > 1 && sum - many >= disclosure::least_shown - 1)) return false;
    const auto in_hidden = [&](const Spot& spot) {
      return spot.cluster < clusters_.size() && clusters_.hidden[spot.cluster] != 0;
    };
    if (take_back_merged(in_hidden)) return true;
    std::size_t least = nowhere;
    for (std::size_t k = 0; k < clusters_.size(); ++k) {
      if (!clusters_.shows(k)) continue;
      if (least == nowhere || clusters_.counts[k] < clusters_.counts[least]) least = k;
    }
    if (hide_cluster(least)) return true;
    if (noise_.hidden) return false;
    noise_.hidden = true;
    return true;
  }

  NestedLayers& layers_;
  std::vector<Spot>& spots_;  // the least first, but for those that are merged
  Family& areas_;
  Family& cells_;
  Family& clusters_;
  std::vector<std::size_t> area_of_cell_;
  std::vector<std::size_t> cell_of_area_;
  std::vector<std::size_t> area_of_cluster_;
  std::vector<std::size_t> cell_of_cluster_;
  std::vector<std::size_t> main_area_of_cluster_;
  std::vector<std::size_t> main_cell_of_cluster_;
  std::vector<std::size_t> cluster_of_cell_;
  Noise& noise_;
};

}  // namespace

void hide_what_tells(NestedLayers& layers) { Hiding(layers).make(); }

}  // namespace hotward::job
