#include "engine/job/peers_chapter.hpp"

#include <iterator>
#include <utility>

#include "engine/analyses/peers/peers.hpp"
#include "engine/study/empty_study.hpp"
#include "engine/study/publication.hpp"

namespace hotward::job {
namespace {

constexpr InRun shown_as = {0, "comparing areas", "comparable areas", "Beside comparable areas"};

}  // namespace

parameter::List parameters(PeersAsked& asked) {
  const auto with_peers = [&asked] { return !asked.peers.empty(); };
  parameter::List list("Comparable areas");
  list.path("peers", asked.peers,
            "Table of comparable areas with count and population: rates, ranks and a funnel of "
            "them")
      .as("FILE[:COLUMN]")
      .file();
  list.text("focus", asked.focus, "The area of that table that is spoken of: its name or code")
      .as("NAME")
      .needs("--peers", with_peers);
  list.text("group", asked.group,
            "Compare with these alone, such as a most similar group: names or codes, or a file "
            "that lists them")
      .file(parameter::PathKind::path_or_word)
      .as("FILE|NAME,NAME")
      .needs("--peers", with_peers);
  list.text("group-date", asked.group_date, "Month or day of which that group is, for the text")
      .as("DATE")
      .needs("--group", [&asked] { return !asked.group.empty(); });
  return list;
}

Result<std::optional<Chapter>> peers_chapter(const PeersAsked& asked, Study& study,
                                             const Context& context) {
  if (asked.peers.empty()) return std::optional<Chapter>{};
  Analysis analysis = analyses::peers();
  const std::pair<const char*, const std::string&> values[] = {{"peers", asked.peers},
                                                               {"focus", asked.focus},
                                                               {"group", asked.group},
                                                               {"group-date", asked.group_date}};
  for (const auto& [name, value] : values) {
    if (value.empty()) continue;
    if (const auto taken = set(analysis.parameters, name, {value}); !taken) {
      return fail(taken.error());
    }
  }
  // Of a study of its own: nobody knows that the table is of the same months and people.
  StudyRequest request;
  OutputRequest output;
  output.is_public = study.is_public;
  if (const auto ready = analysis.prepare(request, output); !ready) return fail(ready.error());
  auto none = empty_study(request, context);
  if (!none) return fail(none.error());
  const Theme theme = theme_of_all(*none, request);
  auto findings = analysis.run({*none, request, theme, context});
  if (!findings) return fail(findings.error());
  auto published = publish(std::move(*findings), false);
  if (!published) return fail(published.error());
  std::ranges::move(none->provenance.inputs, std::back_inserter(study.provenance.inputs));
  return std::optional(Chapter{analysis.name, shown_as, std::move(*published)});
}

}  // namespace hotward::job
