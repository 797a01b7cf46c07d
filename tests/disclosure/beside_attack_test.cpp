// Two publications beside each other, and a reader who works out what can be.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/disclosure/beside.hpp"
#include "engine/disclosure/suppression.hpp"
#include "tests/disclosure/least_and_most.hpp"
#include "tests/disclosure/months.hpp"
#include "tests/support/catch.hpp"

namespace hotward::disclosure {
namespace beside_attack_test {

constexpr std::size_t units = 8;  // squares of 100 m, side by side
constexpr std::size_t months = 6;
constexpr std::size_t types = 3;

// Incidents of each square, month and type.
using World = std::array<std::array<std::array<std::int64_t, types>, months>, units>;

// Which incidents a table counts, and by which areas: runs of squares.
struct Asked {
  std::size_t first = 0;
  std::size_t last = months - 1;
  std::array<bool, types> wanted{true, true, true};
  std::vector<std::size_t> ends;  // of each area: the square behind its last

  [[nodiscard]] bool counts(std::size_t month, std::size_t type) const {
    return first <= month && month <= last && wanted[type];
  }
  [[nodiscard]] std::size_t begin(std::size_t area) const { return area == 0 ? 0 : ends[area - 1]; }
};

PublishedTable table_of(const World& world, const Asked& asked) {
  PublishedTable table;
  table.counted.period = {first_of(asked.first), first_of(asked.last + 1) - std::chrono::days{1}};
  std::vector<std::string> names;
  for (std::size_t t = 0; t < types; ++t) {
    if (asked.wanted[t]) names.push_back(std::string(1, static_cast<char>('a' + t)));
  }
  if (names.size() < types) table.counted.types = names;
  for (std::size_t area = 0; area < asked.ends.size(); ++area) {
    const std::size_t from = asked.begin(area);
    std::int64_t count = 0;
    for (std::size_t u = from; u < asked.ends[area]; ++u) {
      for (std::size_t m = 0; m < months; ++m) {
        for (std::size_t t = 0; t < types; ++t) count += asked.counts(m, t) ? world[u][m][t] : 0;
      }
    }
    const std::string code = std::to_string(from) + "-" + std::to_string(asked.ends[area]);
    table.areas.push_back({code,
                           code,
                           {100.0 * static_cast<double>(from), 0.0,
                            100.0 * static_cast<double>(asked.ends[area]), 100.0},
                           count});
    table.total += count;
  }
  return table;
}

std::vector<std::uint8_t> hidden_alone(const PublishedTable& table, std::uint64_t seed) {
  CountTable counts{{}, {"count"}, {}};
  for (const PublishedArea& area : table.areas) {
    counts.row_names.push_back(area.code);
    counts.counts.push_back(*area.count);
  }
  return suppression(counts, seed).cells;
}

PublishedTable without(PublishedTable table, const std::vector<std::uint8_t>& hidden) {
  for (std::size_t a = 0; a < hidden.size(); ++a) {
    if (hidden[a] != 0) table.areas[a].count.reset();
  }
  return table;
}

// What is unknown: the incidents of each square that both tables count, the first alone, the
// second alone.
enum Part : std::size_t { both, one, other, parts };

std::size_t unknown(std::size_t unit, std::size_t part) { return unit * parts + part; }

using Row = std::vector<double>;

Row row_of(const Asked& asked, std::size_t area, std::initializer_list<std::size_t> which) {
  Row row(units * parts, 0.0);
  for (std::size_t u = asked.begin(area); u < asked.ends[area]; ++u) {
    for (const std::size_t part : which) row[unknown(u, part)] = 1.0;
  }
  return row;
}

class Reader {
 public:
  Reader(const World& world, const Asked& a, const Asked& b) : world_(world), a_(a), b_(b) {
    known_.unknowns = units * parts;
    // That no incident can be of a part is known, too.
    for (std::size_t part = 0; part < parts; ++part) {
      if (any(part)) continue;
      for (std::size_t u = 0; u < units; ++u) {
        Row row(known_.unknowns, 0.0);
        row[unknown(u, part)] = 1.0;
        known_.add(row, 0.0);
      }
    }
  }

  void reads(const PublishedTable& table, const Asked& asked, std::size_t own) {
    Row all(known_.unknowns, 0.0);
    for (std::size_t area = 0; area < table.areas.size(); ++area) {
      const Row row = row_of(asked, area, {both, own});
      for (std::size_t i = 0; i < all.size(); ++i) all[i] += row[i];
      if (table.areas[area].count) known_.add(row, static_cast<double>(*table.areas[area].count));
    }
    known_.add(all, static_cast<double>(table.total));
  }

  // How many sets of incidents he knows to have one to four: squares, areas, and their parts.
  [[nodiscard]] int finds() const {
    Simplex simplex(known_);
    REQUIRE(simplex.fits());
    int found = 0;
    for (const Row& row : questions()) {
      const double truth = number(row);
      if (truth < 1.0 || truth > 4.0) continue;
      if (simplex.most(row) - simplex.least(row) < 1e-6) ++found;
    }
    return found;
  }

 private:
  [[nodiscard]] bool any(std::size_t part) const {
    for (std::size_t m = 0; m < months; ++m) {
      for (std::size_t t = 0; t < types; ++t) {
        if (part_of(m, t) == part) return true;
      }
    }
    return false;
  }
  [[nodiscard]] std::size_t part_of(std::size_t month, std::size_t type) const {
    const bool in_a = a_.counts(month, type);
    const bool in_b = b_.counts(month, type);
    return in_a && in_b ? both : in_a ? one : in_b ? other : parts;
  }
  [[nodiscard]] double number(const Row& row) const {
    double sum = 0.0;
    for (std::size_t u = 0; u < units; ++u) {
      for (std::size_t m = 0; m < months; ++m) {
        for (std::size_t t = 0; t < types; ++t) {
          const std::size_t part = part_of(m, t);
          if (part != parts) sum += row[unknown(u, part)] * static_cast<double>(world_[u][m][t]);
        }
      }
    }
    return sum;
  }
  [[nodiscard]] std::vector<Row> questions() const {
    std::vector<Row> rows;
    const Asked by_unit{0, 0, {}, {1, 2, 3, 4, 5, 6, 7, 8}};
    for (const Asked* asked : {&by_unit, &a_, &b_}) {
      for (std::size_t area = 0; area < asked->ends.size(); ++area) {
        rows.push_back(row_of(*asked, area, {both}));
        rows.push_back(row_of(*asked, area, {one}));
        rows.push_back(row_of(*asked, area, {other}));
        rows.push_back(row_of(*asked, area, {both, one}));
        rows.push_back(row_of(*asked, area, {both, other}));
      }
    }
    const Asked whole{0, 0, {}, {units}};
    for (const std::size_t part : {both, one, other}) rows.push_back(row_of(whole, 0, {part}));
    // What is hidden together is asked for, too, by the runs of two areas.
    for (std::size_t u = 0; u + 1 < units; ++u) {
      Row row(units * parts, 0.0);
      for (const std::size_t v : {u, u + 1}) row[unknown(v, other)] = 1.0;
      rows.push_back(row);
    }
    return rows;
  }

  const World& world_;
  const Asked& a_;
  const Asked& b_;
  Known known_;
};

World made_world(Random& random) {
  World world{};
  for (auto& unit : world) {
    const std::uint32_t busy = random.below(4);
    for (auto& month : unit) {
      for (auto& n : month) n = busy == 0 ? random.below(2) : random.below(1 + 3 * busy);
    }
  }
  return world;
}

Asked asked_at_random(Random& random, const Asked* before) {
  Asked asked;
  if (before != nullptr && random.below(3) != 0) asked = *before;  // mostly one thing is changed
  const std::uint32_t change = random.below(3);
  if (before == nullptr || change == 0) {
    asked.first = random.below(3);
    asked.last = asked.first + random.below(static_cast<std::uint32_t>(months - asked.first));
  }
  if (before == nullptr || change == 1) {
    for (bool& wanted : asked.wanted) wanted = random.below(3) != 0;
    asked.wanted[random.below(types)] = true;
  }
  if (before == nullptr || change == 2 || asked.ends.empty()) {
    asked.ends.clear();
    const std::uint32_t widest = 1 + random.below(3);
    for (std::size_t at = 0; at < units;) {
      at = std::min<std::size_t>(units, at + 1 + (widest == 1 ? 0 : random.below(widest)));
      asked.ends.push_back(at);
    }
  }
  return asked;
}

bool is_small(std::int64_t total) { return total > 0 && total < least_shown; }

TEST_CASE("beside: of 200 pairs of publications no reader works out one to four", "[verifier]") {
  Random random(12, Stream::test);
  int pairs = 0;
  int published = 0;
  int more_hidden = 0;
  int given_away_without = 0;
  while (pairs < 200) {
    const World world = made_world(random);
    const Asked a = asked_at_random(random, nullptr);
    const Asked b = asked_at_random(random, &a);
    const PublishedTable first = table_of(world, a);
    const PublishedTable second = table_of(world, b);
    if (is_small(first.total) || is_small(second.total)) continue;
    ++pairs;
    const auto seed = static_cast<std::uint64_t>(pairs);
    const PublishedTable shown = without(first, hidden_alone(first, seed));
    const auto alone = hidden_alone(second, seed + 1000);
    Reader careless(world, a, b);
    careless.reads(shown, a, one);
    careless.reads(without(second, alone), b, other);
    given_away_without += careless.finds() > 0 ? 1 : 0;

    const std::vector<PublishedTable> older = {shown};
    const Beside found = hidden_beside(older, second, alone, seed);
    if (found.fault != Beside::Fault::none) continue;
    ++published;
    more_hidden += found.hidden != alone ? 1 : 0;
    Reader reader(world, a, b);
    reader.reads(shown, a, one);
    reader.reads(without(second, found.hidden), b, other);
    INFO("pair " << pairs);
    CHECK(reader.finds() == 0);
  }
  CHECK(given_away_without > 30);
  CHECK(published > 60);
  CHECK(more_hidden > 20);
}

// Four publications one after another, each beside all before it; every two are read together.
TEST_CASE("beside: of publications one after another none gives away another", "[verifier]") {
  Random random(40, Stream::test);
  int looked_at = 0;
  for (int round = 0; round < 40; ++round) {
    const World world = made_world(random);
    std::vector<Asked> asked;
    std::vector<PublishedTable> ledger;
    for (int i = 0; i < 4; ++i) {
      const Asked next = asked_at_random(random, asked.empty() ? nullptr : &asked.back());
      const PublishedTable fresh = table_of(world, next);
      if (is_small(fresh.total)) continue;
      const Beside found = hidden_beside(ledger, fresh, hidden_alone(fresh, 7), 7);
      if (found.fault != Beside::Fault::none) continue;
      ledger.push_back(without(fresh, found.hidden));
      asked.push_back(next);
    }
    for (std::size_t i = 0; i < asked.size(); ++i) {
      for (std::size_t j = i + 1; j < asked.size(); ++j) {
        Reader reader(world, asked[i], asked[j]);
        reader.reads(ledger[i], asked[i], one);
        reader.reads(ledger[j], asked[j], other);
        INFO("round " << round << ", " << i << " and " << j);
        CHECK(reader.finds() == 0);
        ++looked_at;
      }
    }
  }
  CHECK(looked_at > 60);
}

}  // namespace beside_attack_test
}  // namespace hotward::disclosure
