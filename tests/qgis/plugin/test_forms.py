"""What the forms ask, and the words that answers become."""
from support import COMMANDS, Case, provider


class Forms(Case):
    def test_every_command_is_an_algorithm(self):
        self.assertEqual({a.name() for a in provider().algorithms()}, set(COMMANDS))
        for algorithm in provider().algorithms():
            self.assertTrue(algorithm.displayName() and algorithm.shortHelpString())
            self.assertTrue(algorithm.create().canExecute()[0])

    def test_every_option_is_in_the_form(self):
        for name, command in COMMANDS.items():
            algorithm = provider().algorithm(name)
            into_folder = name in ("run", "sample")
            for option in command["options"]:
                # A layer's name is for databases, and the form writes files.
                if option["name"] in ("progress", "layer") or (
                        option["name"] == "overwrite" and not into_folder):
                    continue  # the plugin's own: it shows progress, and QGIS asks before replacing
                key = option["name"].upper().replace("-", "_")
                parameter = algorithm.parameterDefinition(key)
                self.assertIsNotNone(parameter, f"{name}: {key}")
                self.assertTrue(parameter.description() and parameter.help(), f"{name}: {key}")
                if option["kind"] == "choice":
                    self.assertEqual(parameter.options(), option["choices"])
                if option.get("default") and option["kind"] in ("whole", "number", "choice"):
                    self.assertEqual(str(parameter.defaultValue()).removesuffix(".0"),
                                     option["default"], f"{name}: {key}")

    def test_what_each_option_says_is_in_the_help(self):
        for name, command in COMMANDS.items():
            text = provider().algorithm(name).shortHelpString()
            for option in command["options"]:
                self.assertIn(f"--{option['name']}" if option["names"][0].startswith("-")
                              else option["name"], text)

    def test_lengths_are_in_metres_and_bounds_are_the_programs(self):
        clusters = provider().algorithm("clusters")
        self.assertEqual(clusters.parameterDefinition("EPS").type(), "distance")
        self.assertEqual(clusters.parameterDefinition("EPS").defaultValue(), 100.0)
        share = provider().algorithm("scan").parameterDefinition("MAX_POPULATION")
        self.assertEqual((share.minimum(), share.maximum(), share.defaultValue()), (0, 50, 50))

    def test_columns_are_picked_from_the_layer_that_has_them(self):
        clusters, moran = provider().algorithm("clusters"), provider().algorithm("moran")
        parents = {key: algorithm.parameterDefinition(key).parentLayerParameterName()
                   for algorithm, key in ((clusters, "TIME"), (clusters, "WEIGHT"),
                                          (clusters, "AREA_ID"), (clusters, "POPULATION"),
                                          (moran, "VALUE"))}
        self.assertEqual(parents, {"TIME": "INCIDENTS", "WEIGHT": "INCIDENTS", "AREA_ID": "AREAS",
                                   "POPULATION": "AREAS", "VALUE": "AREAS"})

    def test_a_default_is_no_word(self):
        """The program objects to what has no effect, such as --window without st-dbscan."""
        path = str(self.folder / "c.gpkg")
        algorithm = provider().algorithm("clusters")
        defaults = {p.name(): p.defaultValue() for p in algorithm.parameterDefinitions()
                    if p.defaultValue() is not None}
        _, log = self.run_algorithm("clusters", **{**defaults, "OUTPUT": path})
        words = [word for word in log.command.split(" ") if word.startswith("--")]
        self.assertEqual(words, ["--areas", "--output", "--overwrite"])

    def test_values_become_words(self):
        _, log = self.run_algorithm(
            "scan", TYPE="Burglary; asb", FROM="2019-01", CELL=1250.5, CELL_SHAPE="square",
            MODEL="permutation", MAX_POPULATION=12.5, REPLICATIONS=9, POPULATION="people",
            GUMBEL=True, POPULATION_LABEL="working people",
            OUTPUT=str(self.folder / "s.gpkg"), MORE="--seed '7'")
        for words in ("--type Burglary --type asb", "--from 2019-01", "--cell 1250.5m",
                      "--cell-shape square", "--model permutation", "--max-population 12.5%",
                      "--replications 9",
                      "--population people", "--gumbel", "--population-label 'working people'",
                      "--seed 7"):
            self.assertIn(words, log.command)
