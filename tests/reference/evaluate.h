#pragma once
// The value of one expression for one trajectory, straight from the tree: what an expression means, stated a second
// time and without any thought of speed. Shares the elementary functions, the generator and the model with the
// engine, and nothing else.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "model/model.h"

namespace brink::reference {

using Frame = std::vector<ActorId>;  // the actors bound so far, in slot order

/// What one actor did in one track and step.
struct Choice {
    ActorId actor;
    TrackId track;
    bool made = false;  // false: no choice; then nothing below counts
    bool imposed = false;
    ActionId action = k_hold;
    std::optional<ActorId> target;
    int rung = 0;
    double probability = 0;
    std::uint64_t key = 0;  // option_key of the choice; 0 without one
};

using Values = std::vector<std::vector<double>>;  // (n items, n entities of its shape)
using Choices = std::vector<Choice>;              // in order of actor, then track

/// An event, or one of the events that its `for` makes of it: `frame` holds the actors bound.
struct Happening {
    EventId event;
    Frame frame;
    friend bool operator==(const Happening&, const Happening&) = default;
};

/// All that an expression can see.
using Act = std::tuple<std::uint32_t, std::uint32_t, std::int64_t>;  // actor, action, target; -1 for whomever

[[nodiscard]] inline Act act(ActorId actor, ActionId action, std::optional<ActorId> target) {
    return {actor.index, action.index, target ? static_cast<std::int64_t>(target->index) : -1};
}

struct Moment {
    const Model& model;
    std::uint64_t seed = 1;
    std::uint64_t luck = 0;
    std::uint64_t row = 0;
    int t = 0;                                                   // number of the present state; of the step being made
    std::vector<double> parameters;                              // (n_parameters)
    Values values;                                               // of the variables
    Values draws;                                                // named draws of the step
    std::vector<Choices> history;                                // by step, up to the latest decisions
    std::vector<Happening> happened;                             // what fired, in steps so far
    std::vector<Happening> met = {};                             // whose `when` the step before met
    std::vector<Values> past_values = {};                        // by recorded state: the variables
    std::vector<Values> past_derived = {};                       // likewise the derived values that read no draw
    mutable std::map<std::string, std::int64_t> incidents = {};  // by key: how often a number was not legal
    std::map<Act, int> last_steps = {};                          // in which each act was done last
    mutable std::map<std::pair<std::uint32_t, std::size_t>, double>* known = nullptr;  // (derived, entity), see Still
};

/// While this lives nothing that a moment holds may change: a derived value that reads no draw is worked out once.
class Still {
public:
    explicit Still(const Moment& moment) : moment_(moment) { moment_.known = &known_; }
    ~Still() { moment_.known = nullptr; }
    Still(const Still&) = delete;
    Still& operator=(const Still&) = delete;

private:
    const Moment& moment_;
    std::map<std::pair<std::uint32_t, std::size_t>, double> known_;
};

/// x, or the end of the range nearest to it, with the incident noted.
[[nodiscard]] double legal(const Moment& moment, double x, double low, double high, const std::string& key);

/// The entity that the actors of a reference mean, among entity_count(shape, n_actors).
[[nodiscard]] std::size_t entity(Shape shape, const Frame& actors, std::size_t n_actors);
/// The one pair that a symmetric variable has for both orders: the first name first. Other places stay as they are.
[[nodiscard]] Frame one_order(const Variable& variable, Frame actors);
/// Whether the variable has a number of its own for these actors, one that something could change.
[[nodiscard]] bool has_number(const Variable& variable, const Frame& actors, std::size_t n_actors);
/// Every entity of a shape as the frame of its equation, in order of entities.
[[nodiscard]] std::vector<Frame> frames(Shape shape, std::size_t n_actors);

/// Calls `visit` with the frame of every tuple that the binders allow and for which no body reads a pair [x, x].
void for_each_tuple(const std::vector<Binder>& binders, const std::vector<const Expression*>& bodies,
                    const Frame& frame, const std::function<void(const Frame&)>& visit);

[[nodiscard]] double evaluate(const Expression& expression, const Frame& frame, const Moment& moment);

/// Highest rung among the choices that an actor made, at `target` alone if one is named; 0 with none.
[[nodiscard]] int rung_of(const Choices& choices, ActorId actor, std::optional<ActorId> target = std::nullopt);

/// The key of a draw site with all actors bound around it.
[[nodiscard]] std::uint64_t site_key(const Moment& moment, const std::string& site, const Frame& frame);

/// x brought into the range; what is no number stays so.
[[nodiscard]] double clamped(double x, double low, double high);

}  // namespace brink::reference
