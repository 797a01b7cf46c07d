// Any text as a file of events: events in order, each with a label, from lines of their own; or an
// error of one line that begins with the file's name.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/analyses/trend/events.hpp"
#include "engine/core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto events = hotward::analyses::parse_events(text, "e.csv");
  if (!events) {
    HOTWARD_EXPECTS(events.error().message.starts_with("e.csv:"));
    return 0;
  }
  // The header has a line, and so has each event.
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  HOTWARD_EXPECTS(events->size() < lines);
  for (const auto& event : *events) {
    HOTWARD_EXPECTS(!event.label.empty() && event.period.first <= event.period.last);
  }
  HOTWARD_EXPECTS(std::ranges::is_sorted(
      *events, {}, [](const hotward::analyses::Event& event) { return event.period.first; }));
  return 0;
}
