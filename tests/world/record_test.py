"""The comparison with the record counts as it says, by hand-made acts and known values; no world is run.

    python3 tests/world/record_test.py .
"""
import datetime
import math
import pathlib
import re
import sys
import unittest

import acts as kept
import counting
import crises
import disputes
import hindcast
import record
import sensitivity
import tables
from acts import Act, World

ROOT = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else kept.ROOT
WORLD = World({("rivalry", "A", "B"): 0.7, ("rivalry", "A", "C"): 0.7, ("rivalry", "A", "D"): 0.2, ("war", "A", "V"): 1.0,
               ("treaty", "B", "C"): 1.0, ("alignment", "B", "C"): 0.8, ("alignment", "B", "V"): 0.5,
               ("rivalry", "B", "E"): 0.6, ("sovereign", "A"): 1.0}, {"A", "B", "C", "D", "E", "V"})


class Counting(unittest.TestCase):
    def near(self, estimate, value, low, high, places=4):
        for found, wanted in ((estimate.value, value), (estimate.low, low), (estimate.high, high)):
            self.assertAlmostEqual(found, wanted, places)

    def test_wilson(self):
        self.near(counting.wilson(6, 711), 0.0084, 0.0039, 0.0183)
        self.near(counting.wilson(0, 10), 0, 0, 0.2775)

    def test_exact_interval_of_a_rate(self):
        self.near(counting.poisson_rate(10, 1), 10, 4.7954, 18.3904)
        self.near(counting.poisson_rate(0, 2), 0, 0, 3.6889 / 2)

    def test_tail_of_chi_square(self):
        self.assertAlmostEqual(counting.chi_square_tail(3.841459, 1), 0.05, 6)
        self.assertAlmostEqual(counting.chi_square_tail(11.0705, 5), 0.05, 6)
        self.assertAlmostEqual(counting.chi_square_tail(100, 2) / math.exp(-50), 1, 9)
        self.assertAlmostEqual(counting.chi_square_tail(0.5, 2), math.exp(-0.25), 12)

    def test_same_shares_by_hand(self):
        # With one more of each: 11 and 21 against 21 and 11, all expected 16.
        statistic, freedom, chance = counting.same_shares([10, 20], [20, 10])
        self.assertAlmostEqual(statistic, 6.25)
        self.assertEqual(freedom, 1)
        self.assertAlmostEqual(chance, 0.01242, 5)

    def test_total_variation(self):
        self.assertAlmostEqual(counting.total_variation([1, 3], [3, 1]), 0.5)
        self.assertEqual(counting.total_variation([5, 5], [1, 1]), 0)

    def test_trials_that_hang_together_count_once(self):
        counts, trials = [10] * 30 + [0] * 70, [10] * 100
        together, apart = counting.clustered_share(counts, trials), counting.wilson(30, 100)
        self.assertAlmostEqual(together.low, apart.low, 2)
        self.assertGreater(together.high - together.low, 2.5 * (counting.wilson(300, 1000).high - counting.wilson(300, 1000).low))
        self.assertEqual((together.count, together.of), (300, 1000))

    def test_rate_by_clusters(self):
        rate = counting.clustered_rate([0, 2] * 50, 0.5)
        self.near(rate, 2, 2 * (1 - 1.96 * math.sqrt(1 / 99)), 2 * (1 + 1.96 * math.sqrt(1 / 99)), 3)
        self.near(counting.clustered_rate([0] * 99 + [1], 1), 0.01, *[x / 100 for x in (0.0253, 5.5716)])

    def test_ratio_and_verdict(self):
        few = counting.poisson_rate(9, 25)
        self.assertIsNone(counting.ratio(counting.poisson_rate(0, 10), few))
        times = counting.ratio(counting.poisson_rate(720, 1000), few)
        self.assertTrue(times.low < 2 < times.high)
        self.assertEqual(tables.compared(counting.poisson_rate(720, 1000), few), 1)
        self.assertEqual(tables.compared(counting.poisson_rate(400, 1000), few), 0)
        self.assertEqual(tables.compared(counting.poisson_rate(10, 1000), few), -1)


class Disputes(unittest.TestCase):
    def spans(self, acts):
        return [(one.pair, one.begin, one.last) for one in disputes.disputes_of(acts, WORLD)]

    def test_half_a_year_of_quiet_parts_two(self):
        acts = [Act(week, "A", "B", "exercise") for week in (0, 26, 53)]
        self.assertEqual(self.spans(acts), [(("A", "B"), 0, 26), (("A", "B"), 53, 53)])

    def test_threats_open_no_dispute_and_wars_that_were_there_are_none(self):
        self.assertEqual(self.spans([Act(3, "A", "B", "warn_red_line"), Act(4, "A", "V", "offensive")]), [])

    def test_levels_of_weeks(self):
        acts = [Act(2, "A", "B", "exercise"), Act(3, "B", "A", "warn_red_line"), Act(5, "A", "B", "limited_clash"),
                Act(6, "A", "B", "go_to_war"), Act(9, "B", "A", "offensive")]
        one, = disputes.disputes_of(acts, WORLD)
        self.assertEqual(one.levels(), [2, 1, 0, 3, 4, 4, 4, 4])
        self.assertEqual(one.highest(), disputes.WAR)

    def test_a_threat_reciprocates_no_display(self):
        acts = [Act(2, "A", "B", "exercise"), Act(2, "B", "A", "warn_red_line")]
        one, = disputes.disputes_of(acts, WORLD)
        self.assertFalse(one.reciprocated())
        self.assertTrue(one.reciprocated(disputes.THREAT))
        both, = disputes.disputes_of(acts + [Act(3, "B", "A", "alert_mobilise")], WORLD)
        self.assertTrue(both.reciprocated())

    def test_displays_that_nobody_minds_are_not_noticed(self):
        acts = [Act(1, "A", "B", "exercise"), Act(10, "A", "B", "missile_test"), Act(12, "B", "A", "summon_protest"),
                Act(20, "A", "B", "harass"), Act(30, "A", "B", "exercise"), Act(30, "B", "A", "exercise")]
        self.assertEqual([act.week for act in disputes.noticed(acts)], [10, 12, 20])

    def test_only_what_half_a_year_could_not_change_is_counted(self):
        some = disputes.disputes_of([Act(week, "A", "B", "exercise") for week in (0, 1, 40)], WORLD)
        self.assertEqual(disputes.onsets(some, ("A", "B")), 1)
        self.assertEqual(len(disputes.complete(some, 62)), 1)
        matrix = disputes.transitions(some, 62)
        self.assertEqual(matrix[2], [0, 0, 1, 0, 0, 1])
        self.assertEqual(sum(map(sum, matrix)), 2)

    def test_who_joins(self):
        quarrel = [Act(10, "A", "B", "exercise"), Act(14, "A", "B", "limited_clash")]

        def joined(more, least=disputes.DISPLAY):
            acts = sorted(quarrel + more)
            some = disputes.disputes_of(acts, WORLD)
            one = next(one for one in some if one.pair == ("A", "B"))
            return disputes.joiners(one, some, acts, WORLD, least)
        self.assertEqual(joined([Act(12, "C", "A", "exercise")]), {"C"})
        self.assertEqual(joined([Act(12, "C", "A", "exercise")], disputes.FORCE), set())
        self.assertEqual(joined([Act(9, "A", "C", "harass"), Act(12, "C", "A", "exercise")]), set(), "a quarrel of its own")
        self.assertEqual(joined([Act(12, "D", "A", "exercise")]), set(), "no friend")
        self.assertEqual(joined([Act(30, "C", "A", "exercise")]), set(), "long after")

    def test_an_ally_that_enters_opens_no_dispute_of_its_own_war(self):
        acts = [Act(1, "A", "B", "go_to_war"), Act(3, "C", "A", "honour_treaty"), Act(5, "C", "A", "offensive")]
        self.assertEqual(self.spans(acts), [(("A", "B"), 1, 1)])
        some = disputes.disputes_of(acts, WORLD)
        self.assertEqual(disputes.joiners(some[0], some, acts, WORLD), {"C"})


class Crises(unittest.TestCase):
    def test_the_gravest_answer_in_four_weeks(self):
        acts = [Act(9, "B", "A", "condemn"), Act(10, "A", "B", "limited_clash"), Act(12, "B", "A", "negotiate"),
                Act(13, "B", "A", "alert_mobilise"), Act(15, "B", "A", "limited_clash")]
        found = crises.crises(acts, 62, WORLD)
        self.assertIn(("violent", "military", "verbal", False), found)

    def test_what_happens_in_the_same_week_is_no_answer(self):
        acts = [Act(10, "A", "B", "exercise"), Act(10, "B", "A", "exercise")]
        self.assertEqual(crises.crises(acts, 62, WORLD), [("military", "none", "none", False)] * 2)

    def test_one_that_was_as_grave_before_is_no_trigger(self):
        acts = [Act(10, "A", "B", "exercise"), Act(18, "A", "B", "harass"), Act(19, "A", "B", "warn_red_line"),
                Act(21, "A", "B", "limited_clash"), Act(40, "A", "B", "exercise")]
        kinds = [one[0] for one in crises.crises(acts, 62, WORLD) if one[0] != "indirect"]
        self.assertEqual(kinds, ["military", "violent", "military"])

    def test_friends_are_triggered_by_violence_against_friends(self):
        self.assertEqual(sorted(crises.triggers_of(Act(10, "A", "B", "limited_clash"), WORLD)),
                         [("B", "violent"), ("C", "indirect")])
        # E commits troops to the war of A against V, a friend of B, who is a rival of E.
        self.assertEqual(crises.triggers_of(Act(10, "E", "A", "deploy_combat"), WORLD), [("B", "indirect")])

    def test_neither_early_nor_late_nor_without_rivalry(self):
        self.assertEqual(crises.crises([Act(7, "A", "B", "exercise"), Act(60, "A", "B", "exercise")], 62, WORLD), [])
        self.assertEqual(crises.triggers_of(Act(20, "A", "D", "exercise"), WORLD), [])

    def test_whether_the_source_went_on(self):
        acts = [Act(10, "A", "B", "warn_red_line"), Act(13, "A", "B", "exercise")]
        self.assertEqual(crises.crises(acts, 62, WORLD)[0], ("verbal", "none", "none", True))


class Record(unittest.TestCase):
    def test_every_act_of_the_model_is_in_the_table(self):
        acts = set()
        for file in sorted((ROOT / "scenarios/models/posture").glob("*.yaml")):
            acts |= set(re.findall(r"^  (\w+):\n    rung:", file.read_text(encoding="utf-8"), re.MULTILINE))
        self.assertGreater(len(acts), 40)
        self.assertEqual(acts - set(kept.called()), set())

    def test_the_table_of_acts_uses_the_names_of_the_record(self):
        for action, row in kept.called().items():
            self.assertIn(row["dispute_level"] or "none", kept.LEVELS, action)
            self.assertIn(row["trigger"] or "verbal", crises.TRIGGERS, action)
            self.assertIn(row["response"] or "none", crises.RESPONSES, action)

    def test_the_record_adds_up(self):
        self.assertEqual(sum(crises.recorded()["violent"]), 310)
        self.assertEqual(crises.recorded()["violent"][-1], 185)
        self.assertEqual([sum(row) for row in tables.recorded_transitions()], [10015, 69, 2003, 3494, 171])
        rate, force = tables.recorded_pairs()["KOR", "PRK"]
        self.assertAlmostEqual(rate.value, 0.6)
        self.assertEqual((force.count, force.of), (6, 15))

    def test_numbers_of_pairs_are_found_in_either_order(self):
        self.assertEqual(WORLD.of("rivalry", "B", "A"), 0.7)
        self.assertEqual(WORLD.of("rivalry", "B", "V"), 0)

    def test_counts_beside_bands(self):
        self.assertEqual(hindcast.quantile([3, 1, 2], 0.5), 2)
        self.assertAlmostEqual(hindcast.quantile([0, 10], 0.05), 0.5)
        counted = [hindcast.Counted(datetime.date(2024, 1, 31), 5), hindcast.Counted(datetime.date(2024, 2, 29), 30)]
        values = [[x, x + 10] for x in range(11)]
        self.assertEqual([one.inside for one in hindcast.judged(counted, values)], [True, False])
        self.assertEqual([(one.value, one.middle) for one in hindcast.increments(counted, values)], [(5, 5), (25, 10)])

    def test_months_end_and_sums(self):
        some = hindcast.allocations()
        self.assertEqual((some[0].date, some[-1].date), (datetime.date(2023, 8, 31), datetime.date(2024, 9, 30)))
        self.assertAlmostEqual(some[-1].value, 44.245, 3)
        self.assertEqual(hindcast.containers()[-1], (datetime.date(2024, 8, 27), 13000))

    def test_the_page_has_a_place_for_every_table(self):
        page = (ROOT / "docs/record.md").read_text(encoding="utf-8")
        places = {name: ["| a |"] for name in record.OF_READING | record.OF_BOTH}
        self.assertEqual(record.filled(page, places).count("| a |"), len(places))
        with self.assertRaises(SystemExit):
            record.filled(page, places | {"other": []})


class Quantiles(unittest.TestCase):
    """Of distributions as `brink show --provenance` writes them."""

    def test_known_ones(self):
        for text, share, value in (("uniform(0.2, 0.6)", 0.05, 0.22), ("uniform(-1, 1)", 0.95, 0.9),
                                   ("lognormal(mean 0.0071833, sd 0.00472861; median 0.006, sigma 0.6)", 0.5, 0.006),
                                   ("lognormal(mean 1, sd 1; median 1, sigma 1)", 0.975, math.exp(1.959964)),
                                   ("beta(mean 0.5, sd 0.2236; a 2, b 2)", 0.5, 0.5),
                                   ("beta(mean 0.5, sd 0.2887; a 1, b 1)", 0.05, 0.05),
                                   ("triangular(0, 1, 2)", 0.125, 0.5), ("triangular(0, 1, 2)", 0.875, 1.5)):
            self.assertAlmostEqual(sensitivity.quantile(text, share), value, 4, text)

    def test_what_has_none(self):
        self.assertIsNone(sensitivity.quantile("choice(0 with 0.5, 8 with 0.5)", 0.05))
        self.assertIsNone(sensitivity.quantile("0.0115", 0.05))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
