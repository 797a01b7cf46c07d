#include <chrono>

#include <fmt/format.h>

#include "engine/analyses/target/target_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/table/period.hpp"

namespace hotward::analyses {
namespace {

// "March 2025"
std::string month_words(const std::string& month) {
  constexpr const char* names[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};
  const auto period = table::parse_period(month);
  if (!period) return month;
  const std::chrono::year_month_day day(period->first);
  return fmt::format("{} {}", names[static_cast<unsigned>(day.month()) - 1],
                     static_cast<int>(day.year()));
}

// What stands in the place of a field that the profile leaves open.
std::string instead(const std::string& field, const TargetSettings& settings,
                    const FoundSites& found) {
  if (field == "types" && settings.types.empty()) return "; crime of every type is counted";
  if (field == "types") return "; --type says what is counted";
  if (field == "months")
    return fmt::format("; up to {} are counted", counted(settings.months, "month"));
  if (field == "hottest" || field == "spots") {
    return fmt::format("; the hottest {} are taken", found.hot);
  }
  if (field == "circles" && settings.circles) {
    return fmt::format("; up to {} are placed", settings.circles->circles);
  }
  return "; nothing stands in its place";
}

Json field_json(const Profile& profile) {
  Json fields = Json::array();
  for (const ProfileSource& one : profile.sources) {
    fields.push_back({{"field", one.field}, {"source", one.source}});
  }
  return fields;
}

Json gaps_json(const Profile& profile) {
  Json gaps = Json::array();
  for (const ProfileGap& gap : profile.gaps) {
    gaps.push_back({{"field", gap.field}, {"why", gap.why}});
  }
  return gaps;
}

}  // namespace

std::vector<std::string> profile_warnings(const TargetSettings& settings, const FoundSites& found) {
  std::vector<std::string> warnings;
  if (!settings.profile) return warnings;
  const Profile& profile = *settings.profile;
  if (!profile.closed.empty()) {
    warnings.push_back(fmt::format("profile {}: it closed in {} and takes no bids", profile.name,
                                   month_words(profile.closed)));
  }
  for (const ProfileGap& gap : profile.gaps) {
    warnings.push_back(fmt::format("profile {} states no {}: {}{}", profile.name, gap.field,
                                   gap.why, instead(gap.field, settings, found)));
  }
  return warnings;
}

std::string profiles_text(const std::vector<Profile>& profiles) {
  std::string text;
  for (const Profile& profile : profiles) {
    text += fmt::format(
        "{}: {}{}.\n", profile.name, profile.title,
        profile.closed.empty() ? std::string() : ", closed in " + month_words(profile.closed));
    if (!profile.note.empty()) text += "  " + profile.note + "\n";
    for (const ProfileSource& one : profile.sources) {
      text += fmt::format("  {}: stated by {}\n", one.field, one.source);
    }
    for (const ProfileGap& gap : profile.gaps) {
      text += fmt::format("  {}: not known: {}\n", gap.field, gap.why);
    }
    text += "\n";
  }
  return text;
}

Json profiles_json(const std::vector<Profile>& profiles) {
  Json list = Json::array();
  for (const Profile& profile : profiles) {
    list.push_back({{"name", profile.name},
                    {"title", profile.title},
                    {"note", profile.note},
                    {"closed", profile.closed.empty() ? Json() : Json(profile.closed)},
                    {"types", profile.types},
                    {"fields", field_json(profile)},
                    {"gaps", gaps_json(profile)}});
  }
  return list;
}

}  // namespace hotward::analyses
