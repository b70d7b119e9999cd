#include "model/order.h"

#include <fmt/format.h>

#include <map>

#include "model/draft.h"

namespace brink {
namespace {

enum class Mark { unseen, open, done };

/// One node on the way down, and the next of its readings to follow.
struct Visit {
    std::size_t node = 0;
    std::size_t next = 0;
};

void report_cycle(Draft& draft, const std::vector<Dependency>& graph, const std::vector<Visit>& way,
                  std::size_t back_to, const std::string& what) {
    std::size_t first = 0;
    while (way[first].node != back_to) ++first;
    std::string text = "'" + graph[back_to].name + "'";
    for (std::size_t i = first + 1; i < way.size(); ++i) text += " reads '" + graph[way[i].node].name + "'";
    draft.diagnostics.error("cycle", graph[back_to].span,
                            fmt::format("{} {} reads '{}'", what, text, graph[back_to].name),
                            "nothing can depend on its own value");
}

}  // namespace

std::vector<std::size_t> in_dependency_order(Draft& draft, const std::vector<Dependency>& graph,
                                             const std::string& what) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < graph.size(); ++i) index[graph[i].name] = i;
    std::vector<Mark> marks(graph.size(), Mark::unseen);
    std::vector<std::size_t> order;
    // Depth first, on a stack of our own: a long chain of names must not exhaust the machine's.
    for (std::size_t start = 0; start < graph.size(); ++start) {
        if (marks[start] != Mark::unseen) continue;
        std::vector<Visit> way{{start, 0}};
        marks[start] = Mark::open;
        while (!way.empty()) {
            const std::size_t node = way.back().node;
            if (way.back().next == graph[node].reads.size()) {
                marks[node] = Mark::done;
                order.push_back(node);
                way.pop_back();
                continue;
            }
            const auto read = index.find(graph[node].reads[way.back().next++]);
            if (read == index.end() || marks[read->second] == Mark::done) continue;
            if (marks[read->second] == Mark::open) {
                report_cycle(draft, graph, way, read->second, what);
                continue;
            }
            marks[read->second] = Mark::open;
            way.push_back({read->second, 0});
        }
    }
    return order;
}

}  // namespace brink
