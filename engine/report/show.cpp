#include "report/show.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <vector>

#include "report/words.h"
#include "result/model_text.h"
#include "result/parts.h"
#include "stats/summary.h"

namespace brink {

namespace {

std::string_view unit_name(Clock::Unit unit) {
    switch (unit) {
        case Clock::Unit::day: return "day";
        case Clock::Unit::week: return "week";
        case Clock::Unit::month: return "month";
        case Clock::Unit::year: return "year";
    }
    return "step";
}

std::string doc_text(const std::string& doc) { return doc.empty() ? "" : "  # " + doc; }

std::string head(const Model& model, const Program& program, std::size_t width) {
    std::string text = fmt::format("{}\n", model.title.empty() ? model.name : model.title);
    for (const std::string& line : wrapped(model.question, width)) text += line + "\n";
    text += fmt::format("from {} in {} steps of {} {}{}; digest {}\n", format_date(model.clock.start),
                        model.clock.steps, model.clock.count, unit_name(model.clock.unit),
                        model.clock.count == 1 ? "" : "s", model.digest);
    const SummaryLayout layout = layout_of(program);
    return text + fmt::format("{} of {} options remain after pruning; {} instructions a step\n\n", layout.n_options,
                              layout.n_options_written,
                              program.instructions.size() - (program.begin.end - program.begin.begin));
}

std::string actors(const Model& model) {
    std::string text = "Actors\n";
    for (const Actor& actor : model.actors)
        text += fmt::format("  {} {}{}\n", left(actor.id, 8), actor.name, doc_text(actor.doc));
    for (const Group& group : model.groups) {
        text += fmt::format("  {} =", group.name);
        for (const ActorId member : group.members) text += " " + model.actors[member.index].id;
        text += "\n";
    }
    return text + "\n";
}

/// `threat` of `threat[RED]`.
std::string variable_of(const NumberUsed& n) { return n.name.substr(0, n.name.find('[')); }

std::string number_line(const std::string& name, const NumberUsed& n) {
    std::string line = fmt::format("  {} = {}", name, n.value);
    if (!n.unit.empty()) line += " " + n.unit;
    if (!n.provenance.basis.empty()) line += fmt::format("  [{}]", n.provenance.basis);
    if (!n.provenance.claim_by.empty()) line += fmt::format("  claimed by {}", n.provenance.claim_by);
    if (!n.provenance.source.empty()) line += fmt::format("  ({})", n.provenance.source);
    if (n.provenance.overridden) line += "  overridden";
    return line + "\n";
}

// What a variable's `initial` gives to those that nobody gave a value is one line.
std::string numbers(const Model& model) {
    Result result;
    fill_numbers(model, result);
    std::map<std::string, std::size_t> common;  // by variable, how many
    for (const NumberUsed& n : result.numbers)
        if (n.common) ++common[variable_of(n)];
    std::string text = "Numbers\n";
    for (const NumberUsed& n : result.numbers) {
        const auto shared = n.common ? common.find(variable_of(n)) : common.end();
        if (!n.common || (shared != common.end() && shared->second == 1)) {
            text += number_line(n.name, n);
        } else if (shared != common.end()) {
            text += number_line(fmt::format("{}, where nothing else is given ({} times),", shared->first,
                                            shared->second),
                                n);
            common.erase(shared);
        }
    }
    for (const Correlation& c : model.correlations)
        text += fmt::format("  {} <-> {}: rank correlation {}\n", model.parameters[c.a.index].name,
                            model.parameters[c.b.index].name, c.rank);
    return text + "\n";
}

std::string texts(const std::vector<ModelText>& all, std::initializer_list<ModelText::Kind> kinds) {
    std::string text;
    for (const ModelText& one : all) {
        if (std::find(kinds.begin(), kinds.end(), one.kind) == kinds.end()) continue;
        if (one.kind == ModelText::Kind::decision) {
            text += fmt::format("  {}: {}\n", one.head, fmt::join(one.lines, "; "));
            continue;
        }
        text += fmt::format("  {}{}\n", one.head, doc_text(one.doc));
        for (const std::string& line : one.lines) text += fmt::format("      {}\n", line);
    }
    return text;
}

// What is kept of every state beside the default.
std::string recorded(const Model& model) {
    std::string text;
    for (const auto& [wanted, name] : {std::pair(Recording::moments, "moments"), {Recording::quantiles, "quantiles"}}) {
        std::string names;
        for (const Variable& v : model.variables)
            if (v.record == wanted) names += " " + v.name;
        for (const Derived& d : model.derived)
            if (d.record == wanted) names += " " + d.name;
        if (!names.empty()) text += fmt::format("  {} of{}\n", name, names);
    }
    return text.empty() ? "" : "\nRecorded\n" + text;
}

}  // namespace

std::string describe(const Model& model, const Program& program, std::size_t width) {
    using Kind = ModelText::Kind;
    const std::vector<ModelText> all = model_texts(model);
    std::string text = head(model, program, width) + actors(model) + numbers(model) + "Variables and equations\n" +
                       texts(all, {Kind::draw, Kind::derived, Kind::variable}) + "\nActions\n" +
                       texts(all, {Kind::action}) + "\nDecisions\n" + texts(all, {Kind::decision});
    if (!model.events.empty()) text += "\nEvents\n" + texts(all, {Kind::event});
    return hung(text + "\nOutcomes\n" + texts(all, {Kind::outcome}) + recorded(model), width);
}

}  // namespace brink
