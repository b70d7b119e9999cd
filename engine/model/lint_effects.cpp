// Effects that can meet: two `=` at one place in one stage of a step, of which only one can stand.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "model/lint_parts.h"

namespace brink {
namespace {

using Actors = std::vector<std::uint32_t>;  // ascending

bool meet(const Actors& a, const Actors& b) {
    return std::any_of(a.begin(), a.end(), [&](std::uint32_t i) { return std::binary_search(b.begin(), b.end(), i); });
}

/// An `=` and who or what lays it.
struct Setting {
    const Effect* effect = nullptr;
    const Action* action = nullptr;  // nullptr: an event's
    const Event* event = nullptr;
    [[nodiscard]] std::string owner() const { return action != nullptr ? action->name : event->name; }
};

/// The actors that each part of the place can be, `self` being the one given.
std::vector<Actors> place(const Model& model, const Setting& setting, std::uint32_t self) {
    std::vector<Actors> parts;
    for (const ActorRef& ref : setting.effect->actors) {
        Actors& actors = parts.emplace_back();
        const auto binder = std::find_if(setting.effect->binders.begin(), setting.effect->binders.end(),
                                         [&](const Binder& b) { return ref.bound && b.slot == ref.index; });
        if (!ref.bound) {
            actors.push_back(ref.index);
        } else if (binder != setting.effect->binders.end()) {
            for (const ActorId member : binder->members) actors.push_back(member.index);
        } else if (setting.action != nullptr && ref.index == 0) {
            actors.push_back(self);
        } else if (setting.action != nullptr && setting.action->targeted && ref.index == 1) {
            for (const ActorId target : setting.action->to)
                if (target.index != self) actors.push_back(target.index);
        } else if (setting.event != nullptr && ref.index < setting.event->binders.size()) {
            for (const ActorId member : setting.event->binders[ref.index].members) actors.push_back(member.index);
        } else {
            for (std::uint32_t i = 0; i < model.actors.size(); ++i) actors.push_back(i);
        }
    }
    return parts;
}

/// Whether the two places can be one; of a symmetric variable a pair is one place in either order.
bool places_meet(const Model& model, const Setting& a, std::uint32_t self_of_a, const Setting& b,
                 std::uint32_t self_of_b) {
    const std::vector<Actors> first = place(model, a, self_of_a), second = place(model, b, self_of_b);
    const auto all_meet = [&](const std::vector<Actors>& other) {
        for (std::size_t i = 0; i < first.size(); ++i)
            if (!meet(first[i], other[i])) return false;
        return true;
    };
    const bool symmetric = model.variables[a.effect->variable.index].symmetric;
    return all_meet(second) || (symmetric && all_meet({second.rbegin(), second.rend()}));
}

bool same_number(const Effect& a, const Effect& b) {
    return a.value.term == Term::number && b.value.term == Term::number && a.value.number == b.value.number;
}

/// The bound names of one line, those of its event included.
std::vector<Binder> binders_of(const Setting& setting) {
    std::vector<Binder> bound = setting.effect->binders;
    if (setting.event != nullptr)
        bound.insert(bound.end(), setting.event->binders.begin(), setting.event->binders.end());
    return bound;
}

/// Whether one line lays the pairs of a symmetric variable in both orders: both names of the place are bound, each can
/// be what the other is, and it is not an event of unordered pairs.
bool lays_both_orders(const Model& model, const Setting& setting) {
    const Effect& effect = *setting.effect;
    if (!model.variables[effect.variable.index].symmetric) return false;
    const auto is_bound = [&](const ActorRef& ref, const std::vector<Binder>& binders) {
        return ref.bound && std::any_of(binders.begin(), binders.end(),
                                        [&](const Binder& binder) { return binder.slot == ref.index; });
    };
    const auto both = [&](const std::vector<Binder>& binders) {
        return is_bound(effect.actors[0], binders) && is_bound(effect.actors[1], binders);
    };
    if (setting.event != nullptr && !setting.event->ordered && both(setting.event->binders)) return false;
    if (!both(binders_of(setting))) return false;
    const std::vector<Actors> ends = place(model, setting, 0);
    return std::count_if(ends[0].begin(), ends[0].end(), [&](std::uint32_t actor) {
               return std::binary_search(ends[1].begin(), ends[1].end(), actor);
           }) > 1;
}

/// Whether one line can lay several values at one place: a bound actor that is no part of it.
bool repeats_place(const Model& model, const Setting& setting) {
    const Effect& effect = *setting.effect;
    const std::vector<Binder> bound = binders_of(setting);
    const bool left_out = std::any_of(bound.begin(), bound.end(), [&](const Binder& binder) {
        return binder.members.size() > 1 &&
               std::none_of(effect.actors.begin(), effect.actors.end(),
                            [&](const ActorRef& ref) { return ref.bound && ref.index == binder.slot; });
    });
    return left_out || lays_both_orders(model, setting);
}

/// `looks` is how often places may still be compared: a linter need not see all of a very large file.
bool actions_meet(const Model& model, const Setting& a, const Setting& b, std::size_t& looks) {
    const bool one_line = a.effect == b.effect;
    for (const ActorId p : a.action->by)
        for (const ActorId q : b.action->by) {
            if (looks == 0) return false;
            --looks;
            // One actor takes one action a track: of two actions in one track only others can meet it.
            const bool both_at_once = p != q || (a.action == b.action ? !one_line : a.action->track != b.action->track);
            if (both_at_once && places_meet(model, a, p.index, b, q.index)) return true;
        }
    return false;
}

bool events_meet(const Model& model, const Setting& a, const Setting& b) {
    if (a.effect == b.effect) return false;
    const auto dated = [](const Event& event) {
        return event.timing == Event::Timing::at && event.at.kind == Quantity::Kind::constant;
    };
    if (a.event != b.event && dated(*a.event) && dated(*b.event) &&
        static_cast<int>(a.event->at.number) != static_cast<int>(b.event->at.number))
        return false;
    return places_meet(model, a, 0, b, 0);
}

std::vector<Setting> settings_of(const Model& model, bool of_events) {
    std::vector<Setting> found;
    const auto add = [&](const std::vector<Effect>& effects, const Action* action, const Event* event) {
        for (const Effect& effect : effects)
            if (effect.assign == Effect::Assign::set) found.push_back({&effect, action, event});
    };
    if (of_events)
        for (const Event& event : model.events) add(event.effects, nullptr, &event);
    else
        for (const Action& action : model.actions) add(action.effects, &action, nullptr);
    return found;
}

}  // namespace

void lint_effects(const Tree& tree, const Model& model, Diagnostics& diagnostics) {
    constexpr std::size_t k_most_looks = 500'000;
    for (const bool of_events : {false, true}) {
        std::size_t looks = k_most_looks;
        const std::vector<Setting> all = settings_of(model, of_events);
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                if (looks == 0 || diagnostics.full()) break;
                --looks;
                const Setting &a = all[j], &b = all[i];
                if (a.effect->variable != b.effect->variable || same_number(*a.effect, *b.effect)) continue;
                if (!named_file(tree, a.effect->span) && !named_file(tree, b.effect->span)) continue;
                const bool found = (i == j && repeats_place(model, a)) ||
                                   (of_events ? events_meet(model, a, b) : actions_meet(model, a, b, looks));
                if (!found) continue;
                const bool later = named_file(tree, b.effect->span);
                const Setting &here = later ? b : a, &there = later ? a : b;
                diagnostics.warning(
                    "effects-meet", here.effect->span,
                    fmt::format("this '=' of '{}' can meet {} at the same place of '{}': only one will stand",
                                here.owner(),
                                i == j ? "another of its own" : fmt::format("that of '{}'", there.owner()),
                                model.variables[here.effect->variable.index].name),
                    "write += or -=, or make their conditions exclude each other");
            }
    }
}

}  // namespace brink
