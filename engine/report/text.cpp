#include "report/text.h"

#include <fmt/format.h>

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

std::string head(const Result& r, const TextOptions& options) {
    std::string text = paragraph(r.marking, options, Tone::strong) +
                       paragraph(r.title.empty() ? r.name : r.title, options, Tone::strong) +
                       paragraph(r.question, options) +
                       paragraph(fmt::format("{} trajectories of {} {} from {}, seed {}{}", count(r.trajectories),
                                             r.steps, r.steps == 1 ? "step" : "steps", r.dates.front(), r.seed,
                                             r.cutoff.empty() ? "" : "; information to " + r.cutoff),
                                 options);
    if (r.interrupted)
        text += paragraph(fmt::format("interrupted: the first {} of {} trajectories", count(r.trajectories),
                                      count(r.requested)),
                          options, Tone::strong);
    return text + "\n";
}

// What is known of where the numbers are from; a line of the scenario is one number.
std::string provenance(const Result& r, const TextOptions& options) {
    const NumberCounts& n = r.number_counts;
    std::string text = fmt::format(
        "A conditional simulation: what follows if the model and its {} numbers hold ({} sourced, {} estimated, {} "
        "assumed, {} without a word on where they are from; {} claimed by a party).",
        n.written, n.sourced, n.estimated, n.assumed, n.unsaid, n.claimed);
    if (n.common > 0)
        text += fmt::format(
            " {} more starting values were given to no actor or pair by name: they are their variable's initial.",
            n.common);
    text += fmt::format(" It is not a forecast; the intervals are of the simulation alone, N = {}.",
                        count(r.trajectories));
    return paragraph(text, options, Tone::faint);
}

std::string not_counted(const Result& r, const TextOptions& options) {
    std::string text;
    for (const SeriesResult& s : r.series)
        if (s.not_counted > 0)
            text += paragraph(
                fmt::format("{} values of {} were too large for exact sums and are in no number above: give it a range",
                            s.not_counted, s.name),
                options);
    for (const OutcomeResult& o : r.outcomes)
        if (o.not_counted > 0)
            text += paragraph(fmt::format("{} values of {} were too large for exact sums and are in no number above",
                                          o.not_counted, o.name),
                              options);
    return text;
}

}  // namespace

std::string remark(std::string_view text, const TextOptions& options) {
    std::string lines;
    for (const std::string& line : wrapped(text, options.width - 2))
        lines += "  " + toned(line, Tone::faint, options.color) + "\n";
    return lines;
}

std::string to_text(const Result& result, const TextOptions& options) {
    return head(result, options) + chances_text(result, options) + measures_text(result, options) +
           series_text(result, options) + actions_text(result, options) + peaks_text(result, options) +
           extremes_text(result, options) + not_counted(result, options) + provenance(result, options);
}

}  // namespace brink
