#include "model/call_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace brink {
namespace {

/// Where values of an actor stand bare, in the scalar's text.
void gather_bare(const Scope& scope, const Syntax& syntax, std::vector<std::size_t>& places) {
    if (syntax.kind == Syntax::Kind::name) {
        const NamedThing* thing = scope.thing(syntax.text);
        if (thing != nullptr && thing->shape == Shape::actor && !scope.slot(syntax.text))
            places.push_back(syntax.begin);
    }
    if (syntax.kind == Syntax::Kind::member || syntax.loop) return;
    for (const Syntax& part : syntax.parts) gather_bare(scope, part, places);
}

}  // namespace

std::optional<std::size_t> glued_numbers(const Scope& scope, const Syntax& call) {
    const std::string_view text = scope.node.text;
    const auto whole = [&](const Syntax& part) {
        return part.kind == Syntax::Kind::number && part.end > part.begin &&
               text.substr(part.begin, part.end - part.begin).find_first_not_of("0123456789") == std::string_view::npos;
    };
    for (std::size_t i = 0; i + 1 < call.parts.size(); ++i)
        if (whole(call.parts[i]) && whole(call.parts[i + 1]) && call.parts[i].end + 1 == call.parts[i + 1].begin)
            return i;
    return std::nullopt;
}

std::string with_point(const Scope& scope, const Syntax& call, std::size_t first) {
    std::string written = scope.node.text.substr(call.parts[first].begin,
                                                 call.parts[first + 1].end - call.parts[first].begin);
    std::replace(written.begin(), written.end(), ',', '.');
    return written;
}

void warn_of_comma(Scope& scope, const Syntax& call) {
    const auto first = glued_numbers(scope, call);
    if (!first) return;
    bool blank = false;
    for (std::size_t i = 0; i + 1 < call.parts.size(); ++i)
        blank = blank || call.parts[i].end + 1 < call.parts[i + 1].begin;
    if (!blank) return;
    scope.diagnostics.warning("comma-in-number",
                              scope.node.inside(call.parts[*first].begin, call.parts[*first + 1].end),
                              fmt::format("these are two numbers, {} and {}", call.parts[*first].number,
                                          call.parts[*first + 1].number),
                              fmt::format("for one write {}, with a point; for two put a blank behind the comma",
                                          with_point(scope, call, *first)));
}

std::string drawn_once(const Scope& scope, const Function& function, const Syntax& call) {
    const auto part = [&](std::size_t i) {
        return scope.node.text.substr(call.parts[i].begin, call.parts[i].end - call.parts[i].begin);
    };
    const bool two = call.parts.size() == 2;
    if (two && function.term == Term::draw_normal)
        return fmt::format("to draw it once a trajectory write {{normal: {{mean: {}, sd: {}}}}}", part(0), part(1));
    if (two && function.term == Term::draw_uniform)
        return fmt::format("to draw it once a trajectory write {{uniform: [{}, {}]}}", part(0), part(1));
    if (two && function.term == Term::draw_gamma)
        return fmt::format("to draw it once a trajectory write {{gamma: {{shape: {}, scale: {}}}}}", part(0), part(1));
    return "what is drawn anew in every step stands under 'draws'";
}

std::string indexed(const Scope& scope, const Syntax& call) {
    const NamedThing* thing = scope.thing(call.text);
    if (thing == nullptr || call.parts.empty()) return {};
    const bool actors = std::all_of(call.parts.begin(), call.parts.end(),
                                    [&](const Syntax& part) { return means_actor(scope, part); });
    if (actors && thing->shape == Shape::dyad && call.parts.size() == 2)
        return fmt::format("write {}[{}, {}]", call.text, call.parts[0].text, call.parts[1].text);
    if (actors && thing->shape == Shape::actor && call.parts.size() == 1)
        return fmt::format("write {}.{}", call.parts[0].text, call.text);
    if (call.parts.size() == 1 && reads_step(call.parts[0]))
        return fmt::format("the present value is '{0}', that of the step before delay({0}, 1)", call.text);
    return {};
}

std::string comprehension_hint(const Scope& scope, const Function& function, const Syntax& call) {
    const Syntax* last = call.parts.empty() ? nullptr : &call.parts.back();
    const bool binds = call.parts.size() == 2 && last->kind == Syntax::Kind::name && scope.thing(last->text) == nullptr;
    if (binds)
        return fmt::format("write {}({} for {})", function.name,
                           scope.node.text.substr(call.parts[0].begin, call.parts[0].end - call.parts[0].begin),
                           last->text);
    if (call.parts.size() != 1) {
        switch (function.term) {
            case Term::sum: return "to add numbers write a + b; over actors sum(j.x for j)";
            case Term::mean: return "of two numbers write (a + b) / 2; over actors mean(j.x for j)";
            case Term::any: return "of two conditions write a or b; over actors any(j.x > 1 for j)";
            case Term::all: return "of two conditions write a and b; over actors all(j.x > 1 for j)";
            default: return fmt::format("write {}", function.form);
        }
    }
    const Syntax& part = call.parts[0];
    const NamedThing* group = part.kind == Syntax::Kind::name ? scope.thing(part.text) : nullptr;
    const char* what = function.term == Term::count ? "1" : "j.x";
    if (part.kind == Syntax::Kind::in_group && part.parts[0].kind == Syntax::Kind::name)
        return fmt::format("write {}({} for {} in {})", function.name, what, part.parts[0].text, part.group.text);
    if (group != nullptr && group->kind == NamedThing::Kind::group)
        return fmt::format("write {}({} for j in {})", function.name, what, part.text);
    std::vector<std::size_t> places;
    gather_bare(scope, call.parts[0], places);
    if (places.empty()) return fmt::format("write {}", function.form);
    std::string term = scope.node.text.substr(call.parts[0].begin, call.parts[0].end - call.parts[0].begin);
    for (auto place = places.rbegin(); place != places.rend(); ++place) term.insert(*place - call.parts[0].begin, "j.");
    return fmt::format("write {}({} for j)", function.name, term);
}

}  // namespace brink
