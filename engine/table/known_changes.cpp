#include "engine/table/known_changes.hpp"

#include <array>

#include <fmt/format.h>

namespace hotward::table {
namespace {

using Kind = KnownChange::Kind;

// An inventory of every file that data.police.uk published for 2014 to 2025.
constexpr std::string_view inventory =
    "github.com/Autonomy-Data-Unit/annual-deprivation-index, issue 43";

// kind, force, type, from, to, what, source
constexpr std::array changes{
    KnownChange{Kind::missing, "btp", "", "2016-02", "2016-12",
                "British Transport Police published nothing for 2016-02 to 2016-12", inventory},
    KnownChange{Kind::missing, "btp", "Anti-social behaviour", "2016-04", "",
                "British Transport Police publish no anti-social behaviour since April 2016",
                "changelog of data.police.uk, cited by "
                "github.com/Autonomy-Data-Unit/annual-deprivation-index, "
                "issue 61"},
    KnownChange{
        Kind::definition, "", "Burglary", "2017-04", "",
        "since April 2017 sheds and garages within the bounds of a home count as residential "
        "burglary, no longer as non-dwelling: the total is hardly touched, its parts are",
        "lincolnshire-pcc.gov.uk/news-archive/2017/police-stats"},
    KnownChange{
        Kind::missing, "greater-manchester", "", "2019-07", "",
        "Greater Manchester Police publish no crimes since July 2019, but for a faulty file of "
        "2022-08",
        "message on police.uk, quoted by leighjournal.co.uk; "
        "github.com/Autonomy-Data-Unit/annual-deprivation-index, issue 43"},
    KnownChange{Kind::missing, "city-of-london", "", "2022-06", "2022-06",
                "City of London Police published nothing for 2022-06", inventory},
    KnownChange{Kind::missing, "devon-and-cornwall", "", "2022-11", "2022-12",
                "Devon and Cornwall Police published nothing for 2022-11 to 2022-12", inventory},
    KnownChange{
        Kind::definition, "", "Burglary", "2023-04", "",
        "since April 2023 residential burglary is split into that of a home and that of an "
        "unconnected building: the total is hardly touched, its parts are",
        "National Police Chiefs' Council, quoted by The Telegraph, 29 April 2023; College of "
        "Policing, residential burglary: definitions"},
    KnownChange{Kind::missing, "btp", "", "2025-02", "2025-12",
                "British Transport Police published nothing for 2025-02 to 2025-12", inventory},
    KnownChange{Kind::missing, "gwent", "", "2025-09", "2025-12",
                "Gwent Police published nothing for 2025-09 to 2025-12", inventory},
};

Month month_of_text(std::string_view text) { return month_of(parse_period(text)->first); }

}  // namespace

Month KnownChange::first() const { return month_of_text(from); }

bool KnownChange::holds(Month month) const {
  return first() <= month && (to.empty() || month <= month_of_text(to));
}

std::span<const KnownChange> known_changes() { return changes; }

std::string to_string(const KnownChange& change) {
  return fmt::format("{} ({})", change.what, change.source);
}

}  // namespace hotward::table
