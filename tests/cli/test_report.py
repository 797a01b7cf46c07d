"""hotward report: the printable assessment, its numbers, and what a page must be for everybody."""
import base64
import pathlib
import re
import tempfile
import unittest
import zipfile

from browser import BROWSER, has_font_as_wide_as
from html_page import Page, contrast
from support import SHARED, SOURCE, Case, feature, police_row, square
from workbooks import sheets

RECIPE = SOURCE / "samples/medway-assessment-2020/recipe.toml"
YEAR = ("--from", "2019-04", "--to", "2020-03")


class Report(Case):
    def report(self, *words, name="report.html", **options):
        summary = self.summary("report", *words, "-o", name, "--overwrite", **options)
        page = Page((self.folder / name).read_text(encoding="utf-8"))
        self.assertEqual(page.faults, [])
        return summary, page

    def figures(self, summary):
        figures = {f["id"]: f["value"] for f in summary["report"]["figures"]}
        self.assertEqual(len(figures), len(summary["report"]["figures"]), "an id stands twice")
        return figures


class OfTheSample(Report):
    """The recipe's rows add up to the published assessment: pages 7 and 8 must come out again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.police = pathlib.Path(folder.name) / "police"
        case = cls("test_the_published_figures_come_out")
        case.setUp()
        case.run_program("sample", RECIPE, "-o", cls.police)
        case.doCleanups()

    def test_the_published_figures_come_out(self):
        summary, page = self.report(self.police, *YEAR)
        self.assertEqual(summary["report"]["path"], "report.html")
        self.assertEqual(page.title, "Recorded crime and anti-social behaviour, Medway")
        figures = self.figures(summary)
        self.assertEqual(figures["crime.count"], 33334)
        self.assertEqual(figures["crime.population"], 278556)
        self.assertEqual(round(figures["crime.rate_1k"], 2), 119.67)
        self.assertEqual(round(figures["crime.chg_pct"]), -5)
        self.assertEqual((figures["asb.count"], figures["asb.prev"]), (6023, 5502))
        self.assertEqual(round(figures["asb.rate_1k"], 2), 21.62)
        self.assertEqual(round(figures["asb.chg_pct"], 1), 9.5)
        self.assertEqual(round(figures["asb.top_5.share_pct"]), 48)
        shown = page.figures
        self.assertEqual(shown["crime.count"], "33,334")
        self.assertEqual(shown["crime.rate_1k"], "119.67")
        self.assertEqual(shown["asb.rate_1k"], "21.62")
        self.assertEqual(shown["asb.chg_pct"], "+9.5%")
        self.assertEqual(shown["asb.top_5.share_pct"], "48.0%")
        self.assertIn("278,556", page.text())
        self.assertIn("521 more than the 5,502 of April 2018 to March 2019", page.text())

    def test_every_figure_that_is_shown_is_in_the_summary(self):
        summary, page = self.report(self.police, *YEAR)
        figures = self.figures(summary)
        self.assertGreater(len(page.figures), 8)
        for name, words in page.figures.items():
            number = float(re.match(r"[+−-]?[\d,.]+", words)[0].replace(",", "").replace("−", "-"))
            decimals = len((re.search(r"\.(\d+)", words) or " ")[0]) - 1
            self.assertAlmostEqual(figures[name], number, delta=0.51 * 10 ** -max(decimals, 0),
                                   msg=name)

    def test_parts_add_up_to_the_whole(self):
        figures = self.figures(self.report(self.police, *YEAR)[0])
        for theme in ("asb", "crime"):
            for part in ("month", "type", "area"):
                values = [v for k, v in figures.items() if k.startswith(f"{theme}.{part}.")]
                self.assertEqual(sum(values), figures[f"{theme}.count"], (theme, part))
            self.assertEqual(len([k for k in figures if k.startswith(f"{theme}.month.")]), 12)

    def test_tables_stand_behind_every_chart(self):
        _, page = self.report(self.police, *YEAR)
        rows = page.table("Anti-social behaviour by area")
        self.assertEqual([row["Area"] for row in rows[:5]],
                         ["River", "Gillingham North", "Gillingham South", "Strood South",
                          "Luton and Wayfield"])
        self.assertEqual(len(rows), 22)
        for heading in ("% of incidents", "% of people", "% of land"):
            self.assertAlmostEqual(sum(float(row[heading]) for row in rows), 100, delta=1.1)
        months = page.table("Anti-social behaviour by month")
        self.assertEqual(sum(int(row["Count"].replace(",", "")) for row in months), 6023)
        self.assertEqual(sum(int(row["Year before"].replace(",", "")) for row in months), 5502)
        for heading in ("by year", "by type", "change since"):
            self.assertTrue(page.table(f"Recorded crime{':' * (heading[0] == 'c')} {heading}"))

    def test_alternatives_are_made_of_the_data(self):
        _, page = self.report(self.police, *YEAR)
        said = " ".join(p["desc"] for p in page.pictures)
        self.assertIn("The highest: River: 60.55", said)
        self.assertIn("River: 11.7% of incidents, 4.2% of people", said)
        self.assertIn("2019-08", said)

    def test_a_map_has_what_a_map_needs(self):
        _, page = self.report(self.police, *YEAR)
        for map_drawn in (p for p in page.pictures if p["title"].startswith("Map")):
            words = " ".join(map_drawn["texts"])
            for part in (" km", "Grid north", "per 1,000 people", "Borders are schematic.", "not the official boundary"):
                self.assertIn(part, words)
            self.assertIn("1", map_drawn["texts"])
        self.assertNotIn("Crown copyright", page.text())  # nobody else has a right in these borders

    def test_page_one_says_what_the_areas_are(self):
        _, page = self.report(self.police, *YEAR)
        self.assertIn("schematic", page.notices[0])
        self.assertIn("12 of 12", page.text())

    def test_the_same_input_gives_the_same_bytes(self):
        made = []
        for threads in (1, 2):
            self.report(self.police, *YEAR, "--threads", threads, name=f"{threads}.html")
            made.append((self.folder / f"{threads}.html").read_bytes())
        self.assertEqual(made[0], made[1])
        self.assertLess(len(made[0]), 1_000_000)

    def test_run_makes_the_same_report(self):
        alone = self.summary("report", self.police, *YEAR, "-o", "report.html")
        run = self.summary("run", self.police, *YEAR, "-o", "out")
        self.assertEqual(run["report"], {"path": "report.html",
                                         "figures": alone["report"]["figures"]})
        self.assertIn("report.html", run["outputs"])
        page = Page((self.folder / "out/report.html").read_text(encoding="utf-8"))
        self.assertEqual(page.faults, [])
        first = Page((self.folder / "report.html").read_text(encoding="utf-8"))
        self.assertEqual([t for t in page.tables if t["caption"] != "How it was made"],
                         [t for t in first.tables if t["caption"] != "How it was made"])

    def test_what_is_public_hides_small_counts_and_folders(self):
        words = (self.police, *YEAR, "--areas", self.small_areas(), "--public")
        summary, page = self.report(*words)
        self.assertTrue(summary["public"])
        text = (self.folder / "report.html").read_text(encoding="utf-8")
        self.assertNotIn(str(self.folder), text)
        self.assertNotIn(str(self.police.parent), text)
        self.assertFalse([f for f in self.figures(summary) if ".month." in f])
        self.assertIn("Trend (Anti-social behaviour, Recorded crime)", page.text())
        for table in page.tables:
            for row in table["rows"]:
                for heading, cell in zip(table["head"][0], row):
                    if heading in ("Count", "Before"):
                        self.assertNotIn(cell, ("1", "2", "3", "4"), table["caption"])
        for name, value in self.figures(summary).items():
            if ".area." in name or name.endswith((".count", ".prev")):
                self.assertNotIn(value, (1, 2, 3, 4), name)

    def small_areas(self):
        """A grid of cells of which some hold few incidents."""
        cells = [feature(f"C{x}{y}", f"Cell {x} {y}",
                         square(0.50 + 0.004 * x, 51.37 + 0.003 * y, 0.504 + 0.004 * x,
                                51.373 + 0.003 * y), people=500)
                 for x in range(12) for y in range(9)]
        return self.write_json("cells.geojson", {"type": "FeatureCollection", "features": cells})

    @unittest.skipUnless(BROWSER, "skipped: no Chromium")
    @unittest.skipUnless(has_font_as_wide_as("Arial"), "skipped: no font as wide as Arial")
    def test_it_prints_on_twelve_sheets(self):
        peers = "".join(f"Area {i},{9000 + 700 * i},{90000 + 6000 * i}\n" for i in range(56))
        peers = self.write("peers.csv", f"area,count,population\n{peers}Medway,33334,278556\n")
        self.run_program("report", self.police, *YEAR, "--peers", peers, "--focus", "Medway", "--pdf", "r.pdf")
        pdf = (self.folder / "r.pdf").read_bytes()
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
        self.assertIn(pages, range(4, 13))
        self.assertIn(b"/StructTreeRoot", pdf)


class FewRows(Report):
    def rows(self, months, each=20, kind="Burglary"):
        rows = []
        for month in months:
            for i in range(each if isinstance(each, int) else each[month]):
                lon = 0.501 + (i * 37 % 180) * 1e-4
                rows.append(police_row(f"{lon:.4f}", f"{51.381 + (i % 9) * 1e-3:.4f}", kind, month))
        return self.police_file(rows, "cases.csv")

    def months(self, years=2):
        return [f"{2018 + (m + 3) // 12}-{(m + 3) % 12 + 1:02}" for m in range(12 * years)]


class WhereToActAndPeers(FewRows):
    def words(self):
        areas = [feature(f"E{i:02}", f"Area {i:02}",
                         square(0.501 + 0.002 * i, 51.38, 0.503 + 0.002 * i, 51.39), people=1000, homes=400)
                 for i in range(12)]
        return (self.rows(self.months()), "--areas",
                self.write_json("row.geojson", {"type": "FeatureCollection", "features": areas}), *YEAR,
                "--population", "people")

    def peers(self):
        rows = "".join(f"Place {i},{1000 + 150 * i},{20000 + 1000 * (i % 7)}\n" for i in range(12))
        return self.write("peers.csv", "area,count,population\n" + rows + "Medway,1200,26000\n")

    def test_where_to_act(self):
        _, page = self.report(*self.words(), "--households", "homes", "--max-households", 1200)
        self.assertIn("The best group of neighbours, of at most 1,200 households, is 3 areas", page.text())
        groups = page.table("Where to act: the neighbours that hold most (groups)")
        self.assertEqual((groups[0]["Areas"], groups[0]["Households"]), ("3", "1,200"))
        sites = page.table("Recorded crime: Where to act: the neighbours that hold most")
        counts = [int(row["Count"].replace(",", "")) for row in sites]
        self.assertEqual(counts, sorted(counts, reverse=True))
        alone = self.summary("target", *self.words(), "--households", "homes", "--max-households", 1200)
        self.assertEqual(alone["target"]["group"]["captured"], int(groups[0]["Count"].replace(",", "")))

    def test_run_has_it_too(self):
        summary = self.summary("run", *self.words(), "-o", "out", "--households", "homes",
                               "--max-households", 1200, "--peers", self.peers(), "--focus", "Medway")
        theme = summary["themes"][0]
        self.assertEqual(theme["target"]["group"]["households"], 1200)
        self.assertIn("geojson/target_groups_crime.geojson", summary["outputs"])
        self.assertIn("peers_funnel.svg", summary["outputs"])
        self.assertEqual(summary["peers"]["focus"]["area_name"], "Medway")
        with zipfile.ZipFile(self.folder / "out/hotspots.qgz") as archive:
            project = archive.read("hotspots.qgs").decode()
        self.assertNotIn("No geometry", project)
        self.assertIn("layername=target_groups_crime", project)
        self.assertNotIn("layername=concentration_crime", project)  # a table: nothing to draw
        self.assertIn("Where to act: recorded crime by area", project)
        group = theme["target"]["group"]
        self.assertIn(f"Group 1: {len(group['areas'])} areas".replace(" ", "\u00a0"), project)
        for site in theme["target"]["sites"][:1]:
            self.assertIn(site["area_name"].replace(" ", "\u00a0"), project)
        skipped = self.summary("run", *self.words(), "-o", "again", "--skip", "target")
        self.assertIn({"theme": "crime", "analysis": "target", "why": "asked for by --skip"},
                      skipped["skipped"])

    def test_what_is_public_is_made_of_the_counts_shown(self):
        _, page = self.report(*self.words(), "--public")
        self.assertIn("The best group", page.text())
        self.assertNotIn("Evidence for this group", page.text())
        alone = self.summary("target", *self.words(), "--public")
        groups = page.table("Where to act: the neighbours that hold most (groups)")
        self.assertEqual(alone["target"]["group"]["captured"], int(groups[0]["Count"].replace(",", "")))
        self.assertIn("--public", self.error("report", *self.words(), "--public", "--peers", self.peers(),
                                             "-o", "no.html", status=2))

    def test_comparable_areas(self):
        plan = self.write("plan.toml", '[[section]]\nshow = "peers"\nheading = "How we compare"\n')
        summary, page = self.report(*self.words(), "--peers", self.peers(), "--focus", "Medway", "--plan", plan)
        self.assertIn("How we compare", [words for _, words in page.headings])
        self.assertIn("Medway's rate is 46.15 incidents per 1,000 people", page.text())
        figures = self.figures(summary)
        self.assertAlmostEqual(figures["peers.rate_1k"], 1200 / 26, places=9)
        self.assertEqual(figures["peers.areas"], 13)
        self.assertEqual(len(page.table("Comparable areas by rate")), 13)
        self.assertIn("Medway's rate", " ".join(p["desc"] for p in page.pictures))
        self.assertIn("peers.csv", page.text())
        self.assertIn("--focus", self.error("report", *self.words(), "--focus", "Medway", status=2))
        self.assertIn("no such file", self.error("report", *self.words(), "--peers", "none.csv",
                                                 "-o", "no.html"))
        self.assertIn("Medwy", self.error("report", *self.words(), "--peers", self.peers(), "--focus",
                                          "Medwy", "-o", "no.html", status=2))
        self.assertFalse((self.folder / "no.html").exists())


class OfFewRows(FewRows):
    def test_a_broken_month_is_named_on_page_one(self):
        months = self.months()
        each = {m: 200 for m in months}
        each["2019-11"] = 20
        summary, page = self.report(self.rows(months, each), "--areas", self.areas, *YEAR)
        self.assertEqual(self.figures(summary)["crime.sound_months"], 11)
        self.assertIn("November 2019", page.text())
        self.assertIn("November 2019", page.notices[0])

    def test_a_missing_month_is_named_on_page_one(self):
        months = [m for m in self.months() if m != "2019-11"]
        summary, page = self.report(self.rows(months), "--areas", self.areas, *YEAR)
        figures = self.figures(summary)
        self.assertEqual(figures["crime.sound_months"], 11)
        self.assertNotIn("crime.chg_pct", figures)
        self.assertIn("missing: November 2019", page.text())
        self.assertEqual(page.notices[0].count("No change is shown"), 1)

    def test_names_of_strangers_do_nothing(self):
        name = "<script>alert(1)</script>\"' onload='x' <img src=x onerror=y> =HYPERLINK(1)"
        areas = self.write_json("hostile.geojson", {"type": "FeatureCollection", "features": [
            feature("W1", name, square(0.50, 51.38, 0.51, 51.39), people=1000),
            feature("</td><b>", "\x1b[2J\u202eEast", square(0.51, 51.38, 0.52, 51.39), people=10)]})
        kind = "Pi\"racy <svg onload=alert(2)>"
        _, page = self.report(self.rows(self.months(), kind=kind), "--areas", areas, *YEAR,
                              "--population", "people", "--title", "A <b>title</b> & \"more\"",
                              "--author", "</p><script>")
        self.assertEqual(page.title, "A <b>title</b> & \"more\"")
        self.assertIn(name, page.text())
        self.assertIn("</p><script>", page.text())
        text = (self.folder / "report.html").read_text(encoding="utf-8")
        for wrong in ("<script", "<img", "<b>", "\u202e", "\x1b", "<svg onload"):
            self.assertNotIn(wrong, text)

    def test_what_the_data_do_not_have_is_left_out(self):
        months = self.months()
        cases = {"no population": (self.rows(months), *YEAR),
                 "one month": (self.rows(months), "--from", "2019-05", "--to", "2019-05"),
                 "no type": (self.write("plain.csv", "longitude,latitude,date\n" + "".join(
                     f"0.50{i % 9}1,51.385,2019-05-0{i % 9 + 1}\n" for i in range(60))),),
                 "no date": (self.write("undated.csv", "longitude,latitude\n" + "".join(
                     f"0.50{i % 9}1,51.385\n" for i in range(60))),)}
        for name, words in cases.items():
            with self.subTest(name):
                summary, page = self.report(*words, "--areas", self.areas)
                self.assertFalse([f for f in self.figures(summary) if f.endswith("rate_1k")])
                self.assertIn("What is not in this report", [h for _, h in page.headings])

    def test_where_it_cannot_be_written(self):
        rows = self.rows(["2019-05"])
        self.assertIn("written as .html, .md", self.error("report", rows, "--areas", self.areas,
                                                     "-o", "report.docx", status=2))
        self.run_program("report", rows, "--areas", self.areas)
        self.assertTrue((self.folder / "report.html").exists())
        self.assertIn("exists already", self.error("report", rows, "--areas", self.areas))

    def test_colours_are_told_apart(self):
        self.report(self.rows(self.months()), "--areas", self.areas, *YEAR, "--population", "people")
        text = (self.folder / "report.html").read_text(encoding="utf-8")
        bars = set(re.findall(r'<rect [^>]*height="(?:14|18)" fill="(#[0-9a-f]{6})"/>', text))
        self.assertTrue(bars)
        for colour in bars:
            self.assertGreaterEqual(contrast(colour, "#ffffff"), 4.5, colour)


class OnesOwn(FewRows):
    """A partnership's own words, sections and logo."""

    def setUp(self):
        super().setUp()
        self.words = (self.rows(self.months()), "--areas", self.areas, *YEAR)

    def planned(self, text, status=0):
        plan = self.write("plan.toml", text)
        if status:
            return self.error("report", *self.words, "--plan", plan, "-o", "no.html", status=status)
        return self.report(*self.words, "--plan", plan)[1]

    def test_a_plan_orders_sections_and_adds_words(self):
        page = self.planned("""
title = "Strategic assessment"
author = "Community Safety Partnership"
[[section]]
heading = "Our priorities"
text = "We asked.\\nThey said <b>this</b>."
[[section]]
show = "crime.months"
heading = "When it happens"
[[section]]
show = "crime"
[[section]]
show = "asb.map"
""")
        self.assertEqual(page.title, "Strategic assessment")
        headings = [words for level, words in page.headings if level == 2]
        self.assertEqual(headings, ["Our priorities", "When it happens", "Recorded crime", "asb.map",
                                    "What is not in this report", "How this was made"])
        self.assertEqual(len([words for _, words in page.headings if words == "Month by month"]), 0)
        self.assertIn("They said <b>this</b>.", page.text())
        self.assertIn("The data do not allow this section", page.text())
        self.assertIn("Community Safety Partnership", page.text())

    def test_what_must_be_known_stays_whatever_the_plan(self):
        months = [m for m in self.months() if m != "2019-11"]
        self.words = (self.rows(months), "--areas", self.areas, *YEAR)
        page = self.planned('[[section]]\nshow = "crime.areas"\n')
        self.assertEqual(page.notices[0].count("No change is shown"), 1)
        self.assertEqual(page.headings[1][1], "At a glance")

    def test_a_plan_that_is_none(self):
        for text, said in (('[[section]]\nshow = "crime.moths"\n', "did you mean 'crime.months'"),
                           ('[[section]]\nshow = "crime"\n[[section]]\nshow = "crime"\n',
                            "plan.toml:3: 'crime' is shown twice"),
                           ('[[section]]\ntext = "x"\n', "needs show, a heading, or both"),
                           ('titel = "x"\n', "did you mean 'title'"),
                           ("title = 5\n", "title must be a text"),
                           ("section = 5\n", "a section begins with"),
                           ("title = \n", "plan.toml:1")):
            self.assertIn(said, self.planned(text, status=1), text)
        self.assertFalse((self.folder / "no.html").exists())

    def test_the_command_line_wins_over_the_plan(self):
        plan = self.write("plan.toml", 'title = "Of the plan"\n')
        _, page = self.report(*self.words, "--plan", plan, "--title", "Of the line")
        self.assertEqual(page.title, "Of the line")

    def test_a_logo_goes_into_the_page(self):
        png = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
                               "DwADhgGAWjR9awAAAABJRU5ErkJggg==")
        svg = "<?xml version='1.0'?>\n<!-- x --><svg xmlns='http://www.w3.org/2000/svg'></svg>"
        for name, data, kind in (("a.png", png, "png"), ("png.svg", png, "png"),
                                 ("b.svg", svg.encode(), "svg+xml")):
            self.report(*self.words, "--logo", self.write(name, data), "--author", "CSP")
            text = (self.folder / "report.html").read_text(encoding="utf-8")
            held = re.search(r'<img class="logo" src="data:image/([^;]+);base64,([^"]+)" alt="Logo of CSP">',
                             text)
            self.assertEqual((held[1], base64.b64decode(held[2])), (kind, data))
        for name, data in (("c.png", b"GIF89a"), ("d.svg", b"<html><svg></svg></html>"), ("e.png", b"")):
            self.assertIn("neither a PNG nor an SVG",
                          self.error("report", *self.words, "--logo", self.write(name, data),
                                     "--overwrite"))
        large = self.write("f.svg", b"<svg>" + b" " * 600_000 + b"</svg>")
        self.assertIn("at most 512", self.error("report", *self.words, "--logo", large,
                                                 "--overwrite"))

    def test_markdown_says_the_same(self):
        self.report(*self.words, "--title", "A [title](x) <b>")
        self.run_program("report", *self.words, "-o", "r.md", "--title", "A [title](x) <b>")
        text = (self.folder / "r.md").read_text(encoding="utf-8")
        self.assertTrue(text.startswith("# A \\[title\\](x) &lt;b\\>\n"), text[:40])
        page = Page((self.folder / "report.html").read_text(encoding="utf-8"))
        self.assertEqual(re.findall(r"^#+ (.*)$", text, re.M)[1:],
                         [words for _, words in page.headings][1:])
        self.assertEqual(len(re.findall(r"^\| ---|^\| ---:", text, re.M)), len(page.tables))
        for row in re.findall(r"^\|.*\|$", text, re.M):
            self.assertNotIn("<", row)

    def test_tables_become_sheets(self):
        areas = self.write_json("formula.geojson", {"type": "FeatureCollection", "features": [
            feature("W1", "=HYPERLINK(\"x\")", square(0.50, 51.38, 0.51, 51.39), people=1000),
            feature("E1", "East & <b>", square(0.51, 51.38, 0.52, 51.39), people=10)]})
        words = (self.words[0], "--areas", areas, *YEAR, "--population", "people")
        for ending in ("xlsx", "ods"):
            summary = self.summary("report", *words, "-o", f"t.{ending}", "-o", f"again.{ending}")
            found = sheets(self.folder / f"t.{ending}")
            self.assertEqual((self.folder / f"t.{ending}").read_bytes(),
                             (self.folder / f"again.{ending}").read_bytes())
            self.assertEqual(list(found)[0], "notes")
            self.assertTrue(all(len(name) <= 31 for name in found))
            self.assertIn(["crime.areas", "Recorded crime by area, the most first"], found["notes"])
            head, *rows = found["crime.areas"]
            self.assertEqual(head[:3], ["Rank", "Area", "Count"])
            self.assertIn("=HYPERLINK(\"x\")", [row[1] for row in rows])
            self.assertIn("East & <b>", [row[1] for row in rows])
            self.assertEqual(sum(row[2] for row in rows), self.figures(summary)["crime.count"])
            self.assertEqual([row[0] for row in rows], [1.0, 2.0])

    def test_a_pdf_without_a_browser_says_what_to_do(self):
        environment = {"PATH": str(self.folder)}
        done = self.run_program("report", *self.words, "--pdf", "r.pdf", status=1, env=environment)
        self.assertIn("leave out --pdf, open the .html in a browser", done.stderr)
        self.assertFalse((self.folder / "report.html").exists())
        self.assertIn("give it a name with .pdf", self.error("report", *self.words, "--pdf", "r", status=2))
        browser = self.write("chromium", "#!/bin/sh\nexit 3\n")
        browser.chmod(0o755)
        done = self.run_program("report", *self.words, "--pdf", "r.pdf", status=1,
                                env={"PATH": f"{self.folder}:/bin:/usr/bin"})
        self.assertIn("made none (exit status 3)", done.stderr)
        self.assertFalse((self.folder / "report.html").exists())

    def test_the_same_file_twice_is_refused(self):
        self.assertIn("named twice", self.error("report", *self.words, "-o", "a.md", "-o", "a.md",
                                                status=2))


@unittest.skipUnless((SHARED / "data/incidents").exists(), "skipped: no ../shared")
class OfRealMonths(Report):
    def test_two_of_five_months_are_broken(self):
        summary, page = self.report(
            SHARED / "data/incidents", "--areas", SHARED / "data/boundaries/medway_wards_22.geojson",
            "--from", "2018-10", "--to", "2019-02")
        self.assertEqual(self.figures(summary)["crime.sound_months"], 3)
        self.assertIn("November 2018 and December 2018", page.text())
        # Licences as on the sheets of run: of official borders with their year.
        owed = "Official boundaries contain OS data © Crown copyright and database right 2013."
        self.assertIn(owed, page.text())
        for map_drawn in (p for p in page.pictures if p["title"].startswith("Map")):
            self.assertIn("Crown copyright and database right 2013.", " ".join(map_drawn["texts"]))
        self.assertIn("does not fit the months around it", page.notices[0])
        self.assertLess((self.folder / "report.html").stat().st_size, 1_000_000)


if __name__ == "__main__":
    unittest.main()
