#include <fmt/format.h>

#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "base/elementary.h"
#include "model/print.h"
#include "result/parts.h"

namespace brink {

namespace {

std::string choice_text(const Distribution& distribution) {
    std::string text = "choice(";
    for (std::size_t i = 0; i < distribution.numbers.size(); ++i) {
        if (i > 0) text += ", ";
        text += fmt::format("{}", distribution.numbers[i]);
        if (i < distribution.weights.size()) text += fmt::format(" with {:.6g}", distribution.weights[i]);
    }
    return text + ")";
}

// A file gives mean and sd, or the numbers of the formula; the model keeps the latter. Both are told, so that everyone
// finds what they wrote; six digits are what a round trip through logarithms and roots gives back.
std::string lognormal_text(double mu, double sigma) {
    const double square = sigma * sigma;
    const double mean = exp(mu + square / 2);
    // exp(x) - 1 loses digits near 0, where two terms of its series have them all.
    const double spread = square < 1e-6 ? square * (1 + square / 2) : exp(square) - 1;
    return fmt::format("lognormal(mean {:.6g}, sd {:.6g}; median {:.6g}, sigma {:.6g})", mean, mean * std::sqrt(spread),
                       exp(mu), sigma);
}

std::string beta_text(double a, double b) {
    const double sum = a + b;
    return fmt::format("beta(mean {:.6g}, sd {:.6g}; a {:.6g}, b {:.6g})", a / sum, std::sqrt(a * b / (sum + 1)) / sum,
                       a, b);
}

std::string gamma_text(double shape, double scale) {
    return fmt::format("gamma(mean {:.6g}, sd {:.6g}; shape {:.6g}, scale {:.6g})", shape * scale,
                       std::sqrt(shape) * scale, shape, scale);
}

std::string distribution_text(const Distribution& d) {
    const auto two = [&](const char* form) { return fmt::format(fmt::runtime(form), d.numbers[0], d.numbers[1]); };
    switch (d.kind) {
        case Distribution::Kind::uniform: return two("uniform({}, {})");
        case Distribution::Kind::normal: return two("normal(mean {}, sd {})");
        case Distribution::Kind::lognormal: return lognormal_text(d.numbers[0], d.numbers[1]);
        case Distribution::Kind::beta: return beta_text(d.numbers[0], d.numbers[1]);
        case Distribution::Kind::gamma: return gamma_text(d.numbers[0], d.numbers[1]);
        case Distribution::Kind::triangular:
            return fmt::format("triangular({}, {}, {})", d.numbers[0], d.numbers[1], d.numbers[2]);
        case Distribution::Kind::choice: return choice_text(d);
    }
    return {};
}

std::string value_text(const Model& model, const Quantity& quantity) {
    switch (quantity.kind) {
        case Quantity::Kind::constant: return fmt::format("{}", quantity.number);
        case Quantity::Kind::distribution: return distribution_text(quantity.distribution);
        case Quantity::Kind::expression: return to_text(quantity.expression, model, {});
    }
    return {};
}

/// `[RED]` or `[RED, BLUE]` of the entity with this index; empty for a world value.
std::string entity_text(const Model& model, Shape shape, std::size_t entity) {
    switch (shape) {
        case Shape::world: return {};
        case Shape::actor: return fmt::format("[{}]", model.actors[entity].id);
        case Shape::dyad: break;
    }
    const std::size_t others = model.actors.size() - 1;
    const std::size_t first = entity / others;
    const std::size_t second = entity % others + (entity % others >= first ? 1 : 0);
    return fmt::format("[{}, {}]", model.actors[first].id, model.actors[second].id);
}

/// Counts what was written: quantities of one place in the text are one number.
class NumberCounter {
public:
    explicit NumberCounter(NumberCounts& counts) : counts_(counts) {}

    void add(const Quantity& quantity) {
        if (quantity.common) ++counts_.common;
        if (!seen_.insert({quantity.span.file, quantity.span.begin, quantity.span.end}).second) return;
        add(quantity.provenance);
    }

    /// One description, whatever it describes.
    void add(const Provenance& provenance) {
        ++counts_.written;
        if (provenance.basis == "sourced")
            ++counts_.sourced;
        else if (provenance.basis == "estimated")
            ++counts_.estimated;
        else if (provenance.basis == "assumed")
            ++counts_.assumed;
        else
            ++counts_.unsaid;
        if (!provenance.claim_by.empty()) ++counts_.claimed;
    }

private:
    NumberCounts& counts_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> seen_;
};

/// Tables and series: one item each, as they share what is said of where they come from.
void add_tables(const Model& model, NumberCounter& counter, Result& result) {
    for (const Table& table : model.tables) {
        const bool curve = table.kind == Table::Kind::curve;
        result.numbers.push_back({table.name,
                                  curve ? fmt::format("curve of {} points", table.rows)
                                        : fmt::format("{} x {} matrix", table.rows, table.columns),
                                  table.unit, table.provenance});
        counter.add(table.provenance);
    }
    for (const Series& series : model.series) {
        result.numbers.push_back({series.name,
                                  fmt::format("{} values from {} to {}", series.days.size(),
                                              format_date(series.days.front()), format_date(series.days.back())),
                                  series.unit, series.provenance});
        counter.add(series.provenance);
    }
}

}  // namespace

void fill_numbers(const Model& model, Result& result) {
    NumberCounter counter(result.number_counts);
    add_tables(model, counter, result);
    for (const Parameter& parameter : model.parameters) {
        result.numbers.push_back(
            {parameter.name, value_text(model, parameter.value), parameter.unit, parameter.value.provenance});
        counter.add(parameter.value);
    }
    for (const Variable& variable : model.variables) {
        bool told_elsewhere = false;
        for (std::size_t entity = 0; entity < variable.initial.size(); ++entity) {
            const bool kept = variable.keeps(entity, model.actors.size());
            if (!kept && variable.stands_for(entity, model.actors.size()) != entity) continue;  // the other order's
            if (!kept && std::exchange(told_elsewhere, true)) continue;  // one line for all that have no number
            const Quantity& initial = variable.initial[entity];
            const std::string whose = kept ? entity_text(model, variable.shape, entity) : "[elsewhere]";
            result.numbers.push_back(
                {variable.name + whose, value_text(model, initial), variable.unit, initial.provenance, initial.common});
            counter.add(initial);
        }
    }
}

}  // namespace brink
