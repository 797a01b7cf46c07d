#include "engine/analyses/target/known_effects.hpp"

namespace hotward::analyses {
namespace {

// Means of reviews, as their abstracts state them. Where a review gives two measures, both stand
// here: the smaller is not hidden behind the larger.
constexpr KnownEffect effects[] = {
    {"hot spots policing", 0.16, "60 tests in 53 studies, by ratios of counts",
     "Braga and Weisburd 2022, doi:10.1007/s10940-020-09481-7", "braga2022"},
    {"hot spots policing, cautiously", 0.081, "the same studies, by standardised differences",
     "Braga and Weisburd 2022, doi:10.1007/s10940-020-09481-7", "braga2022"},
    {"problem-oriented policing", 0.338, "34 studies, 5 of them in the UK",
     "Hinkle and others 2020, doi:10.1002/cl2.1089", "hinkle2020"},
    {"better street lighting", 0.14, "21 studies; of property crime, not of violence",
     "Welsh, Farrington and Douglas 2022, doi:10.1111/1745-9133.12585", "welsh2022"},
};

}  // namespace

std::span<const KnownEffect> known_effects() { return effects; }

}  // namespace hotward::analyses
