// What the text asks for, counted before it is spread out over actors and pairs.

#include <algorithm>
#include <set>

#include "model/check_size.h"
#include "model/load.h"
#include "scenario/pairs.h"

namespace brink {
namespace {

/// About how many operations a text makes, in a scenario of `n` actors: a comprehension looks at each of them.
double operations_in(const Node& node, double n) {
    constexpr double k_bytes_an_operation = 4;
    double operations = node.is_scalar() ? static_cast<double>(node.text.size()) / k_bytes_an_operation : 0;
    for (std::size_t at = node.text.find(" for "); at != std::string::npos; at = node.text.find(" for ", at + 1))
        operations += n;
    for (const Node& item : node.items) operations += operations_in(item, n);
    for (const Entry& entry : node.entries) operations += operations_in(entry.value, n);
    return operations;
}

class TextLoad {
public:
    explicit TextLoad(const Draft& draft)
        : draft_(draft), n_(static_cast<double>(draft.names.actors.size())), pairs_(n_ * std::max(n_ - 1, 0.0)) {}

    [[nodiscard]] Load measure() {
        for (const std::string_view section : {"draws", "derived", "dynamics"}) shaped(draft_.root().find(section));
        said_of_actors(draft_.root().find("actors"));
        if (const Node* variables = draft_.root().find("variables"))
            for (const Entry& shape : variables->entries)
                for (const Entry& variable : shape.value.entries)
                    if (const Node* initial = variable.value.find("initial")) copied(*initial, entities(shape.key));
        if (const Node* relations = draft_.root().find("relations"))
            for (const Entry& variable : relations->entries)
                for (const Entry& line : variable.value.entries) {
                    constexpr double k_cost_of_a_pair = 0.1;
                    load_.add(k_cost_of_a_pair * line_pairs(line.key), line.value.span);
                    copied(line.value, line_pairs(line.key));
                }
        entries("actions", [&](const Node& action) { return frames(action); });
        // Each action knows every attribute, and whoever is named as often as that is.
        if (const Node* actions = draft_.root().find("actions"))
            for (const Entry& action : actions->entries)
                load_.add(static_cast<double>(draft_.declared.attributes.size()) + named(action.value.find("by")) +
                              named(action.value.find("to")),
                          action.value.span);
        entries("events", [&](const Node& event) { return event.find("for") == nullptr ? 1 : pairs_; });
        if (const Node* events = draft_.root().find("events"))
            for (const Entry& event : events->entries)
                if (event.value.find("for") != nullptr) load_.add(k_cost_of_a_copy * pairs_, event.value.span);
        entries("outcomes", [](const Node&) { return 1.0; });
        decision();
        return load_;
    }

private:
    void add(const Node& node, double times) { load_.add(operations_in(node, n_) * times, node.span); }

    /// What is said of a group is laid down for each of its members.
    void said_of_actors(const Node* section) {
        if (section == nullptr) return;
        for (const Entry& entry : section->entries)
            if (const double n = members(entry.key); n > 1)
                load_.add(k_cost_of_a_copy * n * leaves(entry.value), entry.value.span);
    }

    static double leaves(const Node& node) {
        double sum = node.entries.empty() ? 1 : 0;
        for (const Entry& entry : node.entries) sum += leaves(entry.value);
        return sum;
    }

    /// Every actor gets a copy of the rule's expressions in every track.
    void decision() {
        std::set<std::string_view> tracks;
        if (const Node* actions = draft_.root().find("actions"))
            for (const Entry& action : actions->entries)
                if (const Node* track = action.value.find("track")) tracks.insert(track->text);
        if (const Entry* actions = draft_.root().find_entry("actions"))
            load_.add(2 * k_cost_of_a_copy * n_ * static_cast<double>(tracks.size()), actions->key_span);
        const Node* decision = draft_.root().find("decision");
        if (decision == nullptr) return;
        add(*decision, n_);
        said_of_actors(decision->find("actors"));
    }

    /// A description that every entity gets a copy of: nothing for a plain number.
    void copied(const Node& node, double times) {
        constexpr double k_plain = 8;
        const double operations = operations_in(node, n_);
        if (operations > k_plain) load_.add(operations * times * k_cost_of_a_copy, node.span);
    }

    /// Every entity is looked at, however short the equation.
    void shaped(const Node* section) {
        constexpr double k_least = 1;
        if (section == nullptr) return;
        for (const Entry& shape : section->entries)
            for (const Entry& equation : shape.value.entries)
                load_.add(std::max(k_least, operations_in(equation.value, n_)) * entities(shape.key),
                          equation.value.span);
    }

    template <class Times>
    void entries(std::string_view section, Times times) {
        if (const Node* node = draft_.root().find(section))
            for (const Entry& entry : node->entries) add(entry.value, times(entry.value));
    }

    [[nodiscard]] double entities(std::string_view shape) const {
        return shape == "world" ? 1 : shape == "actor" ? n_ : pairs_;
    }

    [[nodiscard]] double members(const std::string& name) const {
        if (const auto found = members_of(draft_, name)) return static_cast<double>(found->size());
        return 0;
    }

    /// How many actors a `by` or `to` names, each as often as it does.
    [[nodiscard]] double named(const Node* node) const {
        if (node == nullptr) return 1;
        double count = node->is_scalar() ? members(node->text) : 0;
        for (const Node& item : node->items) count += item.is_scalar() ? members(item.text) : 0;
        return count;
    }

    [[nodiscard]] double who(const Node* node) const { return std::min(named(node), std::max(n_, 1.0)); }

    [[nodiscard]] double frames(const Node& action) const { return who(action.find("by")) * who(action.find("to")); }

    /// The pairs that a line of `relations` reaches.
    [[nodiscard]] double line_pairs(const std::string& key) const {
        const auto pair = parse_pair(key);
        return pair ? 2 * members(pair->from) * members(pair->to) : 1;
    }

    static constexpr double k_cost_of_a_copy = 8;  // in memory most of all

    const Draft& draft_;
    double n_;
    double pairs_;
    Load load_;
};

}  // namespace

bool fits_text(Draft& draft) { return judge_work(draft, TextLoad(draft).measure()); }

}  // namespace brink
