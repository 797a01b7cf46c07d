#include "engine/study/publication.hpp"

#include <type_traits>

#include "engine/study/outputs.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_study.hpp"

namespace hotward {
namespace publication_test {

// Only what went through publish() can be written: nobody else makes a Published, and findings are
// none.
static_assert(!std::is_constructible_v<Published, Findings>);
static_assert(!std::is_convertible_v<Findings, Published>);
static_assert(!std::is_default_constructible_v<Published>);
static_assert(!std::is_invocable_v<decltype(&write_findings), const Findings&, const OutputRequest&,
                                   const table::Provenance&>);

Findings findings_of(std::vector<std::int64_t> counts) {
  Findings findings;
  findings.key = "made";
  table::Layer layer;
  layer.name = "made";
  layer.description = "Of a test. ";
  std::vector<double> shares(counts.size(), 0.5);
  layer.columns = {{"count", "incidents", "incidents", counts},
                   {"share_pct", "%", "share", shares}};
  findings.layers.push_back(std::move(layer));
  findings.discloses = {{"count", Discloses::count}, {"share_pct", Discloses::of_count}};
  return findings;
}

TEST_CASE("publish: findings in which nobody hid small counts are not published", "[error]") {
  const auto refused = publish(findings_of({1, 20}), true);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::usage);
  CHECK_THAT(refused.error().message, contains_text("--public is not offered for made"));
  CHECK(publish(findings_of({1, 20}), false));
  Findings hidden = findings_of({table::null_integer, 20});
  mark_public(hidden, 1);
  const auto published = publish(std::move(hidden), true);
  REQUIRE(published);
  CHECK((*published)->hidden == 1);
  CHECK((*published)->layers.at(0).description == "Of a test. Small counts are hidden (--public).");
}

TEST_CASE("publish: nothing that nobody thought of", "[error]") {
  Findings silent = findings_of({0, 20});
  silent.discloses.pop_back();
  mark_public(silent, 0);
  CHECK_THAT(publish(std::move(silent), true).error().message,
             contains_text("column 'share_pct' of layer 'made' does not say what it gives away"));
  Findings small = findings_of({4, 20});
  mark_public(small, 0);
  CHECK_THAT(publish(std::move(small), true).error().message,
             contains_text("still holds a small count"));
  Findings many = findings_of({table::null_integer, 20});
  many.discloses.back().second = Discloses::of_many;
  mark_public(many, 1);
  CHECK_THAT(publish(Findings(many), true).error().message, contains_text("made of many counts"));
  many.hidden = 0;  // nothing is hidden, so nothing can be found out
  CHECK(publish(std::move(many), true));
}

TEST_CASE("publish: tables for people are looked at as layers are", "[error]") {
  const auto with_table = [](const std::string& name, std::vector<std::string> cells) {
    Findings findings = findings_of({table::null_integer, 20});
    findings.discloses.emplace_back("z", Discloses::of_many);
    findings.tables.push_back({{{"Heading", std::move(cells), true, name}}});
    mark_public(findings, 1);
    return publish(std::move(findings), true);
  };
  CHECK_THAT(with_table("count", {"20", "4"}).error().message,
             contains_text("column 'count' of the table still holds a small count"));
  CHECK(with_table("count", {"c", "0", "5", "40", ""}));
  CHECK_THAT(with_table("z", {"", "1.96"}).error().message, contains_text("made of many counts"));
  CHECK(with_table("z", {"", "–"}));
  CHECK(with_table("rank_interval", {"1–4"}));  // of ranks, and no column of the layer
}

TEST_CASE("publish: rows that are made as they are written are refused", "[error]") {
  Findings findings = findings_of({20, 20});
  const table::Layer held = findings.layers.front();
  findings.rows = std::make_shared<table::HeldRows>(held);
  mark_public(findings, 0);
  CHECK_THAT(publish(std::move(findings), true).error().message,
             contains_text("cannot be looked at"));
}

TEST_CASE("hide: columns by what they give away", "[oracle]") {
  Findings findings = findings_of({1, 20, 3});
  auto& columns = findings.layers.at(0).columns;
  hide(columns, findings.discloses, {1, 0, 0});
  CHECK(std::get<table::Column::Integers>(columns[0].values) ==
        table::Column::Integers{table::null_integer, 20, 3});
  CHECK(std::isnan(std::get<table::Column::Reals>(columns[1].values)[0]));
  hide(columns, Disclosures{{"share_pct", Discloses::of_many}}, {0, 0, 0});
  CHECK(std::isnan(std::get<table::Column::Reals>(columns[1].values)[1]));
}

TEST_CASE("hide: what is flagged becomes null in the columns named, and there alone", "[oracle]") {
  Findings findings = findings_of({1, 20, 3});
  auto& columns = findings.layers.at(0).columns;
  hide(columns, std::vector<std::string>{"count", "no such column"}, {1, 0, 1});
  CHECK(std::get<table::Column::Integers>(columns[0].values) ==
        table::Column::Integers{table::null_integer, 20, table::null_integer});
  CHECK(std::get<table::Column::Reals>(columns[1].values) == table::Column::Reals{0.5, 0.5, 0.5});
  CHECK(count_nulls(columns[0]) == 2);
  hide_all(columns, {"share_pct"});
  for (const double share : std::get<table::Column::Reals>(columns[1].values)) {
    CHECK(std::isnan(share));
  }
}

Study published_study(const MadeStudy& made) {
  const io::TestFolder folder;
  made.write(folder.path());
  StudyRequest request = made_request(folder.path());
  request.is_public = true;
  request.compare = true;
  return read_study(request);
}

TEST_CASE("hidden_areas: the small ones of the made study, with their types and the year before",
          "[oracle]") {
  Study study = published_study(MadeStudy::usual());
  const Theme theme = one_theme(study.incidents().types, {});
  const HiddenAreas hidden = hidden_areas(study, theme);
  CHECK(hidden.counts == HiddenFlags{0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0});
  CHECK(hidden.previous == HiddenFlags{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
  CHECK(hidden.count() == 5);
  CHECK(hidden.any());
  CHECK(check_public(study, theme));
  CHECK(missing_label(study) == hidden_label());
}

TEST_CASE("counts_to_examine: hidden counts become their average, and their sum stays",
          "[oracle]") {
  const std::vector<std::string> names = {"d", "c", "b", "a"};
  using Counts = std::vector<std::int64_t>;
  CHECK(counts_to_examine(names, Counts{9, 1, 4, 8}, {0, 1, 1, 0}) == Counts{9, 3, 2, 8});
  CHECK(counts_to_examine(names, Counts{9, 4, 1, 8}, {0, 1, 1, 0}) == Counts{9, 3, 2, 8});
  CHECK(counts_to_examine(names, Counts{2, 1, 0, 3}, {1, 1, 1, 1}) == Counts{2, 1, 2, 1});
  CHECK(counts_to_examine(names, Counts{9, 1, 4, 8}, {0, 0, 0, 0}) == Counts{9, 1, 4, 8});
}

TEST_CASE("check_public: a theme of fewer than five has nothing to show", "[error]") {
  MadeStudy few;
  few.gather(4, MadeStudy::in_area(2), "2020-03");
  few.gather(4, MadeStudy::in_area(2), "2019-03");
  Study study = published_study(few);
  const auto checked = check_public(study, one_theme(study.incidents().types, {}));
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == ErrorCode::no_data);
  CHECK_THAT(checked.error().message, contains_text("fewer than 5"));
  CHECK(checked.error().message.find('4') == std::string::npos);
}

}  // namespace publication_test
}  // namespace hotward
