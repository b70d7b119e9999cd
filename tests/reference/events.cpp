#include "reference/events.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lanes/draws.h"
#include "lanes/random.h"

namespace brink::reference {

namespace {

bool among(const std::vector<Happening>& list, const Happening& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// Whether its time has come, its condition aside.
bool due(const Event& event, const Frame& frame, const Moment& moment) {
    switch (event.timing) {
        case Event::Timing::at: return std::floor(quantity_value(event.at, moment, frame)) == moment.t;
        case Event::Timing::hazard: {
            const std::uint64_t key = site_key(moment, "events/" + event.name + "/hazard", frame);
            const double u = uniform53(draw_word(key, moment.luck, static_cast<std::uint32_t>(moment.t)));
            return u < legal(moment, evaluate(*event.hazard, frame, moment), 0, 1, "events/" + event.name + "/hazard");
        }
        case Event::Timing::always: break;
    }
    return true;
}

}  // namespace

std::vector<Happening> all_events(const Model& model) {
    std::vector<Happening> all;
    for (std::uint32_t e = 0; e < model.events.size(); ++e) {
        const Event& event = model.events[e];
        for_each_tuple(event.binders, {}, {}, [&](const Frame& frame) {
            if (frame.size() == 2 && !event.ordered && frame[1] < frame[0]) return;  // that pair again
            all.push_back({EventId{e}, frame});
        });
    }
    return all;
}

std::vector<Happening> firing(Moment& moment) {
    std::vector<Happening> fired, met;
    for (const Happening& one : all_events(moment.model)) {
        const Event& event = moment.model.events[one.event.index];
        bool condition = true;
        if (event.when) {
            condition = evaluate(*event.when, one.frame, moment) != 0;
            if (condition) met.push_back(one);
            if (event.on_rise && among(moment.met, one)) condition = false;
        }
        const bool spent = event.once && among(moment.happened, one);
        if (condition && !spent && due(event, one.frame, moment)) fired.push_back(one);
    }
    moment.met = met;
    return fired;
}

double quantity_value(const Quantity& quantity, const Moment& moment, const Frame& frame) {
    switch (quantity.kind) {
        case Quantity::Kind::constant: return quantity.number;
        case Quantity::Kind::distribution:
            return draw_quantity(quantity.distribution, quantity.range, site_key(moment, quantity.site, frame),
                                 moment.row);
        case Quantity::Kind::expression: {
            // One expression that stands for many values is one number.
            const std::string key = fmt::format("expression {}:{} [{}, {}]", quantity.expression.span.file,
                                                quantity.expression.span.begin, quantity.range.low,
                                                quantity.range.high);
            const double x = evaluate(quantity.expression, {}, moment);
            if (x < quantity.range.low || x > quantity.range.high) moment.incidents[key] = 1;
            return clamped(x, quantity.range.low, quantity.range.high);
        }
    }
    return 0;
}

}  // namespace brink::reference
