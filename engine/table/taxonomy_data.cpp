// The names themselves. One row a name; where each comes from stands in docs/taxonomy.md.
#include <array>

#include "engine/table/taxonomy.hpp"

namespace hotward::table {
namespace {

using enum Scheme;

constexpr std::uint8_t crime = in_crime;
constexpr std::uint8_t violent = in_crime | in_violent;
constexpr std::uint8_t robbery = in_crime | in_violent | in_acquisitive | in_neighbourhood;
constexpr std::uint8_t acquisitive = in_crime | in_acquisitive;
constexpr std::uint8_t neighbourhood = in_crime | in_acquisitive | in_neighbourhood;
constexpr std::uint8_t theft = in_crime | in_theft;
constexpr std::uint8_t stolen = in_crime | in_theft | in_acquisitive;
constexpr std::uint8_t from_a_person = stolen | in_neighbourhood;
constexpr std::uint8_t society = in_crime | in_society;
constexpr std::uint8_t asb = in_asb;

// Names of data.police.uk types and of Home Office groups that several rows repeat.
constexpr std::string_view violence_and_sex = "Violence and sexual offences";
constexpr std::string_view violence = "Violence against the person";
constexpr std::string_view sexual = "Sexual offences";
constexpr std::string_view damage = "Criminal damage and arson";
constexpr std::string_view weapons = "Possession of weapons offences";
constexpr std::string_view asb_type = "Anti-social behaviour";
constexpr std::string_view no_crime = "not a crime";

// name, slug, data.police.uk type, Home Office group, assessment's branch, scheme, groups, from, to
constexpr std::array types{
    // data.police.uk since May 2013: ASB and thirteen crimes.
    OffenceType{asb_type, "anti-social-behaviour", asb_type, no_crime, "ASB", police_uk, asb,
                "2010-12", ""},
    OffenceType{"Bicycle theft", "bicycle-theft", "Bicycle theft", "Theft offences",
                "Theft and Handling Exc VI > Theft of Pedal cycle", police_uk, stolen, "2013-05",
                ""},
    OffenceType{"Burglary", "burglary", "Burglary", "Burglary", "Burglary", police_uk,
                neighbourhood, "2010-12", ""},
    OffenceType{damage, "criminal-damage-arson", damage, damage, "Criminal Damage", police_uk,
                crime, "2011-09", ""},
    OffenceType{"Drugs", "drugs", "Drugs", "Drug offences",
                "Crimes against society > Drug Offences", police_uk, society, "2011-09", ""},
    OffenceType{"Other crime", "other-crime", "Other crime", "Miscellaneous crimes against society",
                "Crimes against society > Other crimes", police_uk, society, "2010-12", ""},
    OffenceType{"Other theft", "other-theft", "Other theft", "Theft offences",
                "Theft and Handling Exc VI > Other Theft", police_uk, theft, "2011-09", ""},
    OffenceType{"Possession of weapons", "possession-of-weapons", "Possession of weapons", weapons,
                "Crimes against society > Possession of weapons", police_uk, society, "2013-05",
                ""},
    OffenceType{"Public order", "public-order", "Public order", "Public order offences",
                "Crimes against society > Public order offences", police_uk, society, "2013-05",
                ""},
    OffenceType{"Robbery", "robbery", "Robbery", "Robbery", "Violent Crime > Robbery", police_uk,
                robbery, "2010-12", ""},
    OffenceType{"Shoplifting", "shoplifting", "Shoplifting", "Theft offences",
                "Theft and Handling Exc VI > Shoplifting", police_uk, theft, "2011-09", ""},
    OffenceType{"Theft from the person", "theft-from-the-person", "Theft from the person",
                "Theft offences", "Theft and Handling Exc VI > Other Theft", police_uk,
                from_a_person, "2013-05", ""},
    OffenceType{"Vehicle crime", "vehicle-crime", "Vehicle crime", "Vehicle offences",
                "Vehicle Crime", police_uk, neighbourhood, "2010-12", ""},
    OffenceType{violence_and_sex, "violent-crime", violence_and_sex,
                "Violence against the person; Sexual offences", "Violent Crime", police_uk, violent,
                "2013-05", ""},

    // data.police.uk before May 2013. The key of "Violent crime" lives on as its successor's.
    OffenceType{"Violent crime", "violent-crime", violence_and_sex, violence, "Violent Crime",
                police_uk, violent, "2010-12", "2013-04"},
    OffenceType{"Public disorder and weapons", "public-disorder-weapons",
                "Public disorder and weapons",
                "Public order offences; Possession of weapons offences", "Crimes against society",
                police_uk, society, "2011-09", "2013-04"},

    // The Home Office's groups and sub-groups, where their names differ from all others here.
    OffenceType{"Death or serious injury - unlawful driving", "", violence_and_sex, violence, "",
                home_office, violent, "", ""},
    OffenceType{"Stalking and harassment", "", violence_and_sex, violence, "", home_office, violent,
                "", ""},
    OffenceType{"Vehicle offences", "", "Vehicle crime", "Vehicle offences", "Vehicle Crime",
                home_office, neighbourhood, "", ""},
    OffenceType{weapons, "", "Possession of weapons", weapons,
                "Crimes against society > Possession of weapons", home_office, society, "", ""},
    OffenceType{"Miscellaneous crimes against society", "", "Other crime",
                "Miscellaneous crimes against society", "Crimes against society > Other crimes",
                home_office, society, "", ""},

    // The assessment's Appendix 1, where its names differ from those above.
    OffenceType{violence, "", violence_and_sex, violence, "Violent Crime", assessment, violent, "",
                ""},
    OffenceType{"Homicide", "", violence_and_sex, violence,
                "Violent Crime > Violence Against The Person", assessment, violent, "", ""},
    OffenceType{"Violence with injury", "", violence_and_sex, violence,
                "Violent Crime > Violence Against The Person", assessment, violent, "", ""},
    OffenceType{"Violence without injury", "", violence_and_sex, violence,
                "Violent Crime > Violence Against The Person", assessment, violent, "", ""},
    OffenceType{"Most Serious Violence", "", violence_and_sex, violence,
                "Violent Crime > Violence Against The Person", assessment, violent, "", ""},
    OffenceType{sexual, "", violence_and_sex, sexual, "Violent Crime", assessment, violent, "", ""},
    OffenceType{"Rape", "", violence_and_sex, sexual, "Violent Crime > Sexual Offences", assessment,
                violent, "", ""},
    OffenceType{"Other sexual offences", "", violence_and_sex, sexual,
                "Violent Crime > Sexual Offences", assessment, violent, "", ""},
    OffenceType{"Burglary Dwelling", "", "Burglary", "Burglary", "Burglary Dwelling", assessment,
                neighbourhood, "", "2017-03"},
    OffenceType{"Burglary Other than Dwelling", "", "Burglary", "Burglary",
                "Burglary Other than Dwelling", assessment, acquisitive, "", "2017-03"},
    OffenceType{"Burglary - Residential", "", "Burglary", "Burglary", "Burglary - Residential",
                assessment, neighbourhood, "2017-04", ""},
    OffenceType{"Burglary - Business and Community", "", "Burglary", "Burglary",
                "Burglary - Business and Community", assessment, acquisitive, "2017-04", ""},
    OffenceType{"Theft Of Motor Vehicle", "", "Vehicle crime", "Vehicle offences", "Vehicle Crime",
                assessment, neighbourhood, "", ""},
    OffenceType{"Theft From Motor Vehicle", "", "Vehicle crime", "Vehicle offences",
                "Vehicle Crime", assessment, neighbourhood, "", ""},
    OffenceType{"Vehicle Interference", "", "Vehicle crime", "Vehicle offences",
                "Vehicle Interference", assessment, neighbourhood, "", ""},
    OffenceType{"Theft of Pedal cycle", "", "Bicycle theft", "Theft offences",
                "Theft and Handling Exc VI", assessment, stolen, "", ""},
    OffenceType{"Arson", "", damage, damage, "Criminal Damage", assessment, crime, "", ""},
    OffenceType{"Criminal damage", "", damage, damage, "Criminal Damage", assessment, crime, "",
                ""},
    OffenceType{"Drug Offences", "", "Drugs", "Drug offences", "Crimes against society", assessment,
                society, "", ""},
    OffenceType{"Trafficking", "", "Drugs", "Drug offences",
                "Crimes against society > Drug Offences", assessment, society, "", ""},
    OffenceType{"Possession of drugs", "", "Drugs", "Drug offences",
                "Crimes against society > Drug Offences", assessment, society, "", ""},
    OffenceType{"Public order offences", "", "Public order", "Public order offences",
                "Crimes against society", assessment, society, "", ""},
    OffenceType{"Other crimes", "", "Other crime", "Miscellaneous crimes against society",
                "Crimes against society", assessment, society, "", ""},

    // The assessment's seven types of ASB. data.police.uk publishes no types of ASB.
    OffenceType{"Rowdy or Nuisance Gathering", "", asb_type, no_crime, "ASB", asb_local, asb, "",
                ""},
    OffenceType{"Drunken or Rowdy Behaviour", "", asb_type, no_crime, "ASB", asb_local, asb, "",
                ""},
    OffenceType{"Neighbours - Disputes/Nuisance", "", asb_type, no_crime, "ASB", asb_local, asb, "",
                ""},
    OffenceType{"Motor Vehicle Nuisance on Road", "", asb_type, no_crime, "ASB", asb_local, asb, "",
                ""},
    OffenceType{"Riding/Driving on Land other than a Road", "", asb_type, no_crime, "ASB",
                asb_local, asb, "", ""},
    OffenceType{"Rubbish/Drug Paraphernalia", "", asb_type, no_crime, "ASB", asb_local, asb, "",
                ""},
    OffenceType{"Other ASB", "", asb_type, no_crime, "ASB", asb_local, asb, "", ""},
};

constexpr std::array groups{
    TypeGroup{"all", 0, "every incident, of unknown types too; ASB and crime together"},
    TypeGroup{"crime", in_crime, "every known type but anti-social behaviour"},
    TypeGroup{"asb", in_asb, "anti-social behaviour, which is not a crime"},
    TypeGroup{"acquisitive", in_acquisitive,
              "burglary, robbery, theft from the person, vehicle crime, bicycle theft"},
    TypeGroup{"neighbourhood", in_neighbourhood,
              "domestic burglary, robbery, theft from the person, vehicle crime; where data do not "
              "part them, burglary and robbery of businesses, too"},
    TypeGroup{"violent", in_violent, "violence, sexual offences, robbery"},
    TypeGroup{"theft", in_theft, "shoplifting, bicycle theft, theft from the person, other theft"},
    TypeGroup{"society", in_society, "drugs, weapons, public order, other crime"},
};

}  // namespace

std::span<const OffenceType> offence_types() { return types; }

std::span<const TypeGroup> type_groups() { return groups; }

}  // namespace hotward::table
