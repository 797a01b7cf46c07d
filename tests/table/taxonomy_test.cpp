#include "engine/table/taxonomy.hpp"

#include <algorithm>
#include <set>

#include "tests/support/catch.hpp"

namespace hotward::table {
namespace taxonomy_test {

using Names = std::vector<std::string>;

Names expanded(const Names& wanted) {
  const auto names = expand(wanted);
  REQUIRE(names);
  return *names;
}

// Only the types that data.police.uk uses today.
Names today(const Names& names) {
  Names kept;
  for (const std::string& name : names) {
    const OffenceType* type = find_type(name);
    REQUIRE(type != nullptr);
    if (type->scheme == Scheme::police_uk && type->valid_to.empty()) kept.push_back(name);
  }
  return kept;
}

// Names as data.police.uk's files of 2018 to 2021 have them, keys as its API's crime-categories.
TEST_CASE("offence_types: data.police.uk's fourteen, ASB and thirteen crimes", "[oracle]") {
  const std::vector<std::pair<std::string, std::string>> published = {
      {"Anti-social behaviour", "anti-social-behaviour"},
      {"Bicycle theft", "bicycle-theft"},
      {"Burglary", "burglary"},
      {"Criminal damage and arson", "criminal-damage-arson"},
      {"Drugs", "drugs"},
      {"Other crime", "other-crime"},
      {"Other theft", "other-theft"},
      {"Possession of weapons", "possession-of-weapons"},
      {"Public order", "public-order"},
      {"Robbery", "robbery"},
      {"Shoplifting", "shoplifting"},
      {"Theft from the person", "theft-from-the-person"},
      {"Vehicle crime", "vehicle-crime"},
      {"Violence and sexual offences", "violent-crime"}};
  std::vector<std::pair<std::string, std::string>> ours;
  for (const OffenceType& type : offence_types()) {
    if (type.scheme == Scheme::police_uk && type.valid_to.empty()) {
      ours.emplace_back(type.name, type.slug);
      CHECK(type.police_uk == type.name);
    }
  }
  CHECK(ours == published);
  CHECK(std::ranges::count_if(ours, [](const auto& t) { return is_crime(t.first); }) == 13);
}

TEST_CASE("offence_types: every name once, and each is crime or ASB, never both", "[property]") {
  std::set<const OffenceType*> found;
  for (const OffenceType& type : offence_types()) {
    INFO(type.name);
    CHECK(find_type(type.name) == &type);
    found.insert(find_type(type.name));
    CHECK(is_crime(type.name) != is_asb(type.name));
    const OffenceType* parent = find_type(type.police_uk);
    REQUIRE(parent != nullptr);
    CHECK(parent->scheme == Scheme::police_uk);
    // What a name belongs to, the type that it is published under belongs to as well.
    CHECK((type.groups & ~unsigned{parent->groups}) == 0);
    for (const std::string_view month : {type.valid_from, type.valid_to}) {
      CHECK((month.empty() || parse_period(month).has_value()));
    }
  }
  CHECK(found.size() == offence_types().size());
}

TEST_CASE("find_type: case, blanks and hyphens do not matter", "[edge]") {
  for (const char* name : {"Vehicle crime", " vehicle CRIME\t", "vehicle-crime", "Vehicle_Crime"}) {
    INFO(name);
    REQUIRE(find_type(name) != nullptr);
    CHECK(find_type(name)->name == "Vehicle crime");
  }
  CHECK(find_type("Vehiclecrime") == nullptr);
  REQUIRE(find_type("ASB") != nullptr);
  CHECK(find_type("ASB")->name == "Anti-social behaviour");
  for (const char* name : {"Criminal damage & arson", "CRIMINAL DAMAGE&ARSON"}) {
    REQUIRE(find_type(name) != nullptr);
    CHECK(find_type(name)->name == "Criminal damage and arson");
  }
  CHECK(find_type("") == nullptr);
  CHECK(find_type("acquisitive") == nullptr);
}

TEST_CASE("is_crime: an unknown type is neither crime nor ASB", "[edge]") {
  CHECK_FALSE(is_crime("Piracy"));
  CHECK(is_asb("Antisocial behaviour"));
  CHECK(is_asb("ANTI-SOCIAL BEHAVIOR"));
  CHECK_FALSE(is_asb("Piracy"));
  CHECK(is_crime("Violent crime"));
  CHECK(is_asb("Rowdy or Nuisance Gathering"));
  CHECK_FALSE(is_crime("Anti-social behaviour"));
}

// The Safer Streets Fund's set: burglary, robbery, theft from the person, vehicle and bicycle
// theft.
TEST_CASE("expand: the groups", "[oracle]") {
  CHECK(today(expanded({"acquisitive"})) ==
        Names{"Bicycle theft", "Burglary", "Robbery", "Theft from the person", "Vehicle crime"});
  CHECK(today(expanded({"violent"})) == Names{"Robbery", "Violence and sexual offences"});
  CHECK(today(expanded({"asb"})) == Names{"Anti-social behaviour"});
  CHECK(today(expanded({"society"})) ==
        Names{"Drugs", "Other crime", "Possession of weapons", "Public order"});
  CHECK(today(expanded({"theft"})) ==
        Names{"Bicycle theft", "Other theft", "Shoplifting", "Theft from the person"});
  CHECK(today(expanded({"crime"})).size() == 13);
  for (const std::string& name : expanded({"crime"})) CHECK_FALSE(is_asb(name));
}

// The fund's set from its fourth round on, as the Home Office defines it: no theft of bicycles, and
// of burglaries those of homes where the data part them.
TEST_CASE("expand: neighbourhood crime", "[oracle]") {
  const Names names = expanded({"neighbourhood"});
  CHECK(today(names) == Names{"Burglary", "Robbery", "Theft from the person", "Vehicle crime"});
  for (const char* held : {"Burglary Dwelling", "Burglary - Residential", "Vehicle offences",
                           "Theft From Motor Vehicle", "Vehicle Interference"}) {
    INFO(held);
    CHECK(std::ranges::count(names, held) == 1);
  }
  for (const char* other : {"Burglary - Business and Community", "Burglary Other than Dwelling",
                            "Bicycle theft", "Theft of Pedal cycle", "Shoplifting"}) {
    INFO(other);
    CHECK(std::ranges::count(names, other) == 0);
  }
}

TEST_CASE("expand: a type brings the names published under it, another name stands alone",
          "[property]") {
  CHECK(expanded({"burglary"}) == Names{"Burglary", "Burglary Dwelling",
                                        "Burglary Other than Dwelling", "Burglary - Residential",
                                        "Burglary - Business and Community"});
  CHECK(expanded({"Burglary Dwelling"}) == Names{"Burglary Dwelling"});
  CHECK(expanded({"Public disorder and weapons"}) == Names{"Public disorder and weapons"});
  const Names both = expanded({"violent-crime"});
  CHECK(std::ranges::count(both, "Violence and sexual offences") == 1);
  CHECK(std::ranges::count(both, "Violent crime") == 1);
}

TEST_CASE("expand: words in any order and twice give each name once", "[property]") {
  CHECK(expanded({"burglary", "drugs", "Burglary"}) == expanded({"drugs", "burglary"}));
  Names mixed = expanded({"crime", "asb"});
  CHECK(mixed.size() == offence_types().size());
}

TEST_CASE("expand: all, and nothing, leave nothing out", "[edge]") {
  CHECK(expanded({}).empty());
  CHECK(expanded({"all"}).empty());
  CHECK(expanded({"burglary", "ALL"}).empty());
}

TEST_CASE("expand: a type of the data's own stands for itself", "[edge]") {
  const Names in_data = {"Piracy", "Burglary"};
  const auto names = expand(Names{"piracy", "drugs"}, in_data);
  REQUIRE(names);
  CHECK(names->back() == "Piracy");
  CHECK(names->front() == "Drugs");
  const auto same = expand(Names{"burglary"}, in_data);
  REQUIRE(same);
  CHECK(*same == expanded({"burglary"}));
}

TEST_CASE("expand: says which word is wrong, what is near and which groups there are", "[error]") {
  const auto wrong = expand(Names{"crime", "burglry"});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::usage);
  CHECK(wrong.error().message ==
        "--type 'burglry': no such type or group; near: 'Burglary'; groups: all, crime, asb, "
        "acquisitive, neighbourhood, violent, theft, society");
  const auto part = expand(Names{"pedal"});
  REQUIRE_FALSE(part);
  CHECK(part.error().message.find("near: 'Theft of Pedal cycle';") != std::string::npos);
  // A known mistake in a list with `all` is still a mistake.
  CHECK_FALSE(expand(Names{"all", "qqqq"}));
  const auto far = expand(Names{"qqqq"});
  REQUIRE_FALSE(far);
  CHECK(far.error().message.find("near") == std::string::npos);
}

TEST_CASE("classify, matches: one answer per code of the dictionary", "[property]") {
  Dictionary types;
  for (const char* text : {"Drugs", "Piracy", "ANTI-SOCIAL BEHAVIOUR", ""}) types.code(text);
  const auto classes = classify(types);
  REQUIRE(classes.size() == 4);
  CHECK(classes[0].is_crime);
  CHECK_FALSE(classes[0].is_asb);
  CHECK(classes[1].type == nullptr);
  CHECK_FALSE(classes[1].is_crime);
  CHECK(classes[2].is_asb);
  CHECK(classes[3].type == nullptr);
  CHECK(matches(types, expanded({"asb"})) == std::vector<std::uint8_t>{0, 0, 1, 0});
  CHECK(matches(types, Names{"piracy"}) == std::vector<std::uint8_t>{0, 1, 0, 0});
}

TEST_CASE("unknown_types: counted and named, most incidents first", "[property]") {
  Incidents incidents;
  for (const char* text : {"Drugs", "Zeal", "", "Piracy", "Never"}) incidents.types.code(text);
  incidents.type = {0, 1, 2, 3, 3, 0, 2, 1, 3};
  const auto unknown = unknown_types(incidents);
  REQUIRE(unknown.size() == 3);
  CHECK(unknown[0].name == "Piracy");
  CHECK(unknown[0].incidents == 3);
  CHECK(unknown[1].name == "(no type)");
  CHECK(unknown[2].name == "Zeal");
  CHECK(unknown[2].incidents == 2);
  CHECK(unknown_types(Incidents{}).empty());
}

}  // namespace taxonomy_test
}  // namespace hotward::table
