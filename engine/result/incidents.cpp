#include <fmt/format.h>

#include "result/parts.h"

namespace brink {

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
        diagnostics.warning("incident", incident.span,
                            fmt::format("{}: {} time{} in {} of {} trajectories", incident.what, incident.count,
                                        incident.count == 1 ? "" : "s", incident.trajectories.count,
                                        incident.trajectories.n),
                            "bound the value with min, max or clamp, or widen the range, if this is not meant");
    }
}

}  // namespace brink
