#include "model/expression_words.h"

#include <array>

#include "model/functions.h"

namespace brink {
namespace {

constexpr auto k_words = std::to_array<ExpressionWord>({
    {"and", "a and b", "1 if both are true, else 0; any number but 0 counts as true"},
    {"or", "a or b", "1 if one is true, else 0"},
    {"not", "not a", "1 if a is 0, else 0"},
    {"in", "j in GROUP", "whether an actor is in a group; after `for j`, whom a comprehension runs over"},
    {"for", "sum(term for j in GROUP if condition)", "runs over actors; skips self and the names bound around it"},
    {"t", "t", "steps completed as the step begins; in an outcome, the number of the recorded state"},
    {"date", "date < 2025-06-01", "the day on which the step begins; compares only with a date YYYY-MM-DD"},
    {"dt", "dt", "years a step: 7/365.25 for a week, 1/12 for a month"},
    {"years", "years", "t * dt: years since the start"},
    {"self", "self, self.x, x", "the actor whose equation or action it is; a bare name is self's"},
    {"other", "other.x, x[self, other]", "the second actor of a pair's equation"},
    {"target", "target.x, x[self, target]", "at whom an action with `to` is directed"},
    {"everyone", "for j in everyone", "the group of all actors; a comprehension over it skips nobody"},
});

struct FunctionDoc {
    std::string_view name;
    std::string_view doc;
};

constexpr auto k_function_docs = std::to_array<FunctionDoc>({
    {"if", "a where the condition is true, else b; both are evaluated"},
    {"min", "the smaller, or the smallest over actors (over none: 0)"},
    {"max", "the larger, or the largest over actors (over none: 0)"},
    {"clamp", "x, but not below low and not above high"},
    {"abs", "size without sign"},
    {"sqrt", "square root"},
    {"exp", "e to the power x"},
    {"log", "natural logarithm"},
    {"tanh", "hyperbolic tangent, from -1 to 1"},
    {"logistic", "1 / (1 + exp(-x)), from 0 to 1"},
    {"sign", "-1, 0 or 1"},
    {"floor", "the largest whole number not above x"},
    {"sum", "sum over actors (over none: 0)"},
    {"mean", "mean over actors (over none: 0)"},
    {"any", "1 if the condition holds for some actor, else 0"},
    {"all", "1 if the condition holds for every actor (also of none), else 0"},
    {"count", "number of actors for which the condition holds"},
    {"taken", "1 if the latest decision of self (of A, at B) was that action, else 0"},
    {"ever", "1 if self (A, at B) took that action in any step so far, the latest decision included"},
    {"since", "steps since self (A, at B) took that action; infinite if never"},
    {"received", "how many actors' latest decision was that action at self (at A); whether B's was at A"},
    {"rung", "rung of the latest decision of A (at B), the highest among tracks"},
    {"happened", "1 if the event has fired in this trajectory, else 0"},
    {"normal", "a draw from the normal distribution; in draws, dynamics and effects only"},
    {"uniform", "a draw from low to high; in draws, dynamics and effects only"},
    {"bernoulli", "1 with probability p, else 0; in draws, dynamics and effects only"},
    {"binomial", "a draw of the number of successes in n trials of chance p; in draws, dynamics and effects only"},
    {"poisson", "a draw of a count with mean m; in draws, dynamics and effects only"},
    {"gamma", "a draw from the gamma distribution; in draws, dynamics and effects only"},
    {"delay", "x as the step k steps ago began; its initial value before that"},
    {"lookup", "an element of a named matrix; rows and columns count from 0"},
    {"curve", "the value at x of a named piecewise-linear curve, level beyond its ends"},
    {"reply", "the chance that the target would choose that action in return"},
});

std::string_view doc_of(std::string_view function) {
    for (const FunctionDoc& row : k_function_docs)
        if (row.name == function) return row.doc;
    return {};
}

}  // namespace

std::vector<ExpressionWord> expression_words() {
    std::vector<ExpressionWord> words(k_words.begin(), k_words.end());
    for (const Function& function : k_functions) {
        words.push_back({function.name, function.form, doc_of(function.name), function.kind != Function::Kind::later});
    }
    return words;
}

}  // namespace brink
