// Series of months: how often does an ordinary month break the series, and how often is a halved
// one found? A season of a third up and down, months gamma-Poisson with phi times their mean.
#include <chrono>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/methods/quality/series_break.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward::calibration {
namespace {

std::vector<table::Month> months_of(std::size_t n) {
  std::vector<table::Month> months;
  table::Month month{std::chrono::year{2019}, std::chrono::April};
  for (std::size_t k = 0; k < n; ++k, month = table::next(month)) months.push_back(month);
  return months;
}

struct Broken {
  Often false_months;  // of all months that are as they should be
  Often false_series;  // with one such month or more
  Often found;         // the halved month
};

Broken broken(double mean, double phi, std::size_t length, std::uint32_t maps) {
  const auto months = months_of(length);
  Broken result;
  for (std::uint32_t number = 0; number < maps; ++number) {
    Random random(1, stream_of("calibration of series"), static_cast<std::uint32_t>(mean), number);
    const std::size_t halved = 3 + random.below(static_cast<std::uint32_t>(length - 6));
    std::vector<std::int64_t> plain, planted;
    for (std::size_t m = 0; m < length; ++m) {
      const double level = mean * (1.0 + 0.35 * std::sin(0.5236 * static_cast<double>(m)));
      plain.push_back(overdispersed_count(random, level, phi));
      planted.push_back(m == halved ? overdispersed_count(random, level / 2.0, phi) : plain.back());
    }
    const std::vector<quality::MonthlyCounts> ordinary = {{"crime", plain}};
    const auto alarms = quality::series_breaks(months, ordinary).breaks.size();
    result.false_months.add(static_cast<double>(alarms), static_cast<double>(length));
    result.false_series.add(alarms > 0);
    const std::vector<quality::MonthlyCounts> one_halved = {{"crime", planted}};
    bool is_found = false;
    for (const auto& b : quality::series_breaks(months, one_halved).breaks) {
      is_found = is_found || (b.month == halved && b.change_pct < 0.0);
    }
    result.found.add(is_found);
  }
  return result;
}

}  // namespace

void calibrate_series(const Plan& plan) {
  fmt::print(
      "{} series a row, with a season of ±35%.\n\n| incidents a month | φ | months | series with a "
      "false alarm | months that are one | a halved month found |\n|---|---|---|---|---|---|\n",
      plan.maps(1000));
  for (const double mean : {40.0, 100.0, 300.0, 1000.0}) {
    for (const double phi : {1.0, 3.0, 5.0}) {
      for (const std::size_t length : {std::size_t{12}, std::size_t{24}, std::size_t{36}}) {
        plan.row(fmt::format("series, {} a month, φ {}, {} months", mean, phi, length), [&] {
          const Broken b = broken(mean, phi, length, plan.maps(1000));
          const bool is_due = phi <= 1.0 && length >= 24 && mean >= 300.0;
          fmt::print("| {} | {} | {} | {} | {} | {} |\n", mean, phi, length, b.false_series.text(),
                     b.false_months.text(), is_due ? b.found.due(0.8, 1.0) : b.found.text());
        });
      }
    }
  }
}

}  // namespace hotward::calibration
