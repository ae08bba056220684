// The numbers of the page: predictions and plans from the law's formula, each with the interval that the command gives it.
// `fit` is what the page carries of the fit: `point`, `covariance`, `drawn` (the refits), `rule`, `scale`, `sigma`, `domain`, and `code`, functions made
// of the formula: `coefficients(t)`, `law(c, x)`, `noise(x)`, `slope(c, x)`, `least(x)`, `perUnit(x)`.
"use strict";

// Functions of formulas that JavaScript lacks.
const bend = (u, a) => {
  if (!(a >= 0) || Number.isNaN(u)) return NaN;
  if (a === 1 || !Number.isFinite(u)) return u;
  if (!(a > 0 || u < 0)) return NaN;
  const logistic = (v) => 1 / (1 + Math.exp(-v));
  let v = u < 0 ? u : u / a;
  for (let i = 0; i < 200 && Number.isFinite(v); i++) {
    const step = (v - u + (a - 1) * (Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))))) / (logistic(-v) + a * logistic(v));
    if (!(a > 1 ? v - step < v : v - step > v)) break;
    v -= step;
  }
  return v;
};
const erf = (x) => {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [sum, term] = [x, x];
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) sum += term *= (2 * x * x) / (2 * k + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
};
const softplus = (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
const log1mexp = (u) => u > -Math.LN2 ? Math.log(-Math.expm1(u)) : Math.log1p(-Math.exp(u));
// log Φ: below -2 by the continued fraction of Mills' ratio, above by erf.
const log_normal = (z) => {
  if (z > 0) return Math.log1p(-Math.exp(log_normal(-z)));
  if (!(z < -2)) return Math.log((1 + erf(z / Math.SQRT2)) / 2);
  let rest = 0;
  for (let k = 400; k > 0; k--) rest = k / (rest - z);
  return (-z * z) / 2 - Math.log(rest - z) - Math.log(2 * Math.PI) / 2;
};
const normal = (z) => Math.exp(log_normal(z));

const Model = (fit) => {
  const code = fit.code;
  // Eight bytes a number, coefficient after coefficient; here refit after refit.
  if (fit.drawn) {
    const numbers = new Float64Array(Uint8Array.from(atob(fit.drawn), (c) => c.charCodeAt(0)).buffer);
    const places = numbers.length / fit.refits;
    fit.draws = Array.from({ length: fit.refits }, (_, i) => Array.from({ length: places }, (_, k) => numbers[k * fit.refits + i]));
  }

  // Φ by its series, and Φ⁻¹ by halving: exact to rounding where |z| < 7.
  const normal = (z) => {
    let [sum, term] = [z, z];
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) sum += term *= (z * z) / k;
    return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  };
  const normalQuantile = (p) => {
    let [low, high] = [-7, 7];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (normal(middle) < p) low = middle; else high = middle;
    }
    return (low + high) / 2;
  };

  const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const deviation = (values) => {
    const center = mean(values);
    return Math.sqrt(values.reduce((sum, v) => sum + (v - center) ** 2, 0) / (values.length - 1));
  };

  // The refits in order, and how many of them have no such number, which count as beyond both ends.
  const ordered = (sample) => {
    const known = sample.filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
    return { known, missing: sample.length - known.length };
  };

  // An order statistic at (m+1)p, interpolated on the scale of normal quantiles; null beyond the refits.
  const quantile = ({ known, missing }, p, isLow) => {
    const count = known.length + missing;
    const rank = (count + 1) * p;
    const whole = Math.abs(rank - Math.round(rank)) < 1e-9 * rank ? Math.round(rank) : rank;
    const offset = isLow ? missing : 0;
    const position = whole - offset;
    const lower = Math.floor(position);
    if (lower < 1 || lower > known.length) return null;
    const first = known[lower - 1];
    if (position === lower) return Number.isFinite(first) ? first : null;
    if (lower >= known.length) return null;
    const second = known[lower];
    if (!Number.isFinite(first) || !Number.isFinite(second)) return null;
    const [low, high] = [lower, lower + 1].map((r) => normalQuantile((r + offset) / (count + 1)));
    return first + ((normalQuantile(p) - low) / (high - low)) * (second - first);
  };

  // The scale of a range, on which an interval is the estimate and as much to either side: see QuantityScale of the library.
  const scaleOf = ([low, high], value) => {
    if (!(low < value && value < high) || (low === -Infinity && high === Infinity))
      return { on: (q) => q, back: (u) => u, slope: () => 1, isPlain: true };
    if (high === Infinity) return { on: (q) => Math.log(q - low), back: (u) => low + Math.exp(u), slope: (q) => 1 / (q - low), from: low };
    if (low === -Infinity) return { on: (q) => -Math.log(high - q), back: (u) => high - Math.exp(-u), slope: (q) => 1 / (high - q) };
    const share = (u) => Math.exp(u) / (1 + Math.exp(u));
    return {
      on: (q) => Math.log((q - low) / (high - q)),
      back: (u) => (u < 0 ? low + (high - low) * share(u) : high - (high - low) * share(-u)),
      slope: (q) => (high - low) / ((q - low) * (high - q)), isShare: low === 0 && high === 1,
    };
  };
  const residuals = {
    identity: { on: (y) => y, back: (y) => y, slope: () => 1 },
    log: { on: Math.log, back: Math.exp, slope: (y) => 1 / y },
    logit: { on: (y) => Math.log(y / (1 - y)), back: (u) => 1 / (1 + Math.exp(-u)), slope: (y) => 1 / (y * (1 - y)) },
  };

  // From values on a residual scale to the scale of a quantity, and back to its unit: see DrawScale.
  const drawScale = ({ range, residual }, value) => {
    const from = residuals[residual];
    const make = (scale) => {
      const isSame = (residual === "identity" && scale.isPlain) || (residual === "log" && scale.from === 0) || (residual === "logit" && scale.isShare);
      const kept = (q) => (q === null || !Number.isFinite(q) ? null : scale.isPlain ? Math.min(Math.max(q, range[0]), range[1]) : q);
      return {
        on: (r) => (isSame ? r : scale.on(from.back(r))),
        back: (ends) => ends.map((u) => kept(u === null ? null : scale.back(u))),
        slope: (r) => (isSame ? 1 : scale.slope(from.back(r)) / from.slope(from.back(r))),
      };
    };
    const own = make(scaleOf(range, from.back(value)));
    const plain = make(scaleOf([-Infinity, Infinity], 0));
    const defined = (sample) => (sample.some((r) => Math.abs(own.on(r)) === Infinity) ? plain : own);
    return { ...own, defined, percentiles: (ends) => ends.map((r) => (r === null ? null : from.back(r))) };
  };

  const readings = {
    percentile: (sample, value, scale, tail) => scale.percentiles(percentile(sample, tail)),
    basic: (sample, value, scale, tail) => {
      const { on, back } = scale.defined(sample);
      const [low, high] = percentile(sample.map(on), tail);
      return back([high === null ? null : 2 * on(value) - high, low === null ? null : 2 * on(value) - low]);
    },
    normal: (sample, value, scale) => {
      const { on, back } = scale.defined(sample);
      const drawn = sample.map(on);
      const half = fit.rule.factor * deviation(drawn);
      const center = 2 * on(value) - mean(drawn);
      return Number.isFinite(half) ? back([center - half, center + half]) : [null, null];
    },
    jackknife: (sample, value, scale) => {
      const m = sample.length;
      const half = fit.rule.factor * deviation(sample) * (m - 1) / Math.sqrt(m) * scale.slope(value);
      return Number.isFinite(half) ? scale.back([scale.on(value) - half, scale.on(value) + half]) : [null, null];
    },
    middle: (sample, value, scale, tail) => {
      const order = ordered(sample);
      const [low, high] = [quantile(order, 0.25, true), quantile(order, 0.75, false)];
      if (low === null || high === null) return [null, null];
      if (!(high > low)) return readings.percentile(sample, value, scale, tail);
      const { on, back } = scale.defined([low, high]);
      const least = 0.1 * (on(high) - on(low));
      return back([
        on(value) - fit.rule.factor * Math.max(on(value) - on(low), least),
        on(value) + fit.rule.factor * Math.max(on(high) - on(value), least),
      ]);
    },
  };
  const percentile = (sample, tail) => {
    const order = ordered(sample);
    return [quantile(order, tail, true), quantile(order, 1 - tail, false)];
  };

  // The interval of numbers computed from the coefficients, by the refits or by V: [low, high] for each, in its unit.
  const byDraws = (values, of, places) => {
    const samples = values.map(() => []);
    for (const draw of fit.draws) of(draw).forEach((v, i) => samples[i].push(v));
    return values.map((value, i) =>
      Number.isFinite(value)
        ? readings[fit.rule.reading](samples[i], value, drawScale(places[i], value), (1 - fit.level) / 2) : [null, null]);
  };
  // What was solved for, moved by a change in each on its own scale, so that none leaves its domain.
  const moved = (changes) => fit.point.map((t, i) => {
    if (changes[i] === 0) return t;
    const scale = scaleOf(fit.solved[i], t);
    return scale.back(scale.on(t) + changes[i] * scale.slope(t));
  });
  const byCovariance = (values, of, step, places) => {
    const [point, V] = [fit.point, fit.covariance];
    const scales = values.map((value, i) => drawScale(places[i], value));
    const at = (t) => of(code.coefficients(t)).map((v, k) => scales[k].on(v));
    const varying = point.map((_, i) => i).filter((i) => V[i][i] > 0 && Number.isFinite(point[i]));
    const gradients = varying.map((i) => {
      const h = step * Math.sqrt(V[i][i]);
      const [up, down] = [h, -h].map((s) => at(moved(point.map((_, j) => (j === i ? s : 0)))));
      return up.map((v, k) => (v - down[k]) / (2 * h));
    });
    return values.map((value, k) => {
      const g = gradients.map((gradient) => gradient[k]);
      const pull = point.map((_, row) =>
        varying.includes(row) ? varying.reduce((sum, i, j) => sum + V[row][i] * g[j], 0) : 0);
      const variance = varying.reduce((sum, i, j) => sum + pull[i] * g[j], 0);
      if (!Number.isFinite(variance) || !Number.isFinite(value)) return [null, null];
      const half = fit.rule.factor * Math.sqrt(Math.max(0, variance));
      const center = scales[k].on(value);
      // Where the number does not exist within what the data allow, that end is open.
      const there = (sign) =>
        half === 0 || Number.isFinite(at(moved(point.map((_, i) => (sign * pull[i] * half) / variance)))[k]);
      return scales[k].back([-1, 1].map((sign) => (there(sign) ? center + sign * half : null)));
    });
  };
  const estimates = (of, places, step = 1e-3) => {
    const values = of(code.coefficients(fit.point));
    const ends =
      fit.rule.reading === "covariance" ? byCovariance(values, of, step, places) : byDraws(values, of, places);
    return values.map((value, i) => ({ value: residuals[places[i].residual].back(value), low: ends[i][0], high: ends[i][1] }));
  };
  const mapped = ({ value, low, high }, image) => ({
    value: image(value), low: low === null ? null : image(low), high: high === null ? null : image(high),
  });

  const { on: onScale, back } = residuals[fit.scale];
  const ends = ([low, high]) => [low === null ? -Infinity : low, high === null ? Infinity : high];
  fit.solved = fit.solved.map(ends);
  const [lawRange, responseRange] = [fit.lawRange, fit.responseRange].map(ends);
  const number = { range: [-Infinity, Infinity], residual: "identity" };

  // The law at a point, with the interval of its mean and that of a new run (null where the noise is not known).
  const predict = (x) => {
    const [found] = estimates((c) => [onScale(code.law(c, x))], [{ range: lawRange, residual: fit.scale }], 1e-4);
    const noise = fit.sigma === null ? null : fit.rule.noiseFactor * fit.sigma * code.noise(x);
    const { value, low, high } = mapped(found, onScale);
    const run = noise === null ? null : {
      value,
      low: low === null ? null : value - Math.hypot(value - low, noise),
      high: high === null ? null : value + Math.hypot(high - value, noise),
    };
    const kept = (y) => Math.min(Math.max(back(y), responseRange[0]), responseRange[1]);
    return { mean: found, run: run && mapped(run, kept) };
  };

  // The least loss for a budget, as the command looks for it: where the slope of the loss along the budget goes from falling to rising.
  // Where the loss falls to the edge of what is looked at, only the loss there is known: `place` is null.
  const optimum = (c, budget, x) => {
    const size = (s) => {
      const place = { ...x, [fit.size]: Math.exp(s) };
      const data = (budget - code.least(place)) / code.perUnit(place);
      place[fit.data] = data > 0 ? data : NaN;
      return place;
    };
    const slope = (s) => code.slope(c, size(s));
    const range = within((s) => !(size(s)[fit.data] <= fit.domain.data[1]), (s) => !(size(s)[fit.data] >= fit.domain.data[0]));
    if (range === null) return null;
    const places = 64;
    const slopes = Array.from({ length: places }, (_, i) => range[0] + ((range[1] - range[0]) * i) / (places - 1))
      .map((s) => ({ s, slope: slope(s) })).filter((p) => !Number.isNaN(p.slope));
    if (slopes.length === 0) return null;
    const found = [];
    const add = (s, isEdge) => {
      const place = size(s);
      const loss = code.law(c, place);
      if (Number.isFinite(loss)) found.push({ loss, place: isEdge ? null : place });
    };
    for (let i = 0; i + 1 < slopes.length; i++) {
      if (!(slopes[i].slope < 0 && slopes[i + 1].slope >= 0)) continue;
      let [a, b] = [slopes[i].s, slopes[i + 1].s];
      for (let k = 0; k < 60 && b - a > 1e-15 * Math.max(1, Math.abs(a)); k++) {
        const middle = (a + b) / 2;
        if (slope(middle) >= 0) b = middle; else a = middle;
      }
      add((a + b) / 2, false);
    }
    if (slopes[0].slope >= 0) add(slopes[0].s, true);
    if (slopes.at(-1).slope < 0) add(slopes.at(-1).s, true);
    return found.length === 0 ? null : found.reduce((best, next) => (next.loss < best.loss ? next : best));
  };

  // From the least log N at which tokens are within their limit to the largest at which there is a token left.
  const within = (isTooSmall, isTooLarge) => {
    const [bottom, top] = fit.domain.size.map(Math.log);
    const edge = (bad, good, condition) => {
      for (let i = 1; i <= 400; i++) {
        let [out, inside] = [bad, bad + ((good - bad) * i) / 400];
        if (condition(inside)) continue;
        for (let k = 0; k < 60; k++) {
          const middle = (out + inside) / 2;
          if (condition(middle)) out = middle; else inside = middle;
        }
        return inside;
      }
      return null;
    };
    const low = isTooSmall(bottom) ? edge(bottom, top, isTooSmall) : bottom;
    if (low === null) return null;
    const high = isTooLarge(top) ? (isTooLarge(low) ? null : edge(top, low, isTooLarge)) : top;
    return high === null || high < low ? null : [low, high];
  };

  const plan = (budget, x) => {
    const numbers = (c) => {
      const best = optimum(c, budget, x);
      if (best === null) return [NaN, NaN, NaN, NaN];
      if (best.place === null) return [NaN, NaN, best.loss, NaN];
      const [n, d] = [best.place[fit.size], best.place[fit.data]].map(Math.log);
      return [n, d, best.loss, d - n];
    };
    const best = optimum(code.coefficients(fit.point), budget, x);
    if (best === null || best.place === null) return null;
    const [size, data, loss, ratio] = estimates(numbers, [number, number, { range: lawRange, residual: "identity" }, number]);
    return {
      size: mapped(size, Math.exp), data: mapped(data, Math.exp), loss, ratio: mapped(ratio, Math.exp),
      run: predict(best.place).run, place: best.place,
    };
  };

  return { predict, plan };
};
if (typeof module !== "undefined") module.exports = { Model };
