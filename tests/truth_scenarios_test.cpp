// The scenarios of scenarios/validation that draw counts, read tables or look back, against their closed forms. Where
// each truth comes from stands in scenarios/validation/README.md.

#include "truth.h"

using namespace brink;
using namespace brink::test;

namespace {

struct Truth {
    std::string outcome;
    double value = 0;  // probability of a `when`, mean of a measure
};

Result validated(const std::string& file, const Settings& settings, std::uint64_t trajectories) {
    Diagnostics diagnostics;
    const std::string path = (source_folder() / "scenarios/validation" / file).string();
    const Tree tree = load_tree(path, settings, diagnostics);
    return result_of(checked_model(tree, diagnostics), trajectories);
}

void check_truths(const std::string& file, const Settings& settings, const std::vector<Truth>& truths) {
    const Result result = validated(file, settings, scaled(200'000, 10'000));
    CHECK(result.incidents.empty());
    for (const Truth& truth : truths) {
        const OutcomeResult& outcome = outcome_named(result, truth.outcome);
        const std::string what = file + " " + truth.outcome;
        if (outcome.kind == Outcome::Kind::when)
            check_share(what, outcome.happened.probability, truth.value, static_cast<double>(result.trajectories));
        else
            check_near(what, outcome.mean, truth.value, outcome.std_error);
    }
}

}  // namespace

TEST_CASE("a chain read from a table is absorbed as often and as late as its matrix has it") {
    check_truths("markov-lookup.yaml", {}, {{"settled", 0.9}, {"war", 0.1}, {"weeks", 32.5}});
    check_truths("markov-lookup.yaml", {{"start", "1"}},
                 {{"settled", 0.8928571429}, {"war", 0.1071428571}, {"weeks", 29.10714286}});
    check_truths("markov-lookup.yaml", {{"start", "2"}},
                 {{"settled", 0.8214285714}, {"war", 0.1785714286}, {"weeks", 25.17857143}});
}

TEST_CASE("counts that excite themselves have their mean and variance and memory") {
    check_truths("ingarch.yaml", {}, {{"mean", 2.0 / 3}, {"variance", 0.7843137255}, {"lag_one", 0.2823529412}});
    // a = 0.1, b = 0.8: the same formulas
    const double m = 2, rest = 1 - 0.81;
    check_truths("ingarch.yaml", {{"a", "0.1"}, {"b", "0.8"}},
                 {{"mean", m}, {"variance", m * (rest + 0.01) / rest}, {"lag_one", m * 0.1 * (1 - 0.8 * 0.9) / rest}});
}

TEST_CASE("weekly excitation alone and between two has the means and the long spread of Hawkes") {
    check_truths("hawkes.yaml", {},
                 {{"mean", 0.4}, {"spread", 1.588571429}, {"pair_one", 0.4390243902}, {"pair_two", 0.2682926829}});
}

TEST_CASE("attrition keeps the square law to the last digits") {
    const Result result = validated("lanchester.yaml", {}, 16);
    for (const Truth& truth :
         {Truth{"blue_left", 830.5564631}, Truth{"red_left", 617.6730786}, Truth{"invariant", 2320}}) {
        const OutcomeResult& outcome = outcome_named(result, truth.outcome);
        INFO(truth.outcome);
        CHECK(outcome.mean == Approx(truth.value).epsilon(1e-9));
        CHECK(outcome.sd == 0);
    }
}

TEST_CASE("attrition by single losses is won as often as the recursion has it") {
    check_truths("lanchester-chain.yaml", {},
                 {{"blue_wins", 0.7913584467}, {"red_wins", 0.2086415533}, {"blue_left", 5.216568388}});
    check_truths("lanchester-chain.yaml", {{"blue_at_first", "20"}, {"red_at_first", "16"}},
                 {{"blue_wins", 0.8753399082}, {"blue_left", 10.74352208}});
}

TEST_CASE("a compound flow has its mean and spread and arrives late") {
    check_truths(
        "flow.yaml", {},
        {{"total", 11880}, {"total_squared", 2376000}, {"number", 66}, {"landed", 11088}, {"large_ones", 16.5}});
}

TEST_CASE("beliefs are a martingale and learn at the rate of the divergence") {
    check_truths("bayes.yaml", {},
                 {{"mean_belief", 0.5}, {"innovation", 0}, {"drift", 0.2262891612}, {"three_firm", 0.4725}});
    const Result result = validated("bayes.yaml", {}, scaled(200'000, 10'000));
    const SeriesResult& belief = series_named(result, "belief");
    for (const std::size_t state : {1u, 5u, 20u})
        check_near("belief", belief.mean[state], 0.5,
                   belief.sd[state] / std::sqrt(static_cast<double>(result.trajectories)));
}
