#include "model/key_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/diagnostic.h"

namespace brink {
namespace {

constexpr auto k_slips = std::to_array<KeySlip>({
    {"", "agents", "actors"},
    {"", "players", "actors"},
    {"", "countries", "actors"},
    {"", "nations", "actors"},
    {"", "params", "parameters"},
    {"", "constants", "parameters"},
    {"", "vars", "variables"},
    {"", "equations", "dynamics"},
    {"", "updates", "dynamics"},
    {"", "noise", "draws"},
    {"", "shocks", "events"},
    {"", "links", "relations"},
    {"", "correlations", "correlate"},
    {"", "correlation", "correlate"},
    {"", "state", "variables"},
    {"", "states", "variables"},
    {"", "relationships", "relations"},
    {"", "moves", "actions"},
    {"", "choices", "actions"},
    {"", "results", "outcomes"},
    {"", "outputs", "outcomes"},
    {"", "name", "title"},
    {"", "description", "doc"},
    {"", "notes", "doc"},
    {"", "time", "clock"},
    {"", "timeline", "clock"},
    {"", "calendar", "clock"},
    {"", "simulation", "run"},
    {"", "settings", "run"},
    {"", "include", "extends"},
    {"", "imports", "extends"},
    {"", "tests", "expect"},
    {"clock", "begin", "start"},
    {"clock", "from", "start"},
    {"clock", "start_date", "start"},
    {"clock", "length", "steps"},
    {"clock", "duration", "steps"},
    {"clock", "periods", "steps"},
    {"clock", "n_steps", "steps"},
    {"clock", "interval", "step"},
    {"clock", "timestep", "step"},
    {"clock", "time_step", "step"},
    {"quantity", "default", "value"},
    {"quantity", "initial", "value"},
    {"quantity", "gaussian", "normal"},
    {"quantity", "gauss", "normal"},
    {"quantity", "discrete", "choice"},
    {"quantity", "units", "unit"},
    {"quantity", "description", "doc"},
    {"quantity", "note", "doc"},
    {"quantity", "reference", "source"},
    {"quantity", "citation", "source"},
    {"quantity", "bounds", "range"},
    {"quantity", "limits", "range"},
    {"actions.*", "actor", "by"},
    {"actions.*", "actors", "by"},
    {"actions.*", "who", "by"},
    {"actions.*", "target", "to"},
    {"actions.*", "targets", "to"},
    {"actions.*", "at", "to"},
    {"actions.*", "condition", "when"},
    {"actions.*", "if", "when"},
    {"actions.*", "requires", "when"},
    {"actions.*", "payoff", "utility"},
    {"actions.*", "value", "utility"},
    {"actions.*", "level", "rung"},
    {"actions.*", "severity", "rung"},
    {"actions.*", "prior", "weight"},
    {"actions.*", "odds", "weight"},
    {"actions.*", "consequences", "effects"},
    {"actions.*", "description", "doc"},
    {"events.*", "probability", "hazard"},
    {"events.*", "prob", "hazard"},
    {"events.*", "chance", "hazard"},
    {"events.*", "date", "at"},
    {"events.*", "day", "at"},
    {"events.*", "time", "at"},
    {"events.*", "step", "at"},
    {"events.*", "condition", "when"},
    {"events.*", "if", "when"},
    {"events.*", "trigger", "when"},
    {"events.*", "frequency", "rate"},
    {"events.*", "consequences", "effects"},
    {"events.*", "description", "doc"},
    {"outcomes.*", "condition", "when"},
    {"outcomes.*", "if", "when"},
    {"outcomes.*", "happens", "when"},
    {"outcomes.*", "value", "measure"},
    {"outcomes.*", "expression", "measure"},
    {"outcomes.*", "metric", "measure"},
    {"outcomes.*", "until", "by"},
    {"outcomes.*", "before", "by"},
    {"outcomes.*", "deadline", "by"},
    {"outcomes.*", "description", "doc"},
    {"decision", "lambda", "precision"},
    {"decision", "rationality", "precision"},
    {"decision", "model", "rule"},
    {"run", "n", "trajectories"},
    {"run", "runs", "trajectories"},
    {"run", "samples", "trajectories"},
    {"run", "iterations", "trajectories"},
    {"run", "replications", "trajectories"},
    {"run", "random_seed", "seed"},
    {"expect", "file", "than"},
    {"expect", "direction", "sign"},
});

/// Where many shapes of one thing stand: the keys of variables, and those below `world`, `actor`, `dyad`.
constexpr auto k_shapes = std::to_array<KeySlip>({
    {"", "actors", "actor"},
    {"", "agent", "actor"},
    {"", "agents", "actor"},
    {"", "country", "actor"},
    {"", "pair", "dyad"},
    {"", "pairs", "dyad"},
    {"", "dyads", "dyad"},
    {"", "global", "world"},
    {"", "globals", "world"},
});
constexpr auto k_of_variables = std::to_array<KeySlip>({
    {"", "value", "initial"},
    {"", "start", "initial"},
    {"", "init", "initial"},
    {"", "default", "initial"},
    {"", "bounds", "range"},
    {"", "limits", "range"},
    {"", "constant", "fixed"},
    {"", "units", "unit"},
    {"", "description", "doc"},
});

constexpr std::string_view k_distribution_hint =
    "a distribution is one key with its numbers, say normal: {mean: 0.2, sd: 0.1} or uniform: [0.1, 0.3]";
constexpr std::string_view k_range_hint = "both ends stand in one key: range: [low, high]";

constexpr auto k_hints = std::to_array<KeySlip>({
    {"quantity", "distribution", k_distribution_hint},
    {"quantity", "dist", k_distribution_hint},
    {"quantity", "mean", k_distribution_hint},
    {"quantity", "sd", k_distribution_hint},
    {"quantity", "std", k_distribution_hint},
    {"quantity", "mu", k_distribution_hint},
    {"quantity", "sigma", k_distribution_hint},
    {"quantity", "low", k_distribution_hint},
    {"quantity", "high", k_distribution_hint},
    {"quantity", "exponential", "an exponential one is gamma: {shape: 1, scale: MEAN}"},
    {"quantity", "poisson", "a count that is drawn anew in every step stands under 'draws'"},
    {"quantity", "min", k_range_hint},
    {"quantity", "max", k_range_hint},
    {"variables", "min", k_range_hint},
    {"variables", "max", k_range_hint},
    {"clock", "end", "the end follows from the number of steps, say steps: 52"},
    {"clock", "stop", "the end follows from the number of steps, say steps: 52"},
    {"actions.*", "cost", "a cost is a term of the utility: utility: {gain: 1, cost: -0.5}"},
    {"actions.*", "probability", "actors choose by 'utility', beside 'weight' as prior odds"},
    {"events.*", "every", "write a condition on the number of the step, say when: t - 4 * floor(t / 4) == 0"},
    {"events.*", "actor", "an event imposes an act by do: {actor: A, action: x, target: B}"},
    {"events.*", "action", "an event imposes an act by do: {actor: A, action: x, target: B}"},
    {"outcomes.*", "probability", "what is expected of it stands under 'expect'"},
    {"outcomes.*", "name", "the key above is its name"},
    {"decision", "temperature", "'precision' is 1 / temperature"},
});

bool is_variable(std::string_view path) {
    return path == "variables.world.*" || path == "variables.actor.*" || path == "variables.dyad.*";
}

bool has_shapes(std::string_view path) {
    return path == "variables" || path == "draws" || path == "derived" || path == "dynamics";
}

template <std::size_t N>
std::string_view meant_in(const std::array<KeySlip, N>& table, std::string_view place, std::string_view written) {
    for (const KeySlip& slip : table)
        if (slip.place == place && slip.written == written) return slip.meant;
    return {};
}

/// The place by which the tables know a section.
std::string_view place_of(const Key* parent) {
    if (parent == nullptr) return "";
    return parent->kind == KeyKind::quantity ? "quantity" : parent->path;
}

}  // namespace

std::span<const KeySlip> key_slips() { return k_slips; }

ActionAttributes action_attributes(const Node& root) {
    ActionAttributes names;
    if (const Node* attributes = root.find("attributes"))
        for (const Entry& attribute : attributes->entries) names.insert(attribute.key);
    return names;
}

std::vector<std::string> keys_here(const Key* parent, const ActionAttributes& attributes) {
    std::vector<std::string> names;
    for (const Key* key : keys_under(parent))
        if (key->available() && last_part(*key) != "*") names.emplace_back(last_part(*key));
    if (parent != nullptr && parent->path == "actions.*")
        names.insert(names.end(), attributes.begin(), attributes.end());
    return names;
}

const Key* known_key(const Key* parent, std::string_view name, const ActionAttributes& attributes) {
    if (const Key* key = find_key(parent, name)) return key;
    const bool attribute = parent != nullptr && parent->path == "actions.*" && attributes.contains(name);
    return attribute ? find_key("attributes.*") : nullptr;
}

std::optional<std::string> meant_key(const Key* parent, std::string_view written,
                                     const std::vector<std::string>& known) {
    const std::string_view place = place_of(parent);
    std::string_view meant = meant_in(k_slips, place, written);
    if (meant.empty() && has_shapes(place)) meant = meant_in(k_shapes, "", written);
    if (meant.empty() && is_variable(place)) meant = meant_in(k_of_variables, "", written);
    if (!meant.empty() && std::find(known.begin(), known.end(), meant) != known.end()) return std::string(meant);
    if (!key_hint(parent, written).empty()) return std::nullopt;
    return nearest(written, known);
}

std::string key_hint(const Key* parent, std::string_view written) {
    const std::string_view place = place_of(parent);
    if (const std::string_view hint = meant_in(k_hints, place, written); !hint.empty()) return std::string(hint);
    if (is_variable(place)) return std::string(meant_in(k_hints, "variables", written));
    const Key* section = find_key(nullptr, written);
    const bool misplaced = parent != nullptr && section != nullptr && last_part(*section) != "*" &&
                           (section->kind == KeyKind::section || section->kind == KeyKind::table);
    return misplaced ? fmt::format("'{}' is a section of its own: begin it at the left edge", written) : std::string();
}

}  // namespace brink
