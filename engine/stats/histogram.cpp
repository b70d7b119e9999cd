#include "stats/histogram.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace brink {

namespace {

/// Where a quantile falls: its bin, and how far into the bin, in (0, 1].
struct Rank {
    std::size_t bin = 0;
    double share = 0;
};

Rank rank_of(std::span<const std::uint32_t> counts, int thousandths) {
    std::uint64_t n = 0;
    for (const std::uint32_t count : counts) n += count;
    const std::uint64_t target = n * static_cast<std::uint64_t>(thousandths);  // n < 2^33: no overflow
    std::uint64_t before = 0;
    std::size_t bin = 0;
    while ((before + counts[bin]) * 1000 < target) before += counts[bin++];
    const std::uint64_t into = target - before * 1000;
    return {bin, static_cast<double>(into) / (static_cast<double>(counts[bin]) * 1000)};
}

/// Lower edge of a log bin of positive values, counted from the smallest.
double edge(int part) {
    const int exponent = k_log_least_exponent + part / k_log_parts;
    const double octave = std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52);
    return octave * (1 + static_cast<double>(part % k_log_parts) / k_log_parts);
}

double inside(double low, double high, double share) { return low + (high - low) * share; }

}  // namespace

LinearBins linear_bins(const Range& range) {
    assert(range.bounded() && "linear bins need two bounds");
    const double size = range.high - range.low;
    if (!(size > 0)) return {range.low, range.high, range.low, 1};
    const double rim = size * 0x1p-20;
    const double width = (size - 2 * rim) / static_cast<double>(k_linear_bins - 2);
    return {range.low, range.high, range.low + rim - width, 1 / width};
}

double quantile_error(const LinearBins& bins) { return bins.high > bins.low ? 1 / bins.per_unit : 0; }

void log_bins(const double* values, std::size_t n, std::uint16_t* bins) {
    for (std::size_t i = 0; i < n; ++i) bins[i] = log_bin(values[i]);
}

namespace {

/// Compilers make vector code of loops of a known length without being asked for more.
constexpr std::size_t k_stride = 16;

/// Counts bins low <= bin < low + n_counts <= low + 256, all of them so.
template <class Bin>
void count_all(std::uint32_t* counts, std::size_t n_counts, std::span<const Bin> bins, Bin low) {
    // Neighbouring lanes often fall into one bin; separate tables keep one increment from waiting for the last.
    constexpr std::size_t k_tables = 4;
    constexpr std::size_t k_few = 64;
    if (bins.size() < k_few || bins.size() > 0xffff) {
        for (const Bin bin : bins) ++counts[bin - low];
        return;
    }
    alignas(64) std::uint16_t tables[k_tables][k_linear_bins];
    for (auto& table : tables) std::fill_n(table, n_counts, std::uint16_t{0});
    std::size_t i = 0;
    for (; i + k_tables <= bins.size(); i += k_tables)
        for (std::size_t t = 0; t < k_tables; ++t) ++tables[t][static_cast<std::size_t>(bins[i + t] - low)];
    for (; i < bins.size(); ++i) ++tables[0][static_cast<std::size_t>(bins[i] - low)];
    const auto add_tables = [&](std::size_t b) {
        const auto half = static_cast<std::uint16_t>(tables[0][b] + tables[1][b]);
        const auto rest = static_cast<std::uint16_t>(tables[2][b] + tables[3][b]);
        counts[b] += static_cast<std::uint16_t>(half + rest);  // no more than there are bins: it fits
    };
    const std::size_t whole = n_counts - n_counts % k_stride;
    for (std::size_t b = 0; b < whole; b += k_stride)
        for (std::size_t k = 0; k < k_stride; ++k) add_tables(b + k);
    for (std::size_t b = whole; b < n_counts; ++b) add_tables(b);
}

/// The least and the largest of bins.
struct Ends {
    std::int16_t low = k_log_none, high = 0;
};

Ends ends_of(std::span<const std::uint16_t> bins) {
    std::array<std::int16_t, k_stride> lows, highs;
    lows.fill(k_log_none);
    highs.fill(0);
    const std::size_t whole = bins.size() - bins.size() % k_stride;
    for (std::size_t i = 0; i < whole; i += k_stride)
        for (std::size_t k = 0; k < k_stride; ++k) {
            const auto place = static_cast<std::int16_t>(bins[i + k]);
            lows[k] = std::min(lows[k], place);
            highs[k] = std::max(highs[k], place);
        }
    Ends ends{*std::min_element(lows.begin(), lows.end()), *std::max_element(highs.begin(), highs.end())};
    for (std::size_t i = whole; i < bins.size(); ++i) {
        const auto place = static_cast<std::int16_t>(bins[i]);
        ends = {std::min(ends.low, place), std::max(ends.high, place)};
    }
    return ends;
}

/// Widens the window to hold bins low..high.
void reach(WindowCounts& window, std::uint32_t low, std::uint32_t high) {
    if (window.counts.empty()) {
        window.first = low;
        window.counts.assign(high - low + 1, 0);
        return;
    }
    if (low < window.first) {
        window.counts.insert(window.counts.begin(), window.first - low, 0);
        window.first = low;
    }
    if (high - window.first >= window.counts.size()) window.counts.resize(high - window.first + 1, 0);
}

}  // namespace

void add(WindowCounts& window, std::span<const std::uint16_t> bins) {
    // Signed, with k_log_none the largest of all.
    const Ends ends = ends_of(bins);
    if (ends.low == k_log_none) return;
    const std::uint16_t first = static_cast<std::uint16_t>(ends.low);
    std::int16_t high = ends.high;
    const bool all_count = high != k_log_none;
    if (!all_count) {
        high = ends.low;
        for (const std::uint16_t bin : bins)
            if (bin != k_log_none) high = std::max(high, static_cast<std::int16_t>(bin));
    }
    reach(window, first, static_cast<std::uint32_t>(high));
    if (all_count && static_cast<std::size_t>(high - ends.low) < k_linear_bins) {
        count_all(&window.counts[first - window.first], static_cast<std::size_t>(high - ends.low) + 1, bins, first);
        return;
    }
    for (const std::uint16_t bin : bins)
        if (bin != k_log_none) ++window.counts[bin - window.first];
}

void merge(WindowCounts& window, const WindowCounts& other) {
    if (other.counts.empty()) return;
    reach(window, other.first, other.first + static_cast<std::uint32_t>(other.counts.size()) - 1);
    const std::size_t offset = other.first - window.first;
    for (std::size_t i = 0; i < other.counts.size(); ++i) window.counts[offset + i] += other.counts[i];
}

void add_linear(std::uint32_t* counts, std::span<const std::uint8_t> bins) {
    count_all(counts, k_linear_bins, bins, std::uint8_t{0});
}

double quantile(std::span<const std::uint32_t> counts, const LinearBins& bins, int thousandths, double smallest,
                double largest) {
    if (std::all_of(counts.begin(), counts.end(), [](std::uint32_t count) { return count == 0; })) return 0;
    const Rank rank = rank_of(counts, thousandths);
    if (rank.bin == 0) return std::clamp(bins.low, smallest, largest);
    if (rank.bin == k_linear_bins - 1) return std::clamp(bins.high, smallest, largest);
    const double width = quantile_error(bins);
    const double low = bins.origin + width * static_cast<double>(rank.bin);
    return std::clamp(inside(low, low + width, rank.share), smallest, largest);
}

double quantile(const WindowCounts& window, int thousandths, double smallest, double largest) {
    if (window.counts.empty()) return 0;
    const Rank rank = rank_of(window.counts, thousandths);
    const int part = static_cast<int>(window.first) + static_cast<int>(rank.bin) - k_log_zero;
    double value = 0;
    if (part > 0) value = inside(edge(part - 1), edge(part), rank.share);
    if (part < 0) value = inside(-edge(-part), -edge(-part - 1), rank.share);
    return std::clamp(value, smallest, largest);
}

}  // namespace brink
