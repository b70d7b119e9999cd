// Assignments (`=`) that can meet at one place in one stage of a step. Which of them stands is settled, and seldom
// meant: a warning.

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "model/draft.h"

namespace brink {
namespace {

/// One assignment as it may be made: by an actor taking an action, or in an instance of an event.
struct Setter {
    const Effect* effect = nullptr;
    const Action* action = nullptr;  // or
    const Event* event = nullptr;
    std::vector<ActorId> frame;
};

bool at_other_step(const Event& a, const Event& b) {
    const auto fixed = [](const Event& event) {
        return event.timing == Event::Timing::at && event.at.kind == Quantity::Kind::constant;
    };
    return fixed(a) && fixed(b) && a.at.number != b.at.number;
}

/// Whether both can be made in one step. Of one actor's choices in a track only one is made.
bool can_meet(const Setter& a, const Setter& b) {
    if (a.event != nullptr) return a.event == b.event || !at_other_step(*a.event, *b.event);
    if (a.frame[0] != b.frame[0] || a.action->track != b.action->track) return true;
    return a.action == b.action && a.frame == b.frame;
}

class Meeting {
public:
    explicit Meeting(Draft& draft) : draft_(draft) {}

    void events() {
        for (const Event& event : draft_.model.events)
            for (const auto& frame : event.instances)
                for (const Effect& effect : event.effects) rows({&effect, nullptr, &event, frame});
        places_.clear();
    }

    void actions() {
        for (const Action& action : draft_.model.actions)
            for (const ActorId actor : action.by) {
                if (!action.targeted) of_choice(action, {actor});
                for (const ActorId target : action.to)
                    if (action.targeted && target != actor) of_choice(action, {actor, target});
            }
    }

private:
    using Place = std::pair<std::uint32_t, std::vector<ActorId>>;  // variable and entity

    void of_choice(const Action& action, const std::vector<ActorId>& frame) {
        for (const Effect& effect : action.effects) rows({&effect, &action, nullptr, frame});
    }

    /// Every place that the effect sets in its frame.
    void rows(const Setter& setter) {
        const Effect& effect = *setter.effect;
        if (effect.assign != Effect::Assign::set) return;
        std::vector<const Expression*> bodies{&effect.value};
        if (effect.filter) bodies.push_back(&*effect.filter);
        for (const auto& bound : bindings(effect.binders, bodies, setter.frame)) {
            if (++seen_ > k_most) return;
            std::vector<ActorId> frame = setter.frame;
            frame.insert(frame.end(), bound.begin(), bound.end());
            Place place{effect.variable.index, {}};
            for (const ActorRef& ref : effect.actors) place.second.push_back(resolve(ref, frame));
            add(places_[place], setter);
        }
    }

    /// Of the setters at a place one a line is kept, and one by another actor: whoever can meet a setter of that line
    /// can meet one of these.
    void add(std::map<const Effect*, std::vector<Setter>>& here, const Setter& setter) {
        for (const auto& [effect, kept] : here)
            for (const Setter& other : kept)
                if (can_meet(setter, other)) report(*effect, *setter.effect);
        std::vector<Setter>& own = here[setter.effect];
        const bool other_actor = own.size() == 1 && setter.action != nullptr && own[0].frame[0] != setter.frame[0];
        if (own.empty() || other_actor) own.push_back(setter);
    }

    void report(const Effect& a, const Effect& b) {
        const Effect& first = b.span.begin < a.span.begin && a.span.file == b.span.file ? b : a;
        const Effect& second = &first == &a ? b : a;
        if (!reported_.insert({&first, &second}).second) return;
        const std::string& name = draft_.model.variables[first.variable.index].name;
        const std::string what = &first == &second
                                     ? fmt::format("this can set one '{}' more than once in one step", name)
                                     : fmt::format("this and the assignment of {} can set one '{}' in one step",
                                                   place_text(draft_, first.span), name);
        draft_.diagnostics.warning("assignments-meet", second.span, what,
                                   "one of them stands; '+=' and '-=' add up instead");
    }

    static constexpr std::size_t k_most = 1'000'000;  // a world too large to look through draws no warning
    Draft& draft_;
    std::map<Place, std::map<const Effect*, std::vector<Setter>>> places_;
    std::set<std::pair<const Effect*, const Effect*>> reported_;
    std::size_t seen_ = 0;
};

}  // namespace

void check_meeting(Draft& draft) {
    if (draft.diagnostics.has_errors()) return;  // an effect may be half read
    Meeting meeting(draft);
    meeting.events();
    meeting.actions();
}

}  // namespace brink
