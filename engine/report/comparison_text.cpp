// A comparison in the terminal.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/comparison.h"
#include "report/comparison_parts.h"
#include "report/table.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace brink {

namespace {

std::string paragraph(std::string_view text, const TextOptions& options, Tone tone = Tone::plain) {
    std::string lines;
    for (const std::string& line : wrapped(text, options.width)) lines += toned(line, tone, options.color) + "\n";
    return lines;
}

std::string scenario_line(const ComparedScenarios& compared, std::size_t i, const TextOptions& options) {
    const Result& r = compared.results[i];
    std::size_t widest = 0;
    for (const std::string& name : compared.names) widest = std::max(widest, text_width(name));
    const std::string title = r.title.empty() ? compared.files[i] : r.title;
    return hung(fmt::format("  {}  {}  {}", letter_of(i), left(compared.names[i], std::min<std::size_t>(widest, 24)),
                            title),
                options.width);
}

/// Once, though several scenarios say it.
void add_new(std::vector<std::string>& texts, const std::string& text) {
    if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

std::string head(const ComparedScenarios& compared, const TextOptions& options) {
    const Result& r = compared.results[compared.reference];
    std::string text;
    std::vector<std::string> markings, questions;
    for (const Result& result : compared.results) add_new(markings, result.marking);
    for (const Comparison& comparison : compared.comparisons)
        add_new(questions, compared.results[comparison.other].question);
    for (const std::string& marking : markings) text += paragraph(marking, options, Tone::strong);
    text += paragraph("Scenarios compared on shared chance", options, Tone::strong);
    for (std::size_t i = 0; i < compared.results.size(); ++i) text += scenario_line(compared, i, options);
    for (const std::string& question : questions) text += paragraph(question, options);
    text += paragraph(fmt::format("{} trajectories of {} {} from {}, seed {}, in each", count(r.trajectories), r.steps,
                                  r.steps == 1 ? "step" : "steps", r.dates.front(), r.seed),
                      options);
    if (r.interrupted)
        text += paragraph(fmt::format("interrupted: the first {} of {} trajectories", count(r.trajectories),
                                      count(r.requested)),
                          options, Tone::strong);
    return text + "\n";
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t k_most = 6;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), k_most); ++i) text += (i ? ", " : "") + names[i];
    if (names.size() > k_most) text += fmt::format(" and {} more", names.size() - k_most);
    return text;
}

std::string only_text(const OnlyHere& only, std::size_t scenario, const TextOptions& options) {
    if (only.empty()) return "";
    std::string text = fmt::format("Only in {}, and so not compared:", letter_of(scenario));
    const auto tell = [&](std::string_view what, const std::vector<std::string>& names) {
        if (!names.empty()) text += fmt::format(" {}: {};", what, listed(names));
    };
    tell("outcomes", only.outcomes);
    tell("actors", only.actors);
    tell("options", only.options);
    if (text.back() != ';') tell("choices", only.choices);
    text.back() = '.';
    return remark(text, options);
}

std::string limits_text(const Comparison& comparison, const TextOptions& options) {
    std::string text;
    if (!comparison.same_clock)
        text += remark(fmt::format("The clocks differ: steps are matched by number, and choices over the first {}.",
                                   comparison.steps),
                       options);
    if (!comparison.conditioned.empty())
        text += remark(fmt::format("Not compared, as it is of other trajectories in either (given): {}.",
                                   listed(comparison.conditioned)),
                       options);
    text += only_text(comparison.only_reference, comparison.reference, options) +
            only_text(comparison.only_other, comparison.other, options);
    return text.empty() ? "" : text + "\n";
}

std::string comparison_text(const ComparedScenarios& compared, const Comparison& comparison,
                            const TextOptions& options) {
    std::string text;
    if (compared.comparisons.size() > 1)
        text = toned(fmt::format("{} beside {}: {} beside {}", letter_of(comparison.other),
                                 letter_of(comparison.reference), compared.names[comparison.other],
                                 compared.names[comparison.reference]),
                     Tone::strong, options.color) +
               "\n\n";
    return text + differences_text(comparison, options) + partings_text(comparison, options) +
           limits_text(comparison, options);
}

std::string foot(const ComparedScenarios& compared, const TextOptions& options) {
    const Result& r = compared.results[compared.reference];
    return paragraph(
        fmt::format("A conditional simulation: what the change does in the model, trajectory by trajectory, "
                    "if the model and its numbers hold. It is neither a forecast nor a causal estimate for "
                    "the world; the intervals are of the simulation alone, N = {}.",
                    count(r.trajectories)),
        options, Tone::faint);
}

}  // namespace

std::string letter_of(std::size_t scenario) {
    if (scenario < 26) return std::string(1, static_cast<char>('A' + scenario));
    return fmt::format("#{}", scenario + 1);
}

std::string to_text(const ComparedScenarios& compared, const TextOptions& options) {
    std::string text = head(compared, options);
    for (const Comparison& comparison : compared.comparisons) text += comparison_text(compared, comparison, options);
    return text + foot(compared, options);
}

}  // namespace brink
