#include "engine/disclosure/beside.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "engine/core/check.hpp"
#include "engine/core/random.hpp"
#include "engine/disclosure/known_sets.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/disclosure/table_atoms.hpp"

namespace hotward::disclosure {
namespace {

using Tables = std::vector<const PublishedTable*>;
constexpr std::size_t nowhere = SIZE_MAX;

// The older tables that share incidents with the new one, or with one of these.
std::vector<std::size_t> family_of(std::span<const PublishedTable> older,
                                   const PublishedTable& fresh) {
  std::vector<std::size_t> family;
  std::vector<std::uint8_t> in(older.size(), 0);
  Tables reached{&fresh};
  for (std::size_t at = 0; at < reached.size(); ++at) {
    for (std::size_t t = 0; t < older.size(); ++t) {
      if (in[t] != 0 || older[t].is_whole() || !share_incidents(*reached[at], older[t])) continue;
      in[t] = 1;
      family.push_back(t);
      reached.push_back(&older[t]);
    }
  }
  std::ranges::sort(family);
  return family;
}

double drawn_lot(std::uint64_t seed, std::size_t i) {
  constexpr std::uint32_t stream = 0x4C4544;  // of no other draws
  const auto bits =
      philox({static_cast<std::uint32_t>(i), 0U, stream, 0U},
             {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)});
  return (static_cast<double>(bits[0]) + 0.5) * 0x1.0p-32;
}

// The new table beside its family: which of its areas an older table shows, hides, or cuts.
class Decision {
 public:
  Decision(Tables family, const PublishedTable& fresh, std::vector<std::uint8_t> hidden,
           std::uint64_t seed)
      : family_(std::move(family)), fresh_(fresh), hidden_(std::move(hidden)), seed_(seed) {
    Tables all = family_;
    all.push_back(&fresh_);
    atoms_ = atoms_of(all);
    for (std::size_t t = 0; t < family_.size(); ++t) {
      match(*family_[t]);
      nested_.push_back(is_nested(t) ? 1 : 0);
    }
    hide_as_before();
  }

  // Hides more until nothing tells.
  Beside::Fault make() {
    for (std::size_t a = 0; a < size(); ++a) {
      if (hidden_[a] == 0 && area_tells(a)) hidden_[a] = 1;
    }
    bool left = true;
    while (left && rest_tells()) left = hide_one_more();
    const bool shows =
        left && (fresh_.total == 0 || std::ranges::any_of(all_areas(), [&](std::size_t a) {
                   return hidden_[a] == 0 && number(a) > 0;
                 }));
    if (shows) return Beside::Fault::none;
    const bool too_knotted = std::ranges::any_of(
        known_, [](const auto& known) { return known.second.is_too_knotted(); });
    return too_knotted ? Beside::Fault::too_many_tables : Beside::Fault::nothing_left;
  }

  std::vector<std::uint8_t> take() { return std::move(hidden_); }

 private:
  [[nodiscard]] std::size_t size() const { return fresh_.areas.size(); }
  [[nodiscard]] std::int64_t number(std::size_t area) const { return *fresh_.areas[area].count; }
  [[nodiscard]] std::vector<std::size_t> all_areas() const {
    std::vector<std::size_t> all(size());
    for (std::size_t a = 0; a < size(); ++a) all[a] = a;
    return all;
  }

  // Of one older table: for each new area the old one of the same shape, and the other way round;
  // which old ones meet a new one that is none of theirs.
  struct Match {
    std::vector<std::size_t> old_of;
    std::vector<std::size_t> new_of;
    std::vector<std::uint8_t> cuts_new;  // per new area
    std::vector<std::uint8_t> cuts_old;  // per old area
  };

  void match(const PublishedTable& old) {
    Match found{std::vector<std::size_t>(size(), nowhere),
                std::vector<std::size_t>(old.areas.size(), nowhere),
                std::vector<std::uint8_t>(size(), 0),
                std::vector<std::uint8_t>(old.areas.size(), 0)};
    std::map<std::string, std::size_t> by_shape;
    for (std::size_t o = 0; o < old.areas.size(); ++o) by_shape.emplace(old.areas[o].shape, o);
    for (std::size_t a = 0; a < size(); ++a) {
      const auto at = by_shape.find(fresh_.areas[a].shape);
      if (at == by_shape.end() || found.new_of[at->second] != nowhere) continue;
      found.old_of[a] = at->second;
      found.new_of[at->second] = a;
    }
    for (std::size_t a = 0; a < size(); ++a) {
      if (found.old_of[a] != nowhere) continue;
      for (std::size_t o = 0; o < old.areas.size(); ++o) {
        if (found.new_of[o] != nowhere) continue;
        if (!fresh_.areas[a].bounds.meets(old.areas[o].bounds)) continue;
        found.cuts_new[a] = 1;
        found.cuts_old[o] = 1;
      }
    }
    matches_.push_back(std::move(found));
  }

  void hide_as_before() {
    for (std::size_t t = 0; t < family_.size(); ++t) {
      for (std::size_t a = 0; a < size(); ++a) {
        const std::size_t old = matches_[t].old_of[a];
        const bool was_hidden = old != nowhere && !family_[t]->areas[old].count;
        if (was_hidden || matches_[t].cuts_new[a] != 0) hidden_[a] = 1;
      }
    }
  }

  // Whether all that the t-th of the family counts is in the new table, or the other way round.
  [[nodiscard]] bool is_nested(std::size_t t) const {
    const auto in_old = [&](Atom atom) { return (atom >> t & 1U) != 0; };
    const auto in_new = [&](Atom atom) { return (atom >> family_.size() & 1U) != 0; };
    return std::ranges::none_of(atoms_, [&](Atom a) { return in_old(a) && !in_new(a); }) ||
           std::ranges::none_of(atoms_, [&](Atom a) { return in_new(a) && !in_old(a); });
  }

  // What another file adds to the same days and types, or takes from them, follows from no
  // equation, but is a difference all the same.
  [[nodiscard]] bool differ_slightly(Atom mask, const std::vector<std::int64_t>& numbers) const {
    std::size_t at = 0;
    for (std::size_t t = 0; t < family_.size(); ++t) {
      if ((mask >> t & 1U) == 0) continue;
      const std::int64_t more = std::abs(numbers.back() - numbers[at++]);
      if (nested_[t] != 0 && more > 0 && more < least_shown) return true;
    }
    return false;
  }

  // Of the tables of a mask (bit t: the t-th of the family) and the new one, which is the last.
  [[nodiscard]] bool tell_small(Atom mask, std::vector<std::int64_t> numbers) {
    if (differ_slightly(mask, numbers)) return true;
    auto at = known_.find(mask);
    if (at == known_.end()) {
      std::set<Atom> kept;
      for (const Atom atom : atoms_) kept.insert(packed(atom, mask));
      kept.erase(0);
      at = known_.emplace(mask, KnownSets({kept.begin(), kept.end()}, numbers.size())).first;
    }
    return at->second.tell_small(numbers, least_shown);
  }

  // The bits of an atom that stand in the mask, side by side, and that of the new table.
  [[nodiscard]] Atom packed(Atom atom, Atom mask) const {
    Atom result = 0;
    std::size_t to = 0;
    for (std::size_t t = 0; t < family_.size(); ++t) {
      if ((mask >> t & 1U) == 0) continue;
      result |= (atom >> t & 1U) << to++;
    }
    return result | (atom >> family_.size() & 1U) << to;
  }

  [[nodiscard]] bool area_tells(std::size_t area) {
    Atom mask = 0;
    std::vector<std::int64_t> numbers;
    for (std::size_t t = 0; t < family_.size(); ++t) {
      const std::size_t old = matches_[t].old_of[area];
      if (old == nowhere) continue;
      mask |= bit(t);
      numbers.push_back(*family_[t]->areas[old].count);
    }
    numbers.push_back(number(area));
    return tell_small(mask, std::move(numbers));
  }

  // What an older table tells of the ground that is hidden now; nothing where it hid other ground,
  // too.
  [[nodiscard]] std::optional<std::int64_t> rest_in(std::size_t t) const {
    const PublishedTable& old = *family_[t];
    std::int64_t rest = old.total;
    for (std::size_t o = 0; o < old.areas.size(); ++o) {
      const std::size_t area = matches_[t].new_of[o];
      const bool is_rest = area != nowhere ? hidden_[area] != 0 : matches_[t].cuts_old[o] != 0;
      if (is_rest) continue;
      if (!old.areas[o].count) return {};
      rest -= *old.areas[o].count;
    }
    return rest;
  }

  [[nodiscard]] bool rest_tells() {
    std::int64_t sum = 0;
    std::int64_t above = 0;
    std::size_t hidden = 0;
    for (std::size_t a = 0; a < size(); ++a) {
      if (hidden_[a] == 0) continue;
      ++hidden;
      sum += number(a);
      above += number(a) > 0 ? 1 : 0;
    }
    if (hidden == 0) return false;
    if (sum > 0 && (hidden < 2 || sum - above < least_shown - 1)) return true;
    Atom mask = 0;
    std::vector<std::int64_t> numbers;
    for (std::size_t t = 0; t < family_.size(); ++t) {
      const auto rest = rest_in(t);
      if (!rest) continue;
      mask |= bit(t);
      numbers.push_back(*rest);
    }
    numbers.push_back(sum);
    return tell_small(mask, std::move(numbers));
  }

  // A small number sooner than a large one; of zeros the last.
  bool hide_one_more() {
    std::size_t chosen = nowhere;
    double least = 0.0;
    for (std::size_t a = 0; a < size(); ++a) {
      if (hidden_[a] != 0) continue;
      const auto n = static_cast<double>(number(a));
      const double lot = (n > 0.0 ? n * n : 1e18) * drawn_lot(seed_, a);
      if (chosen != nowhere && lot >= least) continue;
      chosen = a;
      least = lot;
    }
    if (chosen == nowhere) return false;
    hidden_[chosen] = 1;
    return true;
  }

  Tables family_;
  const PublishedTable& fresh_;
  std::vector<std::uint8_t> hidden_;
  std::uint64_t seed_;
  std::vector<Atom> atoms_;
  std::vector<Match> matches_;
  std::vector<std::uint8_t> nested_;  // per table of the family
  std::map<Atom, KnownSets> known_;
};

// Where incidents are taken from outside the areas, which areas there are decides who gets them.
bool take_alike(const PublishedTable& one, const PublishedTable& other) {
  if (one.nearest_m != other.nearest_m) return false;
  std::set<std::string> shapes;
  for (const PublishedArea& area : one.areas) shapes.insert(area.shape);
  return one.nearest_m == 0.0 || (one.areas.size() == other.areas.size() &&
                                  std::ranges::all_of(other.areas, [&](const PublishedArea& area) {
                                    return shapes.contains(area.shape);
                                  }));
}

}  // namespace

Beside hidden_beside(std::span<const PublishedTable> older, const PublishedTable& fresh,
                     std::vector<std::uint8_t> hidden, std::uint64_t seed) {
  HOTWARD_EXPECTS(hidden.size() == fresh.areas.size());
  Beside result;
  result.family = family_of(older, fresh);
  std::set<std::string> filters(fresh.counted.filters.begin(), fresh.counted.filters.end());
  Tables family;
  for (const std::size_t t : result.family) {
    if (!take_alike(older[t], fresh)) result.fault = Beside::Fault::nearest;
    filters.insert(older[t].counted.filters.begin(), older[t].counted.filters.end());
    family.push_back(&older[t]);
  }
  constexpr std::size_t most_filters = 8;
  if (family.size() >= most_known_tables || filters.size() > most_filters) {
    result.fault = Beside::Fault::too_many_tables;
  }
  if (result.fault != Beside::Fault::none) return result;
  if (family.empty()) {
    result.hidden = std::move(hidden);
    return result;
  }
  Decision decision(std::move(family), fresh, std::move(hidden), seed);
  result.fault = decision.make();
  result.hidden = decision.take();
  return result;
}

}  // namespace hotward::disclosure
