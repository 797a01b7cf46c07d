"""The report in a browser: no text of a drawing is cut by its edge or lies on another, nothing is
complained of, and nothing keeps anybody from reading it."""
import unittest

from browser import AXE, BROWSER, complaints, drawings, faults_of, in_a_page, violations
from support import SOURCE, Case, feature, police_row, square

WIDE = ["MWWM 0015D", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "Ward", "Medway 015D", "QUEEN'S GATE 123",
        "Gillingham South and Luton", "Ïïï", "Llanfairpwllgwyngyllgogerychwyrndrobwll", "W", "Æthel"]
KINDS = ["Violence and sexual offences", "Criminal damage and arson", "Other theft", "Burglary",
         "Possession of weapons", "THEFT FROM MOTOR VEHICLES, WHEREVER THEY STAND", "Public order"]


@unittest.skipUnless(BROWSER, "skipped: no Chromium")
class Drawings(Case):
    def assert_sound(self, page, least=1):
        found = drawings(page)
        self.assertGreaterEqual(len(found), least)
        self.assertEqual([fault for drawing in found for fault in faults_of(drawing)], [])
        return found

    def hard_areas(self):
        areas = []
        for i in range(30):
            far = 0.2 if i > 27 else 0
            x, y = 0.5 + 0.01 * (i % 6) + far, 51.38 + 0.01 * (i // 6) + far
            areas.append(feature(f"E{i:03}", f"{WIDE[i % len(WIDE)]} {i}",
                                 square(x, y, x + 0.01, y + 0.01), people=900 + 100 * i))
        return self.write_json("hard.geojson", {"type": "FeatureCollection", "features": areas})

    def rows(self):
        rows = []
        for m in range(36):
            month = f"{2018 + m // 12}-{m % 12 + 1:02}"
            if month == "2019-12":
                continue  # a hole, which the key names
            for i in range(10 if month == "2019-06" else 60 + 60 * (month == "2020-08")):
                rows.append(police_row(f"{0.5005 + (i * 37 % 590) * 1e-4:.4f}",
                                       f"{51.3805 + (i * 7 % 48) * 1e-3:.4f}",
                                       KINDS[i % len(KINDS)], month))
        return self.police_file(rows, "cases.csv")

    def test_names_that_are_wide_and_long(self):
        events = self.write("events.csv", "label,from,to,source\n" + "".join(
            f"{name},2020-{m:02}-01,2020-{m:02}-20,x\n" for m, name in
            ((1, "W" * 90), (3, "The first lockdown: all shops are closed"), (11, "WORD " * 30))))
        self.run_program("report", self.rows(), "--areas", self.hard_areas(), "--population", "people",
                         "--from", "2018-01", "--to", "2020-12", "--events", events)
        page = (self.folder / "report.html").read_text(encoding="utf-8")
        self.assert_sound(page, least=5)

    def test_the_funnel(self):
        rows = "".join(f"{WIDE[i % len(WIDE)]} {i},{900 + 5000 * (i % 3)},{20000 + 900 * i}\n"
                       for i in range(40))
        peers = self.write("peers.csv", "area,count,population\n" + rows + f"{'W' * 60},4000,30000\n")
        self.run_program("peers", "--peers", peers, "--focus", "W" * 60, "--chart", "c.svg")
        self.assert_sound(in_a_page((self.folder / "c.svg").read_text(encoding="utf-8")))

    def sample(self):
        self.run_program("sample", SOURCE / "samples/medway-assessment-2020/recipe.toml", "-o", "police")
        self.run_program("report", "police", "--from", "2019-04", "--to", "2020-03")
        return (self.folder / "report.html").read_text(encoding="utf-8")

    def test_the_sample(self):
        page = self.sample()
        self.assertEqual(complaints(page), [])
        told = complaints(page.replace("</body>", "<script>x</script><img src='http://a.test/b.png'></body>"))
        self.assertEqual(len(told), 2, told)
        found = self.assert_sound(page, least=8)
        maps = [one for one in found if one["title"].startswith("Map")]
        self.assertEqual(len(maps), 2)
        for one in maps:
            ranks = [text["words"] for text in one["texts"] if text["words"].isdigit()]
            self.assertEqual(len(ranks), len(set(ranks)))
            self.assertIn("1", ranks)

    @unittest.skipUnless(AXE.exists(), "skipped: HOTWARD_AXE names no axe.min.js of axe-core")
    def test_everybody_can_read_it(self):
        page = self.sample()
        self.assertEqual([violations(page, width) for width in (1000, 500)], [[], []])
        self.assertIn("image-alt", violations(page.replace("</h1>", "</h1><img src='x.png'>"))[0])

    def test_the_measure_itself(self):
        def text(x, y, words):
            return f"<text x='{x}' y='{y}'>{words}</text>"
        sound = text(5, 20, "one") + text(5, 40, "two")
        for inner, faults in ((sound, 0), (sound + text(-9, 60, "cut"), 1), (sound + text(8, 22, "on"), 1),
                              (sound + text(690, 60, "far"), 1)):
            svg = f"<svg viewBox='0 0 700 100' width='700' font-size='14'><title>t</title>{inner}</svg>"
            found = drawings(in_a_page(svg))
            self.assertEqual(len(faults_of(found[0])), faults, found)


if __name__ == "__main__":
    unittest.main()
