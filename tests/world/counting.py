"""Shares, rates and tables with their uncertainty: what the comparison with the record counts by.

The model's counts come in clusters, one a trajectory, and what happens in one trajectory hangs together. Intervals of
the model therefore rest on how counts differ between trajectories; intervals of the record on the counts alone.
"""
import dataclasses
import math

Z = 1.959963984540054


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval; of `count` cases among `of` (a share) or in `of` years (a rate)."""
    value: float
    low: float
    high: float
    count: float
    of: float


def wilson(count, of):
    """A share by independent trials; `of` need not be whole."""
    if of <= 0:
        return Estimate(math.nan, 0.0, 1.0, count, of)
    p = count / of
    middle = (p + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * math.sqrt(p * (1 - p) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return Estimate(p, max(middle - half, 0.0), min(middle + half, 1.0), count, of)


def clustered_share(counts, trials):
    """A share of trials in clusters: Wilson's interval for as many independent trials as would vary as much."""
    count, of, n = sum(counts), sum(trials), len(counts)
    if of == 0 or n < 2:
        return wilson(count, of)
    p = count / of
    variance = n / (n - 1) * sum((c - p * t) ** 2 for c, t in zip(counts, trials)) / of ** 2
    effective = min(p * (1 - p) / variance, of) if variance > 0 else of
    told = wilson(p * effective, effective)
    return Estimate(p, told.low, told.high, count, of)


def poisson_rate(count, years):
    """A rate by independent events: the exact interval of Garwood."""
    low = _poisson_mean(count - 1, 0.975) if count > 0 else 0.0
    return Estimate(count / years, low / years, _poisson_mean(count, 0.025) / years, count, years)


def clustered_rate(counts, years_each):
    """A rate by clusters of equal length: normal by their variance, Garwood's where there is little to count."""
    count, n = sum(counts), len(counts)
    if count < 20 or n < 2:
        return poisson_rate(count, n * years_each)
    mean = count / n
    error = math.sqrt(sum((c - mean) ** 2 for c in counts) / (n - 1) / n)
    return Estimate(mean / years_each, max(mean - Z * error, 0) / years_each, (mean + Z * error) / years_each, count,
                    n * years_each)


def ratio(model, record):
    """How many times the record's rate the model's is, with an interval by the logarithms' errors; None without counts."""
    if not model.count or not record.count or not model.low:
        return None
    error = math.hypot(math.log(model.high / model.low) / (2 * Z), 1 / math.sqrt(record.count))
    value = model.value / record.value
    return Estimate(value, value * math.exp(-Z * error), value * math.exp(Z * error), model.count, record.count)


def _poisson_mean(count, tail):
    """The mean at which the chance of `count` events or fewer is `tail`."""
    low, high = 0.0, 10.0 * (count + 3)
    for _ in range(200):
        middle = (low + high) / 2
        below = sum(math.exp(k * math.log(middle) - middle - math.lgamma(k + 1)) for k in range(int(count) + 1))
        low, high = (middle, high) if below > tail else (low, middle)
    return (low + high) / 2


def chi_square_tail(statistic, freedom):
    """Chance that a chi-square variable of `freedom` degrees passes `statistic`: the upper incomplete gamma function."""
    a, x = freedom / 2, statistic / 2
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        k = a
        while term > 1e-17 * total:
            k += 1
            term *= x / k
            total += term
        return max(1 - scale * total, 0.0)
    # Lentz's continued fraction
    b = x + 1 - a
    c, d = 1e300, 1 / b
    value = d
    for k in range(1, 10000):
        step = -k * (k - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return scale * value


def same_shares(first, second):
    """Chi-square test that two rows of counts have the same shares, each count with one more of its kind (Dirichlet(1)).

    Returns the statistic, its degrees of freedom and the chance of one as large.
    """
    rows = [[count + 1 for count in first], [count + 1 for count in second]]
    sizes = [sum(row) for row in rows]
    statistic = 0.0
    for column in zip(*rows):
        for count, size in zip(column, sizes):
            expected = sum(column) * size / sum(sizes)
            statistic += (count - expected) ** 2 / expected
    freedom = len(first) - 1
    return statistic, freedom, chi_square_tail(statistic, freedom)


def total_variation(first, second):
    """The largest difference of the chances of any event under two rows of counts: half the sum of the differences."""
    return sum(abs(a / sum(first) - b / sum(second)) for a, b in zip(first, second)) / 2
