#include <fmt/format.h>

#include <map>
#include <utility>

#include "result/parts.h"

namespace brink {
namespace {

constexpr const char* k_remedy = "bound the value with min, max or clamp, or widen the range, if this is not meant";

std::string counted(const IncidentResult& incident) {
    return fmt::format("{} time{} in {} of {} trajectories", incident.count, incident.count == 1 ? "" : "s",
                       incident.trajectories.count, incident.trajectories.n);
}

/// The place, to the column, and what happened there: the same in every scenario that has the layer.
std::pair<std::string, std::string> identity(const Sources& sources, const IncidentResult& incident) {
    if (!incident.span.known()) return {"", incident.what};
    const Place place = sources.place(incident.span);
    return {fmt::format("{}:{}:{}", place.file, place.line, place.column), incident.what};
}

}  // namespace

void fill_incidents(const Summary& summary, Result& result) {
    const auto n = static_cast<std::int64_t>(summary.trajectories());
    for (std::size_t i = 0; i < summary.incidents.size(); ++i) {
        const IncidentCount& count = summary.incidents[i];
        if (count.times == 0) continue;
        const IncidentLayout& site = summary.layout.incidents[i];
        result.incidents.push_back({site.what, site.span, "", count.times, proportion(count.trajectories, n)});
    }
}

void tell_incidents(const Sources& sources, Result& result, Diagnostics& diagnostics) {
    for (IncidentResult& incident : result.incidents) {
        if (incident.span.known()) incident.place = sources.file_and_line(incident.span);
        diagnostics.warning("incident", incident.span, fmt::format("{}: {}", incident.what, counted(incident)),
                            k_remedy);
    }
}

void tell_incidents(std::span<const IncidentSide> sides) {
    std::map<std::pair<std::string, std::string>, std::string> counts;  // of every scenario that has the incident
    for (const IncidentSide& side : sides)
        for (IncidentResult& incident : side.result.incidents) {
            if (incident.span.known()) incident.place = side.sources.file_and_line(incident.span);
            std::string& all = counts[identity(side.sources, incident)];
            all += fmt::format("{}{} of {}", all.empty() ? "" : ", ", counted(incident), side.name);
        }
    for (const IncidentSide& side : sides)
        for (const IncidentResult& incident : side.result.incidents) {
            const auto found = counts.extract(identity(side.sources, incident));
            if (found.empty()) continue;  // told with an earlier scenario
            side.diagnostics.warning("incident", incident.span, fmt::format("{}: {}", incident.what, found.mapped()),
                                     k_remedy);
        }
}

}  // namespace brink
