#include "stats/summary.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace brink {

namespace {

std::vector<SeriesLayout> layout_series(const Program& program) {
    std::vector<SeriesLayout> layouts;
    std::size_t moments = 0, linear = 0, log = 0;
    for (const SeriesSource& source : program.series) {
        SeriesLayout series;
        series.name = source.name;
        series.quantity = source.quantity;
        series.unit = source.unit;
        series.variable = source.variable;
        series.constant = source.constant;
        series.per_quantum = quanta_per_unit(source.range);
        series.n_states = source.constant ? 1 : static_cast<std::size_t>(program.steps) + 1;
        series.first_moment = moments;
        moments += series.n_states;
        if (source.quantiles && source.range.bounded()) {
            series.bins = SeriesLayout::Bins::linear;
            series.low = source.range.low;
            series.high = source.range.high;
            series.first_slot = linear;
            linear += series.n_states;
        } else if (source.quantiles) {
            series.bins = SeriesLayout::Bins::log;
            series.first_slot = log;
            log += series.n_states;
        }
        layouts.push_back(std::move(series));
    }
    return layouts;
}

void layout_actions(const Program& program, SummaryLayout& layout) {
    const std::size_t n_steps = static_cast<std::size_t>(program.steps);
    std::size_t by_step = 0, transitions = 0, rungs = 0;
    for (std::uint32_t actor = 0; actor < program.n_actors; ++actor) {
        std::set<int> found{0};
        std::set<std::string> named;
        for (const Decision& decision : program.decisions) {
            if (decision.actor != actor) continue;
            for (std::uint32_t o = decision.first_option; o < decision.last_option; ++o) {
                const std::string action = action_name(program, program.options[o]);
                found.insert(program.options[o].rung);
                if (named.insert(action).second) layout.actions.push_back({actor, action});
            }
        }
        layout.rungs.push_back({{found.begin(), found.end()}, by_step, transitions, rungs});
        by_step += n_steps * found.size();
        transitions += found.size() * found.size();
        rungs += found.size();
    }
}

template <class T>
void add_each(std::vector<T>& to, const std::vector<T>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

template <class T>
void merge_each(std::vector<T>& to, const std::vector<T>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) merge(to[i], from[i]);
}

/// Little-endian bytes, whatever the machine.
class Bytes {
public:
    void put(std::uint64_t word) {
        for (int i = 0; i < 8; ++i) text_ += static_cast<char>(static_cast<unsigned char>(word >> (8 * i)));
    }
    void put(std::int64_t number) { put(static_cast<std::uint64_t>(number)); }
    void put(std::uint32_t number) { put(std::uint64_t{number}); }
    void put(double number) { put(std::bit_cast<std::uint64_t>(number)); }
    void put(Int128 number) {
        put(static_cast<std::uint64_t>(number));
        put(static_cast<std::uint64_t>(number >> 64));
    }
    void put(const std::string& text) {
        put(std::uint64_t{text.size()});
        text_ += text;
    }
    void put(const TrajectoryRange& range) { put(range.first), put(range.end); }
    void put(const Moments& m) {
        put(m.count), put(m.sum), put(m.high_high), put(m.high_low), put(m.low_low);
        put(m.smallest), put(m.largest), put(m.not_counted);
    }
    void put(const WindowCounts& window) { put(window.first), put(window.counts); }
    void put(const Extreme& extreme) { put(extreme.value), put(extreme.trajectory), put(extreme.tied); }
    void put(const ExtremeList& list) { put(list.highest), put(list.lowest); }
    void put(const IncidentCount& incident) { put(incident.times), put(incident.trajectories); }
    void put(const PartDigest& digest) { put(digest.part), put(digest.digest); }
    template <class T>
    void put(const std::vector<T>& items) {
        put(std::uint64_t{items.size()});
        for (const T& item : items) put(item);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

}  // namespace

std::string action_name(const Program& program, const Option& option) {
    return option.action == k_nothing ? std::string("hold") : program.action_names[option.action];
}

SummaryLayout layout_of(const Program& program) {
    SummaryLayout layout;
    layout.steps = program.steps;
    layout.series = layout_series(program);
    layout.actors = program.actor_names;
    for (const OutcomeSource& outcome : program.outcomes) {
        std::size_t& count = outcome.kind == Outcome::Kind::when ? layout.n_when : layout.n_measures;
        layout.outcomes.push_back({outcome.name, outcome.kind, count++, outcome.given});
    }
    layout_actions(program, layout);
    for (const IncidentSite& site : program.incidents) layout.incidents.push_back({site.key, site.what, site.span});
    layout.n_options = program.options.size();
    // Holding is counted before pruning as after it: nothing shuts it out.
    const auto holds = std::count_if(program.options.begin(), program.options.end(),
                                     [](const Option& option) { return option.action == k_nothing; });
    layout.n_options_written = program.options_before_pruning + static_cast<std::size_t>(holds);
    return layout;
}

Summary::Summary(const Program& program) : layout(layout_of(program)) {
    const std::size_t n_steps = static_cast<std::size_t>(layout.steps);
    std::size_t n_moments = 0, n_linear = 0, n_log = 0;
    for (const SeriesLayout& series : layout.series) {
        n_moments += series.n_states;
        if (series.bins == SeriesLayout::Bins::linear) n_linear += series.n_states;
        if (series.bins == SeriesLayout::Bins::log) n_log += series.n_states;
    }
    moments.resize(n_moments);
    linear.resize(n_linear * k_linear_bins);
    log.resize(n_log);
    first_states.resize(layout.n_when * (n_steps + 1));
    first_examples.resize(layout.n_when * (n_steps + 1), k_no_trajectory);
    together.resize(layout.n_when * layout.n_when);
    measures.resize(layout.n_measures);
    measure_bins.resize(layout.n_measures);
    taken_by_step.resize(n_steps * layout.actions.size());
    ever_taken.resize(layout.actions.size());
    alive.resize(n_steps);
    std::size_t n_rungs = 0, n_transitions = 0;
    for (const RungLayout& actor : layout.rungs) {
        n_rungs += actor.rungs.size();
        n_transitions += actor.rungs.size() * actor.rungs.size();
    }
    rung_by_step.resize(n_rungs * n_steps);
    transitions.resize(n_transitions);
    peak.resize(n_rungs);
    lowest.resize(n_rungs);
    extremes.resize(layout.n_measures + 1);
    incidents.resize(layout.incidents.size());
}

void Summary::merge(Summary&& other) {
    if (layout != other.layout) throw std::invalid_argument("these summaries are of different programs");
    if (overlap(done, other.done)) throw std::invalid_argument("these summaries share trajectories");
    if (trajectories() + other.trajectories() > k_most_trajectories)
        throw std::invalid_argument("a summary holds at most 4294967295 trajectories");
    brink::merge(done, other.done);
    merge_each(moments, other.moments);
    add_each(linear, other.linear);
    merge_each(log, other.log);
    add_each(first_states, other.first_states);
    for (std::size_t i = 0; i < first_examples.size(); ++i)
        first_examples[i] = std::min(first_examples[i], other.first_examples[i]);
    add_each(together, other.together);
    merge_each(measures, other.measures);
    merge_each(measure_bins, other.measure_bins);
    add_each(taken_by_step, other.taken_by_step);
    add_each(ever_taken, other.ever_taken);
    add_each(alive, other.alive);
    add_each(rung_by_step, other.rung_by_step);
    add_each(transitions, other.transitions);
    add_each(peak, other.peak);
    add_each(lowest, other.lowest);
    merge_each(extremes, other.extremes);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        incidents[i].times += other.incidents[i].times;
        incidents[i].trajectories += other.incidents[i].trajectories;
    }
    const auto by_part = [](const PartDigest& a, const PartDigest& b) { return a.part < b.part; };
    const auto middle = digests.insert(digests.end(), other.digests.begin(), other.digests.end());
    std::inplace_merge(digests.begin(), middle, digests.end(), by_part);
}

std::string Summary::bytes() const {
    Bytes bytes;
    bytes.put(static_cast<std::int64_t>(layout.steps));
    for (const SeriesLayout& series : layout.series) bytes.put(series.name);
    for (const OutcomeLayout& outcome : layout.outcomes) bytes.put(outcome.name);
    for (const IncidentLayout& site : layout.incidents) bytes.put(site.key);
    for (const ActorAction& item : layout.actions) bytes.put(item.actor), bytes.put(item.action);
    bytes.put(done);
    bytes.put(moments);
    bytes.put(linear);
    bytes.put(log);
    bytes.put(first_states);
    bytes.put(first_examples);
    bytes.put(together);
    bytes.put(measures);
    bytes.put(measure_bins);
    bytes.put(taken_by_step);
    bytes.put(ever_taken);
    bytes.put(alive);
    bytes.put(rung_by_step);
    bytes.put(transitions);
    bytes.put(peak);
    bytes.put(lowest);
    bytes.put(extremes);
    bytes.put(incidents);
    bytes.put(digests);
    return bytes.take();
}

}  // namespace brink
