#include "model/print.h"

#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "model/functions.h"

namespace brink {
namespace {

/// How tightly a term binds; an operand that binds less tightly than its place needs brackets.
enum class Binding : int { any, conjunction, negation, comparison, sum, product, sign, power, value };

struct Infix {
    std::string_view symbol;
    Binding binding;
};

Infix infix_of(Term term) {
    if (term == Term::logical_or) return {" or ", Binding::any};
    if (term == Term::logical_and) return {" and ", Binding::conjunction};
    if (term == Term::less) return {" < ", Binding::comparison};
    if (term == Term::less_equal) return {" <= ", Binding::comparison};
    if (term == Term::greater) return {" > ", Binding::comparison};
    if (term == Term::greater_equal) return {" >= ", Binding::comparison};
    if (term == Term::equal || term == Term::same_actor) return {" == ", Binding::comparison};
    if (term == Term::not_equal || term == Term::other_actor) return {" != ", Binding::comparison};
    if (term == Term::in_group) return {" in ", Binding::comparison};
    if (term == Term::add) return {" + ", Binding::sum};
    if (term == Term::subtract) return {" - ", Binding::sum};
    if (term == Term::multiply) return {" * ", Binding::product};
    if (term == Term::divide) return {" / ", Binding::product};
    if (term == Term::power) return {" ^ ", Binding::power};
    return {{}, Binding::value};
}

bool is_history(Term term) { return term >= Term::taken && term <= Term::received; }

Binding next(Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); }

std::string_view function_name(Term term) {
    if (term == Term::smallest) return "min";
    if (term == Term::largest) return "max";
    for (const Function& function : k_functions) {
        if (function.term == term && term != Term::number) return function.name;
    }
    return "?";
}

class Printer {
public:
    Printer(const Model& model, std::vector<std::string> slots) : model_(model), slots_(std::move(slots)) {}

    std::string expression(const Expression& e, Binding needed = Binding::any) {
        const std::string text = bare(e);
        return binding_of(e) < needed ? "(" + text + ")" : text;
    }

    std::string effect(const Effect& effect) {
        bind(effect.binders);
        const Variable& variable = model_.variables[effect.variable.index];
        std::string text = place(variable.name, effect.actors);
        switch (effect.assign) {
            case Effect::Assign::set: text += " = "; break;
            case Effect::Assign::add: text += " += "; break;
            case Effect::Assign::subtract: text += " -= "; break;
        }
        text += expression(effect.value);
        if (!effect.binders.empty()) text += for_clause(effect.binders);
        if (effect.filter) text += " if " + expression(*effect.filter);
        return text;
    }

private:
    static Binding binding_of(const Expression& e) {
        if (e.term == Term::number) return std::signbit(e.number) ? Binding::sign : Binding::value;
        if (e.term == Term::negate) return Binding::sign;
        if (e.term == Term::logical_not) return Binding::negation;
        return infix_of(e.term).binding;
    }

    std::string bare(const Expression& e) {
        switch (e.term) {
            case Term::number: return fmt::format("{}", e.number);
            case Term::parameter: return model_.parameters[e.item].name;
            case Term::variable: return place(model_.variables[e.item].name, e.actors);
            case Term::derived: return place(model_.derived[e.item].name, e.actors);
            case Term::draw: return place(model_.draws[e.item].name, e.actors);
            case Term::step_number: return "t";
            case Term::date: return "date";
            case Term::step_years: return "dt";
            case Term::series: return model_.series[e.item].name;
            case Term::lookup:
            case Term::curve:
                return fmt::format("{}({}, {})", function_name(e.term), model_.tables[e.item].name, arguments(e));
            case Term::delay: return fmt::format("delay({}, {})", expression(e.operands[0]), e.number);
            case Term::negate: return "-" + expression(e.operands[0], Binding::sign);
            case Term::logical_not: return "not " + expression(e.operands[0], Binding::negation);
            case Term::same_actor:
            case Term::other_actor: return actor(e.actors[0]).append(infix_of(e.term).symbol) + actor(e.actors[1]);
            case Term::in_group: return actor(e.actors[0]).append(" in ") + group(e.members);
            case Term::add:
            case Term::subtract:
            case Term::multiply:
            case Term::divide:
            case Term::power:
            case Term::less:
            case Term::less_equal:
            case Term::greater:
            case Term::greater_equal:
            case Term::equal:
            case Term::not_equal:
            case Term::logical_and:
            case Term::logical_or: return operation(e);
            case Term::sum:
            case Term::mean:
            case Term::largest:
            case Term::smallest:
            case Term::any:
            case Term::all:
            case Term::count: return comprehension(e);
            case Term::taken:
            case Term::ever:
            case Term::since:
            case Term::received:
            case Term::rung: return history(e);
            case Term::happened: return happened(e);
            case Term::select:
            case Term::minimum:
            case Term::maximum:
            case Term::clamp:
            case Term::absolute:
            case Term::square_root:
            case Term::exponential:
            case Term::logarithm:
            case Term::hyperbolic_tangent:
            case Term::logistic:
            case Term::sign:
            case Term::floor:
            case Term::draw_normal:
            case Term::draw_uniform:
            case Term::draw_bernoulli:
            case Term::draw_binomial:
            case Term::draw_poisson:
            case Term::draw_gamma: return call(e);
        }
        return {};
    }

    std::string operation(const Expression& e) {
        const Infix infix = infix_of(e.term);
        const bool power = e.term == Term::power;
        const bool chain = infix.binding != Binding::comparison && !power;
        // `^` groups to the right, and its exponent may carry a sign
        const Binding left = chain ? infix.binding : next(infix.binding);
        const Binding right = power ? Binding::sign : next(infix.binding);
        return date_or(e.operands[0], e.operands[1], left).append(infix.symbol) +
               date_or(e.operands[1], e.operands[0], right);
    }

    /// A number compared with `date` is a date.
    std::string date_or(const Expression& e, const Expression& beside, Binding needed) {
        const bool is_date = e.term == Term::number && beside.term == Term::date;
        return is_date ? format_date(static_cast<std::int64_t>(e.number)) : expression(e, needed);
    }

    /// min(a, b, c) is kept as minimum(minimum(a, b), c) and printed as it was written.
    std::string arguments(const Expression& e) {
        const bool folds = e.term == Term::minimum || e.term == Term::maximum;
        std::string text;
        for (std::size_t i = 0; i < e.operands.size(); ++i) {
            const Expression& operand = e.operands[i];
            if (i > 0) text += ", ";
            text += i == 0 && folds && operand.term == e.term ? arguments(operand) : expression(operand);
        }
        return text;
    }

    std::string call(const Expression& e) { return fmt::format("{}({})", function_name(e.term), arguments(e)); }

    std::string comprehension(const Expression& e) {
        const std::vector<std::string> outside = slots_;
        bind(e.binders);
        std::string text = fmt::format("{}({}", function_name(e.term), expression(e.operands[0]));
        text += for_clause(e.binders);
        if (e.operands.size() > 1) text += " if " + expression(e.operands[1]);
        slots_ = outside;
        return text + ")";
    }

    std::string history(const Expression& e) {
        std::vector<std::string> words;
        for (const ActorRef& ref : e.actors) words.push_back(actor(ref));
        if (is_history(e.term)) {
            const std::string name = e.item == k_hold.index ? "hold" : model_.actions[e.item].name;
            words.insert(words.begin() + 1, name);
        }
        return fmt::format("{}({})", function_name(e.term), fmt::join(words, ", "));
    }

    std::string happened(const Expression& e) const {
        const std::string& name = model_.events[e.item].name;
        const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                           std::string::npos;
        return plain ? fmt::format("happened({})", name) : fmt::format("happened('{}')", name);
    }

    void bind(const std::vector<Binder>& binders) {
        for (const Binder& binder : binders) {
            if (slots_.size() <= binder.slot) slots_.resize(binder.slot + 1);
            slots_[binder.slot] = binder.name;
        }
    }

    std::string for_clause(const std::vector<Binder>& binders) const {
        std::string text = " for " + binders[0].name;
        if (binders.size() > 1) text += ", " + binders[1].name;
        const bool skips = !binders[0].skipped.empty();
        const bool everyone = binders[0].members.size() == model_.actors.size();
        if (everyone && (skips || binders[0].slot == 0)) return text;
        return text + " in " + group(binders[0].members);
    }

    std::string group(const std::vector<ActorId>& members) const {
        if (members.size() == model_.actors.size()) return "everyone";
        for (const Group& group : model_.groups) {
            if (group.members == members) return group.name;
        }
        std::vector<std::string> ids;
        for (const ActorId member : members) ids.push_back(model_.actors[member.index].id);
        return fmt::format("[{}]", fmt::join(ids, ", "));
    }

    [[nodiscard]] std::string actor(const ActorRef& ref) const {
        if (!ref.bound) return model_.actors[ref.index].id;
        if (ref.index < slots_.size() && !slots_[ref.index].empty()) return slots_[ref.index];
        return fmt::format("#{}", ref.index);
    }

    [[nodiscard]] std::string place(const std::string& name, const std::vector<ActorRef>& actors) const {
        if (actors.empty()) return name;
        if (actors.size() == 1) return actor(actors[0]) + "." + name;
        return fmt::format("{}[{}, {}]", name, actor(actors[0]), actor(actors[1]));
    }

    const Model& model_;
    std::vector<std::string> slots_;
};

}  // namespace

std::string to_text(const Expression& expression, const Model& model, const std::vector<std::string>& slots) {
    return Printer(model, slots).expression(expression);
}

std::string to_text(const Effect& effect, const Model& model, const std::vector<std::string>& slots) {
    return Printer(model, slots).effect(effect);
}

}  // namespace brink
