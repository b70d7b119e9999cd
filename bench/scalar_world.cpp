#include "scalar_world.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace bench {

namespace {

constexpr std::size_t k_options = 2 * (k_actors - 1) + 8;

using Row = std::array<double, k_actors>;
using Matrix = std::array<Row, k_actors>;  // [from][to]; the diagonal does not exist

struct Parameters {
    double c1 = 0, c2 = 0, c3 = 0, c4 = 0, lambda = 0;
};

struct World {
    double w1 = 0.5, w2 = 0.5, w3 = 0.5, w4 = 0;
    Row a1{}, a2{}, a3{}, a4{}, a5{}, a6{}, a7{}, a8{}, a9{}, a10{}, a11{}, a12{};
    Row size{};
    Matrix d1{}, d2{}, d3{}, d4{};
};

struct Derived {
    double m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0;
    Row p1{}, p2{}, p3{}, p4{}, p5{}, p6{}, p7{}, p8{}, p9{}, p10{};
};

struct Choice {
    std::size_t action = k_actions - 1;  // index of k_action_names
    std::size_t target = 0;
};

constexpr std::array<int, k_actions> k_rung_of = {4, -1, 1, 2, 3, 3, 5, 6, 7, 0};
constexpr std::array<double, k_actions> k_weights = {0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 1};

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
double unit(double x) { return std::clamp(x, 0.0, 1.0); }

class Trajectory {
public:
    Trajectory(std::mt19937_64& random, ScalarCounts& counts) : random_(random), counts_(counts) {}

    void run();

private:
    void begin();
    void derive();
    [[nodiscard]] Choice decide(std::size_t i);
    void apply(std::size_t i, const Choice& choice);
    void move();
    void record(std::size_t state);
    void record_choices(std::size_t step);
    void finish();

    double normal(double mean, double sd) { return mean + sd * normal_(random_); }
    double uniform(double low, double high) { return low + (high - low) * uniform_(random_); }

    std::mt19937_64& random_;
    ScalarCounts& counts_;
    std::normal_distribution<double> normal_;
    std::uniform_real_distribution<double> uniform_;
    Parameters parameters_;
    World world_;
    Derived derived_;
    double z1_ = 0;
    Row z2_{};
    std::array<Choice, k_actors> choices_;
    std::array<std::array<std::uint32_t, k_actions>, k_actors> taken_{};
    std::array<std::size_t, k_actors> rung_{}, peak_{}, lowest_{};
    int alarm_ = -1;
};

/// Draws until the number lies in the range.
template <class Draw>
double within(double low, double high, Draw draw) {
    double x = draw();
    while (x < low || x > high) x = draw();
    return x;
}

void Trajectory::begin() {
    Parameters& p = parameters_;
    p.c1 = uniform(0.05, 0.15);
    p.c2 = uniform(0.01, 0.05);
    p.c3 = within(0, 1, [&] { return normal(0.5, 0.1); });
    p.c4 = within(0.1, 5, [&] { return std::exp(normal(0, 0.2)); });
    // beta of mean 0.6, sd 0.1: a + b = 0.6 * 0.4 / 0.1^2 - 1 = 23
    std::gamma_distribution<double> gamma_a(0.6 * 23), gamma_b(0.4 * 23);
    const double x = gamma_a(random_);
    p.lambda = x / (x + gamma_b(random_));

    World& w = world_;
    w = World{};
    for (std::size_t i = 0; i < k_actors; ++i) {
        w.a1[i] = uniform(0.2, 0.8);
        w.a2[i] = w.a3[i] = w.a4[i] = w.a5[i] = w.a6[i] = w.a8[i] = 0.5;
        w.a9[i] = w.a10[i] = 1;
        w.a11[i] = w.a12[i] = 0.2;
        w.size[i] = 0.30 + 0.05 * static_cast<double>(i);
        w.d1[i].fill(0.3);
        w.d2[i].fill(0.1);
        w.d3[i].fill(0.5);
        w.d1[i][i] = w.d2[i][i] = w.d3[i][i] = 0;  // so that sums over a row may run over all of it
    }
    alarm_ = -1;
    for (auto& taken : taken_) taken.fill(0);
}

void Trajectory::derive() {
    const World& w = world_;
    Derived& v = derived_;
    constexpr double n = k_actors;
    v = Derived{};
    for (std::size_t j = 0; j < k_actors; ++j) {
        v.m1 += w.a1[j];
        v.m2 += w.a2[j];
        v.m3 = std::max(v.m3, w.a3[j]);
        v.m4 += w.size[j] * w.a4[j];
    }
    v.m1 /= n;
    v.m2 /= n;
    v.m5 = std::tanh(w.w4);
    v.m6 = logistic(4 * (w.w1 - 0.5));
    for (std::size_t i = 0; i < k_actors; ++i) {
        for (std::size_t j = 0; j < k_actors; ++j) {
            v.p1[i] += w.d1[i][j] * w.a1[j];
            v.p2[i] += w.d2[i][j] * w.a2[j];
            v.p3[i] += w.d3[i][j];
            v.p4[i] = std::max(v.p4[i], w.d1[j][i]);
        }
        v.p3[i] /= n - 1;
        v.p5[i] = 1 - std::exp(-0.5 * parameters_.c4 * v.p1[i]);
        v.p6[i] = logistic(w.a7[i]);
        v.p7[i] = std::tanh(parameters_.c4 * (w.a1[i] - w.a2[i]));
        v.p8[i] = w.a9[i] / (w.a9[i] + w.a10[i] + 1);
        v.p9[i] = std::max(w.a3[i] - w.a4[i], 0.0);
        v.p10[i] = 0.5 * (w.a5[i] + w.a6[i]);
    }
}

/// The quantal rule with nested targets, by the inverse of the distribution function.
Choice Trajectory::decide(std::size_t i) {
    const World& w = world_;
    const double precision = 4 * parameters_.lambda;
    std::array<double, k_options> utility{}, weight{};
    std::array<Choice, k_options> option;
    std::size_t n = 0;
    const auto add = [&](std::size_t action, std::size_t target, double u, double share) {
        option[n] = {action, target};
        utility[n] = u;
        weight[n++] = k_weights[action] * share;
    };
    for (std::size_t j = 0; j < k_actors; ++j)
        if (j != i) add(0, j, 2 * w.d2[i][j] + w.a1[i] * w.d1[i][j] - 0.3 * w.a2[j], 1.0 / (k_actors - 1));
    for (std::size_t j = 0; j < k_actors; ++j)
        if (j != i) add(1, j, w.d3[i][j] - 0.5 + 0.2 * w.size[j], 1.0 / (k_actors - 1));
    const double alone[] = {w.a1[i], w.a2[i], w.a3[i], w.a4[i], w.a5[i], w.a8[i], w.a11[i] + w.a12[i]};
    for (std::size_t k = 0; k < 7; ++k) add(2 + k, 0, alone[k] - 0.5, 1);
    add(k_actions - 1, 0, 0, 1);

    const double most = *std::max_element(utility.begin(), utility.end());
    double total = 0;
    for (std::size_t o = 0; o < k_options; ++o) {
        weight[o] *= std::exp(precision * (utility[o] - most));
        total += weight[o];
    }
    double left = uniform(0, total);
    for (std::size_t o = 0; o < k_options - 1; ++o) {
        left -= weight[o];
        if (left < 0) return option[o];
    }
    return option[k_options - 1];
}

/// No two actors change the same place, so the effects may be written one after another.
void Trajectory::apply(std::size_t i, const Choice& choice) {
    World& w = world_;
    const std::size_t j = choice.target;
    switch (choice.action) {
        case 0:
            w.d2[j][i] = unit(w.d2[j][i] + 0.1 * (1 - w.d2[j][i]));
            w.a2[i] = unit(w.a2[i] + 0.05 * (1 - w.a2[i]));
            break;
        case 1:
            w.d3[j][i] = unit(w.d3[j][i] + 0.05 * (1 - w.d3[j][i]));
            w.d2[j][i] = unit(w.d2[j][i] - 0.1 * w.d2[j][i]);
            break;
        case 2: w.a3[i] = unit(w.a3[i] + 0.02 * (1 - w.a3[i])); break;
        case 3: w.a4[i] = unit(w.a4[i] + 0.02 * (1 - w.a4[i])); break;
        case 4: w.a5[i] = unit(w.a5[i] - 0.02 * w.a5[i]); break;
        case 5: w.a6[i] = unit(w.a6[i] - 0.02 * w.a6[i]); break;
        case 6: w.a9[i] = std::clamp(w.a9[i] + 0.1, 0.0, 20.0); break;
        case 7: w.a10[i] = std::clamp(w.a10[i] + 0.1, 0.0, 20.0); break;
        case 8: w.a1[i] = unit(w.a1[i] + 0.05 * (1 - w.a1[i])); break;
        default: break;
    }
}

/// Pairs go first, for they read what actors are and not the other way round; derived values are those before both.
void Trajectory::move() {
    World& w = world_;
    const Derived& v = derived_;
    const auto [c1, c2, c3, c4, lambda] = parameters_;
    for (std::size_t i = 0; i < k_actors; ++i) {
        for (std::size_t j = 0; j < k_actors; ++j) {
            if (i == j) continue;
            const double d1 = w.d1[i][j], d2 = w.d2[i][j], d3 = w.d3[i][j], d4 = w.d4[i][j];
            const double q1 = d1 * w.a1[j];
            const double q2 = d3 * (1 - d2);
            const double q3 = logistic(d4);
            const double q4 = std::max(w.size[i] - w.size[j], 0.0);
            w.d1[i][j] = unit(d1 + c2 * (0.3 - d1) + 0.05 * d2 * (1 - d1));
            w.d2[i][j] = unit(d2 * (1 - c1) + 0.01 * q1 * (1 - d2));
            w.d3[i][j] = unit(d3 + c2 * (q2 - d3) + 0.005 * q4 * (1 - d3));
            w.d4[i][j] = std::clamp(0.95 * d4 + 0.1 * (q3 - 0.5) + normal(0, 0.05), -5.0, 5.0);
        }
    }
    const double w1 = w.w1;
    w.w1 = unit(w1 + c1 * (v.m1 - w1));
    w.w2 = unit(w.w2 + c1 * (v.m2 - w.w2) + 0.01 * v.m5);
    w.w3 = unit(w.w3 + c2 * (v.m3 * v.m6 - w.w3));
    w.w4 = std::clamp(0.9 * w.w4 + z1_ + 0.1 * (v.m4 / 6 - 0.5), -5.0, 5.0);
    for (std::size_t i = 0; i < k_actors; ++i) {
        const double a1 = w.a1[i], a5 = w.a5[i];
        w.a1[i] = unit(a1 + c1 * (v.p5[i] - a1) + 0.1 * z2_[i]);
        w.a2[i] = unit(w.a2[i] + c1 * (a1 - w.a2[i]));
        w.a3[i] = unit(w.a3[i] + c2 * (v.p6[i] - w.a3[i]));
        w.a4[i] = unit(w.a4[i] + c1 * (0.3 + 0.2 * v.p7[i] - w.a4[i]));
        w.a5[i] = unit(a5 + c1 * (v.p3[i] - a5));
        w.a6[i] = unit(w.a6[i] + c2 * (v.p4[i] - w.a6[i]) + 0.01 * w1);
        w.a7[i] = std::clamp(0.9 * w.a7[i] + c3 * (a5 - 0.5) + normal(0, 0.1), -5.0, 5.0);
        w.a8[i] = unit(w.a8[i] + c1 * (v.p8[i] - w.a8[i]));
        w.a9[i] = std::clamp(w.a9[i] + 0.05 * w.size[i] - 0.05 * w.a9[i] * a1, 0.0, 20.0);
        w.a10[i] = std::clamp(w.a10[i] + 0.05 * v.p10[i] - 0.05 * w.a10[i], 0.0, 20.0);
        w.a11[i] = unit(w.a11[i] + c1 * (std::min(v.p2[i], 1.0) - w.a11[i]));
        w.a12[i] = unit(w.a12[i] * (1 - c1) + c2 * v.p9[i]);
    }
}

std::size_t bin_of(double x, double low, double per_unit) {
    return static_cast<std::size_t>(std::clamp((x - low) * per_unit, 0.0, k_bins - 1.0));
}

void add(Sums& sums, double x) {
    sums.sum += x;
    sums.squares += x * x;
}

void Trajectory::record(std::size_t state) {
    const World& w = world_;
    const Derived& v = derived_;
    Sums* moments = &counts_.moments[state * counts_.series.size()];
    std::uint32_t* histogram = &counts_.histograms[state * counts_.n_binned * k_bins];
    std::size_t s = 0;
    const auto count = [&](double x) {
        add(moments[s], x);
        ++histogram[s * k_bins + bin_of(x, counts_.low[s], counts_.per_unit[s])];
        ++s;
    };
    for (const double x : {w.w1, w.w2, w.w3, w.w4, v.m1, v.m2, v.m3, v.m4, v.m5, v.m6}) count(x);
    for (const Row* row : {&w.a1,  &w.a2, &w.a3, &w.a4, &w.a5, &w.a6, &w.a7, &w.a8, &w.a9, &w.a10, &w.a11,
                           &w.a12, &v.p1, &v.p2, &v.p3, &v.p4, &v.p5, &v.p6, &v.p7, &v.p8, &v.p9,  &v.p10})
        for (const double x : *row) count(x);
    for (const Matrix* matrix : {&w.d1, &w.d2, &w.d3, &w.d4})
        for (std::size_t i = 0; i < k_actors; ++i)
            for (std::size_t j = 0; j < k_actors; ++j)
                if (i != j) add(moments[s++], (*matrix)[i][j]);
    if (alarm_ < 0 && std::any_of(w.a1.begin(), w.a1.end(), [](double a1) { return a1 > 0.9; }))
        alarm_ = static_cast<int>(state);
}

void Trajectory::record_choices(std::size_t step) {
    for (std::size_t i = 0; i < k_actors; ++i) {
        const std::size_t action = choices_[i].action;
        const auto rung = static_cast<std::size_t>(k_rung_of[action] - k_lowest_rung);
        ++taken_[i][action];
        ++counts_.rung_by_step[(step * k_actors + i) * k_rungs + rung];
        if (step > 0) ++counts_.transitions[(i * k_rungs + rung_[i]) * k_rungs + rung];
        peak_[i] = step > 0 ? std::max(peak_[i], rung) : rung;
        lowest_[i] = step > 0 ? std::min(lowest_[i], rung) : rung;
        rung_[i] = rung;
    }
}

void Trajectory::finish() {
    ScalarCounts& c = counts_;
    for (std::size_t i = 0; i < k_actors; ++i) {
        for (std::size_t action = 0; action < k_actions; ++action) {
            const std::uint32_t n = taken_[i][action];
            c.taken[i][action] += n;
            c.taken_squares[i][action] += static_cast<double>(n) * n;
            c.ever[i][action] += n > 0 ? 1 : 0;
        }
        ++c.peak[i][peak_[i]];
        ++c.lowest[i][lowest_[i]];
    }
    if (alarm_ >= 0) {
        ++c.alarms;
        ++c.alarm_first[static_cast<std::size_t>(alarm_)];
    }
    add(c.level, derived_.m1);
    add(c.strain, world_.w3);
    ++c.level_bins[bin_of(derived_.m1, 0, k_bins)];
    ++c.strain_bins[bin_of(world_.w3, 0, k_bins)];
    ++c.trajectories;
}

void Trajectory::run() {
    begin();
    derive();
    record(0);
    for (std::size_t step = 0; step < k_steps; ++step) {
        z1_ = normal(0, 0.05);
        for (double& z : z2_) z = normal(0, 0.05);
        for (std::size_t i = 0; i < k_actors; ++i) choices_[i] = decide(i);
        for (std::size_t i = 0; i < k_actors; ++i) apply(i, choices_[i]);
        record_choices(step);
        derive();
        move();
        derive();
        record(step + 1);
    }
    finish();
}

}  // namespace

void run_scalar(std::uint64_t seed, std::size_t n, ScalarCounts& counts) {
    std::mt19937_64 random(seed);
    Trajectory trajectory(random, counts);
    for (std::size_t i = 0; i < n; ++i) trajectory.run();
}

}  // namespace bench
