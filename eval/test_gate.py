"""Tests of the gate's own logic: floors, margins, reasons, pins, and the seed's rules, on invented texts."""
import argparse
import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import gate
import seed

FLOORS = '# a comment\n"a.f1" = { floor = 60.0, margin = 0.5 } # why\n\n"b.rows" = { floor = 3.0, margin = 0.0 }\n'


def quiet(function, *arguments, **options):
    """(result, what it printed)"""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        return function(*arguments, **options), out.getvalue()


class Floors(unittest.TestCase):
    def test_read(self):
        self.assertEqual(gate.read_floors(FLOORS), {"a.f1": (60.0, 0.5), "b.rows": (3.0, 0.0)})

    def test_a_bad_line_is_refused_by_number(self):
        for bad in ('"a" = 3\n', FLOORS + '"a.f1" = { floor = 1.0, margin = 0.5 }\n'):
            with self.assertRaisesRegex(gate.CannotRun, r"floors\.toml:\d"):
                gate.read_floors(bad)

    def test_raising_never_lowers_and_keeps_the_margin(self):
        floors = gate.read_floors(FLOORS)
        self.assertEqual(gate.raised(floors, {"a.f1": 64.119, "b.rows": 2.0}), {"a.f1": 63.619})
        self.assertEqual(gate.raised(floors, {"a.f1": 60.2}), {})

    def test_a_raised_floor_is_never_above_what_was_measured(self):
        for measured in (0.97, 0.970049, 64.11999, 1 / 3):
            self.assertLessEqual(gate.below(measured, 0.0), measured)

    def test_only_the_number_changes_in_the_file(self):
        new = gate.write_floors(FLOORS, {"a.f1": 63.619})
        self.assertEqual(new, FLOORS.replace("60.0", "63.619"))

    def test_comparison(self):
        rows = gate.compare(gate.read_floors(FLOORS), {"a.f1": 59.99})
        self.assertEqual([(name, fine) for name, _, _, _, fine in rows], [("a.f1", False), ("b.rows", True)])
        self.assertIn("BELOW", gate.table(rows))
        self.assertIn("not measured", gate.table(rows))

    def test_lowering_wants_a_known_and_measured_name(self):
        floors = gate.read_floors(FLOORS)
        self.assertEqual(gate.lowered(floors, {"a.f1": 50.0}, ["a.f1"]), {"a.f1": 49.5})
        self.assertEqual(gate.lowered(floors, {"a.f1": 61.0}, ["a.f1"]), {})
        for name in ("b.rows", "c"):
            with self.assertRaises(gate.CannotRun):
                gate.lowered(floors, {"a.f1": 50.0}, [name])

    def test_the_shipped_floors_are_readable_and_complete(self):
        floors = gate.read_floors((Path(gate.__file__).parent / "floors.toml").read_text(encoding="utf-8"))
        self.assertEqual(floors["seed.rows"][0], float(len(seed.ROWS)))
        self.assertTrue(all(any(name.startswith(group + ".") for name in floors) for group in gate.GROUPS))


class Settling(unittest.TestCase):
    def settle(self, scores, **options):
        args = argparse.Namespace(**({"lift": False, "lower": None, "reason": None} | options))
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "floors.toml").write_text(FLOORS, encoding="utf-8")
            code, printed = quiet(gate.settle, args, scores, folder)
            changes = folder / "CHANGES.md"
            return code, printed, (folder / "floors.toml").read_text(encoding="utf-8"), changes.read_text(encoding="utf-8") if changes.exists() else ""

    def test_below_a_floor_fails_and_names_it(self):
        code, printed, floors, _ = self.settle({"a.f1": 59.0, "b.rows": 3.0})
        self.assertEqual((code, floors), (1, FLOORS))
        self.assertIn("below the floor: a.f1", printed)

    def test_at_the_floor_passes(self):
        self.assertEqual(self.settle({"a.f1": 60.0, "b.rows": 3.0})[0], 0)

    def test_raise(self):
        code, _, floors, changes = self.settle({"a.f1": 70.0, "b.rows": 3.0}, lift=True)
        self.assertEqual((code, changes), (0, ""))
        self.assertIn("floor = 69.5", floors)

    def test_raise_does_not_hide_a_fall(self):
        self.assertEqual(self.settle({"a.f1": 70.0, "b.rows": 2.0}, lift=True)[0], 1)

    def test_lowering_is_recorded_with_its_reason(self):
        code, _, floors, changes = self.settle({"a.f1": 58.0, "b.rows": 3.0}, lower=["a.f1"], reason="a smaller\nmodel | for phones")
        self.assertEqual(code, 0)
        self.assertIn("floor = 57.5", floors)
        self.assertRegex(changes, r"^\| \d{4}-\d\d-\d\d \| `a\.f1` \| 60\.0 \| 57\.5 \| a smaller model / for phones \|\n$")

    def test_a_measure_without_a_floor_stops_the_gate(self):
        with self.assertRaisesRegex(gate.CannotRun, "no floor"):
            self.settle({"new.f1": 1.0})


class CommandLine(unittest.TestCase):
    def test_lowering_and_pinning_need_a_reason(self):
        for typed in (["--lower", "a.f1"], ["--pin"], ["--pin", "--reason", "  "], ["--only", "nothing"]):
            with self.assertRaises(SystemExit) as stopped:
                quiet(gate.arguments, typed)
            self.assertEqual(stopped.exception.code, 2)

    def test_without_the_gold_it_says_so_and_passes(self):
        with tempfile.TemporaryDirectory() as name:
            code, printed = quiet(gate.main, ["--shared", str(Path(name) / "none")])
        self.assertEqual(code, 0)
        self.assertIn("skipped", printed)

    def test_half_of_the_gold_is_an_error(self):
        with tempfile.TemporaryDirectory() as name:
            code, printed = quiet(gate.main, ["--shared", name])
        self.assertEqual(code, 2)
        self.assertIn("gold is missing", printed)


class Pins(unittest.TestCase):
    def test_changed_new_and_gone_are_told(self):
        pins = gate.read_pins("aa  x\nbb  y\ncc  z\n")
        self.assertEqual(gate.changed(pins, {"x": "aa", "y": "b0", "w": "dd"}), ["w", "y", "z"])

    def test_pins_hold_every_gold_file(self):
        pins = gate.read_pins((Path(gate.__file__).parent / "gold.sha256").read_text(encoding="utf-8"))
        self.assertEqual(sorted(pins), sorted(gate.GOLD))
        self.assertTrue(all(len(value) == 64 for value in pins.values()))

    def test_changed_gold_stops_the_gate_until_it_is_pinned(self):
        with tempfile.TemporaryDirectory() as name:
            shared, folder = Path(name) / "gold", Path(name) / "eval"
            folder.mkdir()
            for gold in gate.GOLD:
                (shared / gold).parent.mkdir(parents=True, exist_ok=True)
                (shared / gold).write_text(gold, encoding="utf-8")
            args = argparse.Namespace(shared=shared, pin=False, reason=None)
            with self.assertRaisesRegex(gate.CannotRun, "gold has changed"):
                gate.pinned(args, folder)
            gate.pinned(argparse.Namespace(shared=shared, pin=True, reason="first pin"), folder)
            gate.pinned(args, folder)
            self.assertEqual((folder / "CHANGES.md").read_text(encoding="utf-8").count("first pin"), len(gate.GOLD))


class SeedRules(unittest.TestCase):
    TEXT = "The mill may close, Ada Brown told the Daily Bell. It could not be checked."

    def article(self, **changes):
        one = {"content": [[0, 18]], "cue": [[30, 34]], "source": [[20, 29]], "speaker": "Ada Brown", "speaker_type": "person",
               "via": ["The Daily Bell"], "certainty": "hedged"}
        note = {"span": [51, 75], "kind": "unverified", "who": "Daily Bell", "about": [0]}
        return {"text": self.TEXT, "attributions": [one | changes], "own_voice": [], "verification": [note]}

    def why(self, **changes):
        return seed.attributed(self.article(**changes), "may close", {"ada brown"}, "person", "hedged", via=("daily bell",))

    def test_a_right_row_is_right(self):
        self.assertIsNone(self.why())

    def test_what_is_wrong_is_told(self):
        for changes, told in ({"speaker": "She"}, "speaker"), ({"via": []}, "via"), ({"certainty": "asserted"}, "asserted"), ({"content": [[0, 8]]}, "no attribution"):
            self.assertIn(told, self.why(**changes))

    def test_notes_know_what_they_are_about(self):
        article = self.article()
        self.assertIsNone(seed.note(article, "not be checked", "unverified", who={"daily bell"}, about="may close"))
        other = article["attributions"][0] | {"content": [[51, 53]]}
        article["attributions"].append(other)
        article["verification"][0]["about"] = [0, 1]
        self.assertIn("about other", seed.note(article, "not be checked", "unverified", about="may close"))
        article["verification"][0]["about"] = []
        self.assertIn("not about", seed.note(article, "not be checked", "unverified", about="may close"))
        self.assertIn("no note", seed.note(article, "not be checked", "verified"))

    def test_another_text_is_an_error_and_not_a_wrong_row(self):
        with self.assertRaises(LookupError):
            seed.check(self.article() | {"outlet": None})


if __name__ == "__main__":
    unittest.main()
