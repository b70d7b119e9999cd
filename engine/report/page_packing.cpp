#include "report/page_packing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

// The bands of 50, 80 and 95 %, and moments; the page draws nothing else.
constexpr std::array k_columns = {"mean", "sd", "q025", "q10", "q25", "q50", "q75", "q90", "q975"};

/// A power of ten, without the C library: its last bit differs between machines.
double power_of_ten(int exponent) {
    double power = 1;
    for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
    return exponent < 0 ? 1 / power : power;
}

struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    void add(const Json& values) {
        for (const Json& value : values) {
            if (!value.is_number()) continue;
            low = std::min(low, value.get<double>());
            high = std::max(high, value.get<double>());
        }
    }
    [[nodiscard]] double width() const { return high > low ? high - low : 0; }
    [[nodiscard]] double size() const { return high >= low ? std::max(std::abs(low), std::abs(high)) : 0; }
};

/// The quantum that tells four digits of what a series spans; of one that stands still six of its value.
double quantum_of(const Extent& extent) {
    const double told = extent.width() > 0 ? extent.width() : extent.size();
    if (!(told > 0) || !std::isfinite(told)) return 1;
    int exponent = 0;
    while (exponent > -300 && power_of_ten(exponent) > told) --exponent;
    while (exponent < 300 && power_of_ten(exponent + 1) <= told) ++exponent;
    exponent -= extent.width() > 0 ? 3 : 5;
    // Not finer than doubles hold.
    while (extent.size() / power_of_ten(exponent) > 1e12) ++exponent;
    return power_of_ten(exponent);
}

struct PackedSeries {
    Json json;
    std::size_t bytes = 0;
    bool moves = false;
    bool quantiles = false;
    double movement = 0;  // of the mean, as a share of all that the series spans
};

PackedSeries pack(const std::string& name, const Json& series) {
    Extent all, mean;
    for (const char* column : k_columns)
        if (series.contains(column) && std::string_view(column) != "sd") all.add(series[column]);
    mean.add(series.at("mean"));
    const double quantum = quantum_of(all);
    PackedSeries result;
    result.json = {{"name", name}, {"quantum", quantum}, {"columns", Json::object()}};
    if (series.contains("unit")) result.json["unit"] = series["unit"];
    for (const char* column : k_columns) {
        if (!series.contains(column)) continue;
        result.json["columns"][column] = packed(series[column], quantum);
        result.moves = result.moves || result.json["columns"][column].size() > 1;
    }
    result.bytes = result.json.dump().size() + 1;
    result.quantiles = series.contains("q50");
    result.movement = all.width() > 0 ? mean.width() / all.width() : 0;
    return result;
}

}  // namespace

Json pack_series(const Json& all, std::size_t room) {
    std::vector<PackedSeries> series;
    for (const auto& [name, values] : all.items()) series.push_back(pack(name, values));
    std::vector<std::size_t> order(series.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto key = [&](std::size_t i) {
            return std::tuple(!series[i].moves, !series[i].quantiles, -series[i].movement);
        };
        return key(a) < key(b);
    });
    std::vector<std::size_t> kept;
    for (const std::size_t i : order) {
        if (series[i].bytes > room) continue;
        room -= series[i].bytes;
        kept.push_back(i);
    }
    std::sort(kept.begin(), kept.end());
    Json list = Json::array();
    for (const std::size_t i : kept) list.push_back(std::move(series[i].json));
    return list;
}

Json packed(const Json& values, double quantum) {
    Json list = Json::array();
    std::int64_t before = 0;
    bool still = true;
    for (const Json& value : values) {
        if (!value.is_number()) {
            list.push_back(nullptr);
            still = false;
            continue;
        }
        const double scaled = quantum < 1 ? value.get<double>() * (1 / quantum) : value.get<double>() / quantum;
        const auto units = static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        still = still && (list.empty() || units == before);
        list.push_back(units - before);
        before = units;
    }
    if (still && list.size() > 1) list.erase(list.begin() + 1, list.end());
    return list;
}

Json fitting_list(const Json& list, std::size_t room) {
    Json kept = Json::array();
    for (const Json& item : list) {
        const std::size_t bytes = item.dump().size() + 1;
        if (bytes > room) break;
        room -= bytes;
        kept.push_back(item);
    }
    return kept;
}

}  // namespace brink
