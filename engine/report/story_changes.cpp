// What changed in a step, and what changed it.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/elementary.h"
#include "report/story_parts.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr double k_least_written = 0.02;  // share of its range that an act must move a quantity by to be told
constexpr double k_least_known = 0.1;     // and again, once the reader knows that the act does this
constexpr double k_least_drift = 0.1;     // that it must have drifted by since it was last told
constexpr double k_notable = 0.25;        // and in a step of which nothing else is told
constexpr std::size_t k_most = 3;         // told with values
constexpr std::size_t k_most_named = 5;   // and by name alone

}  // namespace

double weight_of(const Replayed& replayed, std::size_t step) {
    constexpr double k_outcome = 100, k_event = 3;
    double weight = k_event * static_cast<double>(replayed.events[step].size());
    for (const ReplayedChoice& choice : replayed.choices[step])
        if (choice.action && choice.probability > 0) weight -= brink::log(choice.probability);
    for (const ReplayedOutcome& outcome : replayed.outcomes) {
        const int first = outcome.first_state.value_or(-1);
        if (first == static_cast<int>(step) + 1 || (first == 0 && step == 0)) weight += k_outcome;
    }
    return weight;
}

ChangeTeller::ChangeTeller(const Replayed& replayed, const Model& model) : replayed_(replayed), model_(model) {
    for (std::size_t n = 0; n < replayed.n_variables; ++n) {
        const std::string variable = replayed.names[n].substr(0, replayed.names[n].find('['));
        const auto found = std::find_if(model.variables.begin(), model.variables.end(),
                                        [&](const Variable& one) { return one.name == variable; });
        bounded_.push_back(found != model.variables.end() && found->range.bounded());
        double size = 0;
        for (const std::vector<double>& state : replayed.states) size = std::max(size, std::abs(state[n]));
        scale_.push_back(bounded_.back() ? found->range.high - found->range.low : size);
        told_state_.push_back(0);
    }
}

void ChangeTeller::note_told(std::size_t name, std::size_t state) { told_state_[name] = state; }

/// Whether a writing has any part in what became of its quantity.
bool ChangeTeller::is_cause(const ReplayedWrite& write, std::size_t step) const {
    const double moved = std::abs(replayed_.states[step + 1][write.name] - replayed_.states[step][write.name]);
    return write.assign == Effect::Assign::set || std::abs(write.amount) >= moved / 20;
}

/// `KOR supply_lethal_aid`, or the event.
std::string ChangeTeller::cause_of(const ReplayedWrite& write, std::size_t step) const {
    if (write.event) return text_of(replayed_.events[step][*write.event]);
    const ReplayedChoice& choice = replayed_.choices[step][*write.choice];
    return act_text(choice.actor, choice.action.value_or(""), "");
}

std::vector<ChangeTeller::Moved> ChangeTeller::written_in(std::size_t step) {
    std::vector<Moved> found;
    const bool turns = std::any_of(replayed_.outcomes.begin(), replayed_.outcomes.end(), [&](const auto& outcome) {
        return outcome.first_state.value_or(-1) == static_cast<int>(step) + 1;
    });
    for (const ReplayedWrite& write : replayed_.writes[step]) {
        const std::size_t n = write.name;
        const auto same = [n](const Moved& one) { return one.name == n; };
        if (scale_[n] <= 0 || std::any_of(found.begin(), found.end(), same) || !is_cause(write, step)) continue;
        const double after = replayed_.states[step + 1][n];
        const double share = std::abs(after - replayed_.states[step][n]) / scale_[n];
        const double drift = std::abs(after - replayed_.states[told_state_[n]][n]) / scale_[n];
        const bool known = !told_causes_.insert(cause_of(write, step) + " " + replayed_.names[n]).second;
        const bool news = !known || share >= k_least_known || drift >= k_least_drift || turns;
        if (news && share >= k_least_written) found.push_back({n, bounded_[n], share});
    }
    return found;
}

std::vector<ChangeTeller::Moved> ChangeTeller::drifted(std::size_t state, double least) const {
    std::vector<Moved> found;
    for (std::size_t n = 0; n < scale_.size(); ++n) {
        if (scale_[n] <= 0) continue;
        const double share = std::abs(replayed_.states[state][n] - replayed_.states[told_state_[n]][n]) / scale_[n];
        // What has no bounds mostly counts or adds up: that it goes on is no news.
        if (share >= (bounded_[n] ? least : 2 * least)) found.push_back({n, bounded_[n], share});
    }
    return found;
}

/// `arms[KOR, UKR] 0.000 to 0.597 (KOR supply_lethal_aid +0.60)`.
std::string ChangeTeller::change_text(std::size_t step, std::size_t name) const {
    const double before = replayed_.states[step][name], after = replayed_.states[step + 1][name];
    std::string causes;
    double sum = 0, greatest = 0;
    bool set = false;
    for (const ReplayedWrite& write : replayed_.writes[step]) {
        if (write.name != name || !is_cause(write, step)) continue;
        const bool sets = write.assign == Effect::Assign::set;
        causes += fmt::format("{}{} {}", causes.empty() ? "" : ", ", cause_of(write, step),
                              sets ? "sets " + trimmed(number(write.amount)) : with_sign(write.amount));
        set = set || sets;
        sum += write.amount;
        greatest = std::max(greatest, std::abs(write.amount));
    }
    const double rest = after - before - sum;
    if (!set && std::abs(rest) >= greatest / 10) causes += ", of itself " + with_sign(rest);
    const double told = replayed_.states[told_state_[name]][name];
    const std::vector<std::string> values = alike({before, after, told});
    const std::string text = fmt::format("{} {} to {} ({})", replayed_.names[name], values[0], values[1], causes);
    if (std::abs(before - told) < k_least_drift * scale_[name]) return text;
    return text + fmt::format(", from {} on {}", values[2],
                              format_date(model_.clock.day(static_cast<int>(told_state_[name]))));
}

std::vector<StoryLine> ChangeTeller::lines(std::size_t step, bool alone) {
    const std::size_t state = step + 1;
    const auto greatest_first = [](const Moved& a, const Moved& b) {
        return std::pair(!a.bounded, -a.share) < std::pair(!b.bounded, -b.share);
    };
    std::vector<StoryLine> lines;
    std::vector<Moved> written = written_in(step);
    std::stable_sort(written.begin(), written.end(), greatest_first);
    std::string others;
    for (std::size_t k = 0; k < written.size(); ++k) {
        if (k < k_most)
            lines.push_back({0, change_text(step, written[k].name)});
        else if (k < k_most + k_most_named)
            others += (others.empty() ? "changed too: " : ", ") + replayed_.names[written[k].name];
        note_told(written[k].name, state);
    }
    if (written.size() > k_most + k_most_named)
        others += fmt::format(" and {} more", written.size() - k_most - k_most_named);
    if (!others.empty()) lines.push_back({0, others});
    const bool happened = !alone || !lines.empty();
    std::vector<Moved> far = drifted(state, happened ? k_least_drift : k_notable);
    std::stable_sort(far.begin(), far.end(), greatest_first);
    std::string text;
    for (std::size_t k = 0; k < far.size() && k < k_most; ++k) {
        const std::size_t n = far[k].name;
        const std::vector<std::string> values = alike(
            {replayed_.states[told_state_[n]][n], replayed_.states[state][n]});
        text += fmt::format("{}{} {} to {}", text.empty() ? (happened ? "meanwhile " : "") : ", ", replayed_.names[n],
                            values[0], values[1]);
        if (told_state_[n] != step) text += " since " + format_date(model_.clock.day(static_cast<int>(told_state_[n])));
        note_told(n, state);
    }
    if (!text.empty()) lines.push_back({0, text});
    return lines;
}

}  // namespace brink
