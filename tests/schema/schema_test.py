"""The JSON Schema judges files as the engine does, as far as a schema can know.

    schema_test.py BRINK SOURCE_FOLDER [CLASS.TEST ...]

A schema sees one file and no meaning: what it cannot know of a broken file stands in k_beyond_a_schema, so that a new
broken file must be placed there or be refused by the schema.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
    import yaml
except ImportError:
    # The system's Python has the packages that cmake/setup.sh installs; another one may come first on the path.
    if os.environ.get("BRINK_SCHEMA_PYTHON") is None and os.path.exists("/usr/bin/python3"):
        os.execve("/usr/bin/python3", ["/usr/bin/python3", *sys.argv], {**os.environ, "BRINK_SCHEMA_PYTHON": "1"})
    print("python3-jsonschema or python3-yaml is missing")
    sys.exit(1 if os.environ.get("BRINK_REQUIRE_ALL") else 77)

BRINK = ""
SOURCE = pathlib.Path()

# Files of tests/golden/broken that the engine refuses and a schema must accept.
k_beyond_a_schema = {
    "names that are not there, or mean something else": {
        "actor-values", "actors-as-numbers", "comprehensions", "delays", "derived-cycle", "diagonal", "draws-elsewhere",
        "dynamics", "group-in-group", "groups-disagree", "happened-names", "history", "history-slips",
        "impositions", "name-clash", "no-tables", "nobody-bound",
        "pair-twice", "pairs", "parameter-cycle", "parameter-reads-variable", "quotes-around-names",
        "relations-disagree", "relations-one-way", "required", "shapes", "symmetric-equation", "symmetric-relations",
        "target-without-to", "unknown-names"},
    "the inside of expressions": {
        "assignments-in-dynamics", "brackets", "curly-quotes", "dates-in-arithmetic", "dates-in-other-orders",
        "draw-constants", "expression-too-long", "missing-dash", "missing-dash-in-the-middle", "nested-too-deep",
        "operators-of-other-languages", "syntax", "unknown-functions", "wrong-numbers-of-arguments"},
    "other files": {
        "csv-columns", "csv-fields", "csv-quote", "extends-itself", "extends-missing", "extends-no-brink-file",
        "limit-csv-files", "limit-files", "limit-layers", "wrong-extends"},
    "how much there is": {
        "key-too-long", "limit-actors", "limit-bytes", "limit-columns", "limit-correlations", "limit-history",
        "limit-memory", "limit-nodes", "limit-state",
        "limit-work", "limit-work-in-text"},
    "dates beside numbers, which are texts to a schema": {"dates-of-outcomes"},
    "settings of the command line": {"setting-without-effect", "settings", "settings-of-limits"},
    "what a layer may leave to others": {"layer-alone", "nobody-acts"},
    "what comes of a run": {"incident"},
    "the text, of which a reader of YAML sees only the value": {"duplicate-key"},
}


class Core12Loader(yaml.SafeLoader):
    """YAML 1.2 core, as brink and editors read it: NO, on and dates are texts, 010 is ten."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
        ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("tag:yaml.org,2002:int", r"[-+]?[0-9]+", list("-+0123456789")),
        ("tag:yaml.org,2002:float",
         r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", list("-+0123456789."))]:
    Core12Loader.add_implicit_resolver(tag, re.compile(f"^(?:{pattern})$"), first)
Core12Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node), 10))


def number(loader, node):
    text = loader.construct_scalar(node).lower()
    return float(text.replace(".inf", "inf") if "inf" in text else text.replace(".nan", "nan"))


Core12Loader.add_constructor("tag:yaml.org,2002:float", number)


def read(path):
    """The file as an editor sees it; None if no reader of YAML can make sense of it."""
    try:
        document = yaml.load(path.read_bytes(), Core12Loader)
        json.dumps(document)  # no cycle of aliases, no depth beyond sense
        return document
    except (yaml.YAMLError, RecursionError, UnicodeDecodeError, ValueError):
        return None


def scenarios():
    return sorted([*(SOURCE / "scenarios").rglob("*.yaml"), *(SOURCE / "bench").rglob("*.yaml")])


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = subprocess.run([BRINK, "schema"], capture_output=True, text=True, check=True).stdout
        schema = yaml.safe_load(cls.text)
        jsonschema.Draft7Validator.check_schema(schema)
        cls.validator = jsonschema.Draft7Validator(schema)

    def faults(self, document):
        return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in self.validator.iter_errors(document)]

    def test_the_file_in_the_tree_is_what_the_program_prints(self):
        kept = (SOURCE / "docs/scenario.schema.json").read_text()
        self.assertTrue(kept == self.text, "the language has changed: brink schema > docs/scenario.schema.json")

    def test_every_scenario_is_accepted(self):
        self.assertGreater(len(scenarios()), 10)
        for path in scenarios():
            self.assertEqual(self.faults(read(path)), [], path)

    def test_a_new_scenario_is_accepted(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([BRINK, "new", "border"], cwd=folder, check=True, capture_output=True)
            self.assertEqual(self.faults(read(pathlib.Path(folder) / "border.yaml")), [])

    def test_broken_files_are_refused_where_a_schema_can_know(self):
        beyond = set().union(*k_beyond_a_schema.values())
        files = {path.stem: path for path in (SOURCE / "tests/golden/broken").glob("*.yaml")}
        self.assertEqual(beyond - set(files), set(), "listed, but there is no such file")
        for name, path in sorted(files.items()):
            document = read(path)
            refused = document is None or self.faults(document) != []
            with self.subTest(name):
                if name in beyond:
                    self.assertFalse(refused, f"the schema refuses {name}: take it out of k_beyond_a_schema")
                else:
                    self.assertTrue(refused, f"the schema accepts {name}: can it know? else list it in k_beyond_a_schema")

    def test_files_name_the_schema_for_editors(self):
        for path in scenarios():
            relative = os.path.relpath(SOURCE / "docs/scenario.schema.json", path.parent)
            first = path.read_text().splitlines()[0]
            self.assertEqual(first, f"# yaml-language-server: $schema={relative}", path)

    def test_slips_are_refused_at_their_place(self):
        start = read_text("brink: 1\nclock: {start: 2025-01-06, step: 1 week, steps: 4}\nactors: {A: {}}\n"
                          "actions: {act: {rung: 1, by: A, weight: 0.1}}\n")
        self.assertEqual(self.faults(start), [])
        for change, place in [({"clock": {"start": "2025-01-06", "step": "1 weak", "steps": 4}}, "clock/step"),
                              ({"clock": {"start": "2025-01-06", "step": "1 week"}}, "clock"),
                              ({"actions": {"act": {"rung": 1, "by": "A", "weight": -1}}}, "actions/act/weight"),
                              ({"actions": {"act": {"rung": 1, "by": "A", "utilty": "1 + 1"}}}, "actions/act/utilty"),
                              ({"decision": {"rule": "quantum"}}, "decision/rule"),
                              ({"parameters": {"p": {"uniform": [0]}}}, "parameters/p/uniform"),
                              ({"parameters": {"p": {"normal": {"mean": 0}}}}, "parameters/p/normal"),
                              ({"parameters": {"p": {"value": 1, "uniform": [0, 1]}}}, "parameters/p"),
                              ({"parameters": {"p": {"doc": "none"}}}, "parameters/p"),
                              ({"events": {"e": {"at": "2025-01-06", "hazard": 0.1}}}, "events/e"),
                              ({"parameters": {"p": None}}, "parameters/p")]:
            found = [fault.split(":")[0] for fault in self.faults({**start, **change})]
            self.assertTrue(found and all(f.startswith(place) for f in found), (change, found))

    def test_a_layer_may_leave_open_and_remove(self):
        layer = read_text("brink: 1\nextends: base.yaml\nactions: {act: {weight: 2}}\nevents: {old: null}\n"
                          "parameters: {p: {normal: {sd: 0.2}}}\n")
        self.assertEqual(self.faults(layer), [])


def read_text(text):
    return yaml.load(text, Core12Loader)


if __name__ == "__main__":
    BRINK, SOURCE = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
