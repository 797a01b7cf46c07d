"""One type has one name, however the file or the user writes it, in every command."""
import unittest

from support import Case, feature, square

SPELLINGS = ["Burglary", "BURGLARY", "burglary"]


class TypeNames(Case):
    def setUp(self):
        super().setUp()
        rows = ["longitude,latitude,Month,Crime type"]
        for i in range(30):
            rows.append(f"{0.501 + i * 0.0006:.4f},51.385,2020-01,{SPELLINGS[i % 3]}")
        for i in range(15):
            rows.append(f"{0.501 + i * 0.001:.4f},51.386,2020-01,"
                        f"{['Shoplifting', 'shoplifting', 'SHOPLIFTING'][i % 3]}")
        for i in range(12):
            rows.append(f"{0.501 + i * 0.001:.4f},51.387,2020-01,"
                        f"{['anti-social-behaviour', 'Anti social behaviour', 'ANTI-SOCIAL BEHAVIOUR'][i % 3]}")
        for i in range(10):
            rows.append(f"{0.501 + i * 0.001:.4f},51.388,2020-01,criminal-damage-arson")
        self.file = self.write("cases.csv", "\n".join(rows) + "\n")

    def counted(self, *words):
        summary = self.summary(*words)
        return summary["incidents"]["located"], summary

    def test_every_command_finds_every_spelling(self):
        asked = {"burglary": 30, "BURGLARY": 30, " Burglary ": 30, "crime": 55, "asb": 12,
                 "Criminal damage and arson": 10, "criminal-damage-arson": 10,
                 "anti_social_behaviour": 12}
        for word, count in asked.items():
            for command in ("rank", "join", "grid", "check", "clusters", "pattern"):
                located, _ = self.counted(command, self.file, "--areas", self.areas, "--type", word)
                self.assertEqual(located, count, (command, word))
        for command in ("gi-star", "moran"):
            located, _ = self.counted(command, self.file, "--areas", self.areas, "--type",
                                      "burglary", "--cell", "300m")
            self.assertEqual(located, 30, command)

    def test_run_finds_every_spelling(self):
        for word, count in (("BURGLARY", 30), ("crime", 55), ("ASB", 12),
                            ("criminal-damage-arson", 10)):
            located, _ = self.counted("run", self.file, "--areas", self.areas, "--type", word, "-o",
                                      f"out {word}", "--skip", "density", "--skip", "scan")
            self.assertEqual(located, count, word)

    def test_a_column_of_types_named_by_the_user(self):
        for word in ("burglary", "BURGLARY"):
            located, _ = self.counted("rank", self.file, "--areas", self.areas, "--type-column",
                                      "Crime type", "--type", word)
            self.assertEqual(located, 30, word)

    def test_a_slip_names_its_own_option_and_the_type_meant(self):
        words = (self.file, "--areas", self.areas)
        for option, command, *more in (("--type", "rank"), ("--type", "run", "-o", "out"),
                                       ("--controls", "scan", "--model", "bernoulli", "--type", "burglary")):
            message = self.error(command, *words, *more, option, "vehicel crime", status=2)
            self.assertIn(f"{option} 'vehicel crime': no such type or group; near: 'Vehicle crime'", message)
        self.assertIn("--against shopliftng: no such type, and no such file (did you mean 'Shoplifting'?)",
                      self.error("density", *words, "--type", "burglary", "--against", "shopliftng", status=2))

    def test_density_and_scan_beside_another_type(self):
        _, density = self.counted("density", self.file, "--areas", self.areas, "--type",
                                  "burglary", "--against", "shoplifting", "-o", "risk.tif")
        text = self.run_program("density", self.file, "--areas", self.areas, "--type", "burglary",
                                "--against", "shoplifting", "-o", "again.tif").stdout
        self.assertIn("30", text)
        self.assertIn("15", text)
        for controls, count in ((["--controls", "SHOPLIFTING"], 15), ([], 37)):
            _, scan = self.counted("scan", self.file, "--areas", self.areas, "--model",
                                   "bernoulli", "--type", "burglary", *controls,
                                   "--replications", "9")
            self.assertEqual(scan["scan"]["cases"], 30)
            self.assertEqual(scan["scan"]["controls"], count)

    def test_a_type_is_one_type_in_tables_and_no_key_is_unknown(self):
        _, rank = self.counted("rank", self.file, "--areas", self.areas)
        names = {name for row in rank["ranking"] for name in row["types"]}
        self.assertEqual(names, {"Burglary", "Shoplifting", "Anti-social behaviour",
                                 "Criminal damage and arson"})
        self.assertFalse([warning for warning in rank["warnings"] if "in no group" in warning])


class OwnTypes(Case):
    """Types that are in no group: asked for by name where a row has them, and none that says "unknown"."""

    def setUp(self):
        super().setUp()
        kinds = ["Hate incident", "hate-incident", "Fly tipping", "Unknown", "not known", "NaN", "none", ""]
        rows = [f"{0.501 + 0.0005 * i:.4f},51.385,2020-01,{kind}" for i, kind in enumerate(kinds * 2)]
        self.file = self.write("own.csv", "\n".join(["lon,lat,Month,Crime type", *rows]) + "\n")
        self.words = (self.file, "--areas", self.areas)

    def test_a_type_of_the_file_is_accepted_in_every_command(self):
        for command, more in (("rank", ()), ("join", ()), ("grid", ()), ("check", ()), ("clusters", ()),
                              ("pattern", ()), ("density", ("--cell", "200m")),
                              ("gi-star", ("--cell", "300m")), ("moran", ("--cell", "300m")),
                              ("run", ("-o", "out", "--overwrite", "--skip", "scan"))):
            for words in (["Hate incident"], ["HATE_INCIDENT"], ["hate incident", "burglary"]):
                asked = [word for name in words for word in ("--type", name)]
                summary = self.summary(command, *self.words, *more, *asked, status=None)
                self.assertEqual(summary["incidents"]["located"], 4, (command, words))

    def test_one_type_beside_another(self):
        for command, option in (("density", "--against"), ("scan", "--controls")):
            more = ("--cell", "200m") if command == "density" else ("--model", "bernoulli", "--replications", "9")
            summary = self.summary(command, *self.words, *more, "--type", "Fly tipping", option, "Hate incident")
            self.assertEqual(summary["incidents"]["in_area"], 2 if command == "density" else 6)

    def test_what_no_row_has_is_refused_with_what_there_is(self):
        for words in (["--type", "hate incidnet"], ["--type", "hate incidnet", "--type", "burglary"]):
            message = self.error("rank", *self.words, *words, status=2)
            self.assertIn("no such type or group; near: ", message)
            self.assertIn("'Hate incident'", message)
            self.assertNotIn("Burglary", message)
            self.assertIn("Fly tipping", message.split("types of the data: ")[1])

    def test_a_column_goes_before_a_type(self):
        self.assertEqual(self.summary("rank", *self.words, "--type", "crime-type")["incidents"]["located"], 16)
        other = self.write("other.csv", "lon,lat,kind\n0.505,51.385,Hate incident\n")
        self.assertIn("no column 'kind'", self.error("rank", *self.words, other, "--type", "kind"))

    def test_unknown_is_no_type(self):
        summary = self.summary("rank", *self.words)
        types = summary["ranking"][0]["types"]
        self.assertEqual(set(types), {"Hate incident", "Fly tipping", ""})
        for command in ("rank", "grid", "check"):
            said = self.run_program(command, *self.words, status=None)
            self.assertIn("(no type)", said.stdout + said.stderr, command)
            self.assertNotRegex(said.stdout + said.stderr, "(?i)not known|unknown|NaN\\b")

    def test_rows_without_a_type_may_be_asked_for(self):
        for command, more in (("rank", ()), ("grid", ()), ("join", ()), ("scan", ("--model", "bernoulli",
                                                                                 "--replications", "9"))):
            for word in ("(no type)", "Unknown", "not-known", "No type"):
                summary = self.summary(command, *self.words, *more, "--type", word)
                count = summary["scan"]["cases"] if command == "scan" else summary["incidents"]["in_area"]
                self.assertEqual(count, 10, (command, word))
        self.assertIn("10 incidents without a type in 2 areas",
                      self.run_program("rank", *self.words, "--type", "unknown").stdout)
        both = self.summary("rank", *self.words, "--type", "unknown", "--type", "fly tipping")
        self.assertEqual(both["incidents"]["in_area"], 12)
        all_known = self.write("known.csv", "lon,lat,Month,Crime type\n0.505,51.385,2020-01,Drugs\n")
        self.assertIn("no such type", self.error("rank", all_known, "--areas", self.areas, "--type", "unknown",
                                                 status=2))


if __name__ == "__main__":
    unittest.main()
