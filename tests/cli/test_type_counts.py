"""--type gives the same count in every command that takes it, however the type is spelled."""
import json
import random
import unittest

from support import Case, feature, police_row, square

# Of each kind, the spellings that files have and users type.
SPELLINGS = {
    "damage": ["Criminal damage and arson", "CRIMINAL DAMAGE AND ARSON", "Criminal Damage And Arson",
               "criminal-damage-and-arson", "criminal_damage_and_arson", "criminal-damage-arson",
               "Criminal damage & arson"],
    "asb": ["Anti-social behaviour", "ANTI-SOCIAL BEHAVIOUR", "Anti Social Behaviour",
            "anti_social_behaviour", "anti-social-behaviour", "asb", "ASB", "Asb"],
    "violence": ["Violence and sexual offences", "VIOLENCE AND SEXUAL OFFENCES", "violent-crime",
                 "Violence_and_sexual_offences"],
    "burglary": ["Burglary", "BURGLARY", "burglary", " Burglary "],
    "person": ["Theft from the person", "THEFT FROM THE PERSON", "theft-from-the-person",
               "Theft_From_The_Person"],
}
EACH = 28
GROUPS = {
    ("crime", "CRIME", "Crime", " crime "): 4 * EACH,
    ("all", "ALL"): 5 * EACH,
    ("violent", "Violent", "VIOLENT"): EACH,
    ("acquisitive", "ACQUISITIVE"): 2 * EACH,
    ("neighbourhood", "Neighbourhood"): 2 * EACH,
    ("theft", "Theft"): EACH,
}

# What a command needs beside its inputs, where it needs anything.
NEEDED = {
    "report": ["--overwrite", "-o", "out.html"],
    "run": ["--overwrite", "-o", "out", "--cell", "500m", "--skip", "density", "--skip", "scan"],
    "scan": ["--population", "people", "--replications", "9"],
    "density": ["--cell", "400m"],
    "peers": ["--population", "people"],
    "rebase": ["--from-areas", "areas.geojson"],
}
# These take seconds a go: a spelling of each kind is enough.
SLOW = {"run", "report", "evaluate"}
OTHER_DATES = {"near-repeat", "aoristic", "emerging"}  # these are dated by month, and few
MORE_WAYS = [("gi-star", "--cell", "500m"), ("moran", "--cell", "500m", "--permutations", "99"),
             ("clusters", "--suggest"), ("clusters", "--method", "hdbscan"),
             ("density", "--cell", "400m", "--against", "population", "--population", "people"),
             ("scan", "--model", "permutation", "--replications", "9")]


class TypeCounts(Case):
    def setUp(self):
        super().setUp()
        chance = random.Random(3)
        self.areas = self.write_json("areas.geojson", {"type": "FeatureCollection", "features": [
            feature(f"A{r}{c}", f"Area {r}-{c}",
                    square(round(0.50 + 0.01 * c, 2), round(51.30 + 0.01 * r, 2),
                           round(0.51 + 0.01 * c, 2), round(51.31 + 0.01 * r, 2)), people=1000)
            for r in range(3) for c in range(3)]})
        rows = [police_row(round(0.5 + 0.03 * chance.random(), 4), round(51.3 + 0.03 * chance.random(), 4),
                           names[i % len(names)], f"2020-0{1 + i % 4}")
                for names in SPELLINGS.values() for i in range(EACH)]
        self.file = self.police_file(rows, "cases.csv")

    def commands(self):
        usage = json.loads(self.run_program("--json-usage").stdout)
        found = [(command["name"],) for command in usage["commands"]
                 if any("--type" in option["names"] for option in command["options"])
                 and command["name"] not in OTHER_DATES]
        self.assertGreaterEqual({name for name, in found},
                                {"rank", "run", "join", "grid", "gi-star", "moran", "density", "clusters",
                                 "scan", "pattern", "check"})
        return [(name, *NEEDED.get(name, [])) for name, in found]

    def test_every_command_counts_the_same(self):
        asked = {word: EACH for names in SPELLINGS.values() for word in names}
        asked |= {word: count for words, count in GROUPS.items() for word in words}
        some = {word: asked[word] for word in ("criminal-damage-arson", "ASB", "BURGLARY", " crime ")}
        for command, *words in self.commands() + MORE_WAYS:
            few = command in SLOW or (command, *words) in MORE_WAYS
            for word, count in (some if few else asked).items():
                with self.subTest(command, words=words, type=word):
                    summary = self.summary(command, self.file, "--areas", self.areas, "--type", word, *words)
                    self.assertEqual(summary["incidents"]["located"], count)
                    self.assertEqual(summary["incidents"]["in_area"], count)


if __name__ == "__main__":
    unittest.main()
