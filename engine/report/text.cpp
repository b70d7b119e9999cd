#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/words.h"

namespace brink {

namespace {

std::string styled(const TextOptions& options, std::string_view code, const std::string& text) {
    return options.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}
std::string strong(const TextOptions& options, const std::string& text) { return styled(options, "1", text); }
std::string faint(const TextOptions& options, const std::string& text) { return styled(options, "2", text); }

std::string head(const Result& r, const TextOptions& options) {
    std::string text;
    if (!r.marking.empty()) text += strong(options, r.marking) + "\n";
    text += strong(options, r.title.empty() ? r.name : r.title) + "\n";
    for (const std::string& line : wrapped(r.question, options.width)) text += line + "\n";
    text += fmt::format("{} trajectories of {} {} from {}, seed {}{}\n", count(r.trajectories), r.steps,
                        r.steps == 1 ? "step" : "steps", r.dates.front(), r.seed,
                        r.cutoff.empty() ? "" : "; information to " + r.cutoff);
    if (r.interrupted)
        text += fmt::format("interrupted: the first {} of {} trajectories\n", count(r.trajectories),
                            count(r.requested));
    return text + "\n";
}

std::string first_time(const Result& r, const OutcomeResult& o) {
    if (!o.first_step) return "";
    const StepQuantiles& q = *o.first_step;
    if (q.q05 == q.q95) return fmt::format("at step {:.0f} ({})", q.q50, r.dates[static_cast<std::size_t>(q.q50)]);
    return fmt::format("first in step {:.0f} ({:.0f}-{:.0f}), {}", q.q50, q.q05, q.q95,
                       r.dates[static_cast<std::size_t>(q.q50)]);
}

// Outcomes of one kind: those that answer the question first, in the order of their author, then the rest.
std::vector<const OutcomeResult*> ranked(const Result& r, Outcome::Kind kind) {
    std::vector<const OutcomeResult*> found;
    for (const std::string& name : r.headline)
        for (const OutcomeResult& o : r.outcomes)
            if (o.name == name && o.kind == kind) found.push_back(&o);
    for (const OutcomeResult& o : r.outcomes)
        if (!o.headline && o.kind == kind) found.push_back(&o);
    return found;
}

std::size_t widest_name(const std::vector<const OutcomeResult*>& outcomes) {
    std::size_t width = 10;
    for (const OutcomeResult* o : outcomes) width = std::max(width, text_width(o->name));
    return width;
}

std::string chances(const Result& r, const TextOptions& options) {
    const std::vector<const OutcomeResult*> outcomes = ranked(r, Outcome::Kind::when);
    if (outcomes.empty()) return "";
    const std::size_t name_width = widest_name(outcomes);
    std::string text = faint(options, left("How likely", name_width + 2) + "  chance   95 % interval\n");
    for (const OutcomeResult* o : outcomes) {
        const Proportion& p = o->happened;
        const std::string interval = fmt::format("[{}, {}]", chance(p.ci95[0]), chance(p.ci95[1]));
        const std::string name = left(o->name, name_width);
        text += fmt::format("  {} {}  {} {} {} {}\n", o->headline ? strong(options, name) : name,
                            right(chance(p.probability), 7), left(interval, 20), bar(p.probability, 16),
                            left(estimative_word(p.probability), 19), faint(options, first_time(r, *o)));
    }
    return text + "\n";
}

std::string measures(const Result& r, const TextOptions& options) {
    const std::vector<const OutcomeResult*> outcomes = ranked(r, Outcome::Kind::measure);
    if (outcomes.empty()) return "";
    const std::size_t name_width = widest_name(outcomes);
    std::string text = faint(options,
                             fmt::format("{}{}{}{}{}{}\n", left("How much", name_width + 2), right("mean", 11),
                                         right("+- se", 10), right("5 %", 11), right("median", 11), right("95 %", 11)));
    for (const OutcomeResult* o : outcomes) {
        const auto q = [&](const char* name) {
            const auto at = o->quantiles.find(name);
            return at == o->quantiles.end() ? std::string("-") : number(at->second);
        };
        text += fmt::format("  {}{}{}{}{}{}\n", left(o->name, name_width), right(number(o->mean, 4), 11),
                            right(number(o->std_error, 2), 10), right(q("q05"), 11), right(q("q50"), 11),
                            right(q("q95"), 11));
    }
    return text + "\n";
}

// Which series a first screen shows: those whose mean moves most for their size and spread, one line each. A mean
// that moves by no more than its own noise (six standard errors) is none of them.
std::vector<const SeriesResult*> moving(const Result& r, std::size_t most) {
    std::vector<std::pair<double, const SeriesResult*>> ranked;
    const double root_n = std::sqrt(static_cast<double>(std::max<std::uint64_t>(r.trajectories, 1)));
    for (const SeriesResult& s : r.series) {
        if (s.quantiles.empty() || s.mean.empty()) continue;
        const auto [low, high] = std::minmax_element(s.mean.begin(), s.mean.end());
        const double spread = *std::max_element(s.sd.begin(), s.sd.end());
        const double scale = std::max({std::abs(*low), std::abs(*high), spread, 1e-12});
        const double moved = *high - *low;
        if (moved > std::max(1e-3 * scale, 6 * spread / root_n)) ranked.emplace_back(moved / scale, &s);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (ranked.size() > most) ranked.resize(most);
    std::vector<const SeriesResult*> chosen;
    for (const SeriesResult& s : r.series)
        for (const auto& [moved, series] : ranked)
            if (series == &s) chosen.push_back(series);
    return chosen;
}

std::string series(const Result& r, const TextOptions& options) {
    const std::vector<const SeriesResult*> shown = moving(r, 12);
    if (shown.empty()) return "";
    std::size_t name_width = 8;
    for (const SeriesResult* s : shown) name_width = std::max(name_width, text_width(s->name));
    std::string text = faint(options,
                             fmt::format("{}{}   {}   {}\n", left("How it moves", name_width + 2), right("from", 10),
                                         left(fmt::format("mean over {} states", r.steps + 1), 40), "to"));
    for (const SeriesResult* s : shown) {
        std::string spread;
        const auto low = s->quantiles.find("q05"), high = s->quantiles.find("q95");
        if (low != s->quantiles.end() && high != s->quantiles.end())
            spread = fmt::format("(90 %: {} to {})", number(low->second.back()), number(high->second.back()));
        text += fmt::format("  {}{}   {}   {} {}\n", left(s->name, name_width), right(number(s->mean.front()), 10),
                            left(sparkline(s->mean, 40), 40), number(s->mean.back()), faint(options, spread));
    }
    return text + "\n";
}

std::string actions(const Result& r, const TextOptions& options) {
    std::vector<const ActionResult*> shown;
    for (const ActionResult& a : r.actions)
        if (a.action != "hold" && a.ever.count > 0) shown.push_back(&a);
    if (shown.empty()) return "";
    std::size_t name_width = 12;
    for (const ActionResult* a : shown)
        name_width = std::max(name_width, text_width(a->actor) + 1 + text_width(a->action));
    std::string text = faint(options, left("Who does what", name_width + 4) + "    ever" + std::string(16, ' ') +
                                          right("a step", 8) + "\n");
    for (const ActionResult* a : shown)
        text += fmt::format("  {}  {}  {}  {}\n", left(a->actor + " " + a->action, name_width),
                            right(chance(a->ever.probability), 8), bar(a->ever.probability, 12),
                            right(number(a->rate, 2), 8));
    return text + "\n";
}

std::string peaks(const Result& r, const TextOptions& options) {
    if (r.peak_rung.empty()) return "";
    std::string text = faint(options, "Highest rung reached (share of trajectories)\n");
    for (const RungShares& actor : r.peak_rung) {
        std::string line = fmt::format("  {}", left(actor.actor, 6));
        for (const auto& [rung, share] : actor.shares)
            if (share.count > 0) line += fmt::format("  {}: {}", rung, chance(share.probability));
        text += line + "\n";
    }
    return text + "\n";
}

std::string provenance(const Result& r, const TextOptions& options) {
    std::size_t sourced = 0, estimated = 0, assumed = 0, unsaid = 0, claimed = 0;
    for (const NumberUsed& n : r.numbers) {
        if (n.provenance.basis == "sourced")
            ++sourced;
        else if (n.provenance.basis == "estimated")
            ++estimated;
        else if (n.provenance.basis == "assumed")
            ++assumed;
        else
            ++unsaid;
        if (!n.provenance.claim_by.empty()) ++claimed;
    }
    const std::string text = fmt::format(
        "A conditional simulation: what follows if the model and its {} numbers hold ({} sourced, {} estimated, {} "
        "assumed, {} not said; {} claimed by a belligerent). It is not a forecast; the intervals are of the simulation "
        "alone, N = {}.",
        r.numbers.size(), sourced, estimated, assumed, unsaid, claimed, count(r.trajectories));
    std::string wrapped_text;
    for (const std::string& line : wrapped(text, options.width)) wrapped_text += faint(options, line) + "\n";
    return wrapped_text;
}

std::string not_counted(const Result& r) {
    std::string text;
    for (const SeriesResult& s : r.series)
        if (s.not_counted > 0)
            text += fmt::format(
                "{} values of {} were too large for exact sums and are in no number above: give it a range\n",
                s.not_counted, s.name);
    return text;
}

}  // namespace

std::string to_text(const Result& result, const TextOptions& options) {
    return head(result, options) + chances(result, options) + measures(result, options) + series(result, options) +
           actions(result, options) + peaks(result, options) + not_counted(result) + provenance(result, options);
}

}  // namespace brink
