#include "engine/io/incidents/force_name.hpp"

#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

void drop_ending(std::string& name, std::string_view ending) {
  if (name.size() > ending.size() && name.ends_with(ending)) {
    name.resize(name.size() - ending.size());
  }
}

}  // namespace

PoliceFileName police_file_name(std::string_view path) {
  std::string name = lower(path.substr(path.find_last_of("/\\") + 1));
  drop_ending(name, ".gz");
  PoliceFileName result;
  if (name.size() < 8 || name[7] != '-') return result;
  const auto month = table::parse_period(std::string_view(name).substr(0, 7));
  if (!month) return result;
  result.month = table::month_of(month->first);
  constexpr std::string_view ending = "-street.csv";
  if (name.size() > 8 + ending.size() && name.ends_with(ending)) {
    result.force = name.substr(8, name.size() - 8 - ending.size());
  }
  return result;
}

std::string force_name(std::string_view text) {
  if (is_unknown(text)) return {};
  std::string name;
  for (const char c : lower(trimmed(text))) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127;
    if (plain) {
      name += c;
    } else if (c == '&') {
      name += name.empty() || name.ends_with('-') ? "and-" : "-and-";
    } else if (!name.empty() && !name.ends_with('-') && c != '\'') {
      name += '-';
    }
  }
  drop_ending(name, "-");
  if (name == "british-transport-police") return "btp";
  constexpr std::string_view service_of = "police-service-of-";
  if (name.starts_with(service_of)) name.erase(0, service_of.size());
  for (const char* ending : {"-service", "-police", "-constabulary"}) drop_ending(name, ending);
  return name;
}

}  // namespace hotward::io
