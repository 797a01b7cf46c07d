"""A reader of what is published who tries other incidents in place of those that are hidden.

Two sets of incidents differ in hidden areas alone: what one area has more the other has less, or it comes in
another month. If a file, a table or a sentence differs, it tells something of a hidden count."""
import json
import random
import re
import unittest
import zipfile

from support import Case, feature, police_row, square

AREAS = 9
MONTHS = [f"2020-{month:02}" for month in range(1, 13)]
KINDS = ("Anti-social behaviour", "Burglary")
PAIRS = [(2, 4), (4, 2), (3, 3)]  # what the first two areas have


def position(area):
    return round(0.5 + 0.01 * (area % 3), 3), round(51.30 + 0.01 * (area // 3), 3)


class Attack(Case):
    def setUp(self):
        super().setUp()
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{i}", f"Area {i}",
                    square(*position(i), round(position(i)[0] + 0.01, 3), round(position(i)[1] + 0.01, 3)),
                    people=1000 + 100 * i) for i in range(AREAS)]})

    def incidents(self, few, shift, seed):
        """`few` in the first two areas, in months that `shift` moves; many in the others; the seed is of the lots."""
        chance = random.Random(3)
        rows = []
        for kind in KINDS:
            for area in range(AREAS):
                west, south = position(area)
                many = 40 + 7 * area
                number = few[area] if area < len(few) else many
                for k in range(number):
                    month = MONTHS[(k + (shift if area < len(few) else 0)) % 12]
                    place = 1 + chance.randrange(3) if area >= len(few) else 2 + k % 2
                    if area >= len(few) and k == 0:
                        # Another place within the cell: nothing that is counted differs, but the lots.
                        rows.append(police_row(round(west + 0.005 + 1e-5 * seed, 6), south + 0.005, kind, month))
                        continue
                    rows.append(police_row(round(west + 0.002 * place, 4), round(south + 0.005, 4), kind, month))
        return rows

    def seen(self, command, rows, *outputs, more=()):
        """What a reader sees, digests and names of inputs aside; and which areas are hidden."""
        file = self.police_file(rows, "2020-test-street.csv")
        done = self.run_program(command, file, "--areas", self.areas, "--population", "people", "--public", "--from",
                                "2020-01", "--to", "2020-12", "--overwrite", "--json", *more,
                                *[word for name in outputs for word in ("-o", name)])
        summary = json.loads(done.stdout)
        seen = {"json": self.without_digests(done.stdout), "words": self.without_digests(done.stderr)}
        text = self.run_program(command, file, "--areas", self.areas, "--population", "people", "--public", "--from",
                                "2020-01", "--to", "2020-12", "--overwrite", *more, "-o", outputs[0])
        seen["text"] = self.without_digests(text.stdout)
        for path in sorted(self.folder.rglob("*")):
            if not path.is_file() or path in (file, self.areas):
                continue
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        seen[f"{path.name}/{name}"] = self.without_digests(archive.read(name).decode("utf-8", "replace"))
            else:
                seen[path.name] = self.without_digests(path.read_bytes().decode("utf-8", "replace"))
        return summary, seen

    @staticmethod
    def without_digests(text):
        text = re.sub(r"\b[0-9a-f]{64}\b", "", text)
        text = re.sub(r"[0-9a-f]{8}(…|\.\.\.)", "", text)
        return re.sub(r'"?(bytes|size)"?: ?[0-9]+', "", text)

    def attack(self, command, hidden_of, *outputs, more=()):
        """Each pair of alike sets of incidents whose hidden areas are the same must look the same."""
        looks = {}
        for few in PAIRS:
            for shift in (0, 5):
                for seed in range(4):
                    summary, seen = self.seen(command, self.incidents(few, shift, seed), *outputs, more=more)
                    hidden = hidden_of(summary)
                    self.assertLessEqual({"A0", "A1"}, {name[-2:] for name in hidden})
                    looks.setdefault(tuple(hidden), {}).setdefault((few, shift), []).append(seen)
        compared = 0
        for alike in looks.values():
            others = list(alike.items())
            for truth, seens in others[1:]:
                compared += 1
                for name, text in others[0][1][0].items():
                    self.assertEqual(text, seens[0][name], f"{name}: {others[0][0]} and {truth}")
        self.assertGreater(compared, 2)

    def test_a_report(self):
        def hidden(summary):
            shown = {figure["id"] for figure in summary["report"]["figures"]}
            every = [f"{theme}.area.A{i}" for theme in ("asb", "crime") for i in range(AREAS)]
            return [name for name in every if name not in shown]

        self.attack("report", hidden, "r.html", "r.md", "r.xlsx", "r.ods")

    def test_peers(self):
        def hidden(summary):
            return [row["area_code"] for row in summary["peers"]["rows"] if row["count"] is None]

        self.attack("peers", hidden, "p.csv", "p.geojson", more=("--type", "burglary", "--chart", "c.svg"))

    def test_target(self):
        def hidden(summary):
            return [row["site_id"] for row in summary["target"]["sites"] if row["count"] is None]

        self.attack("target", hidden, "t.csv", "t.geojson", more=("--type", "burglary"))


if __name__ == "__main__":
    unittest.main()
