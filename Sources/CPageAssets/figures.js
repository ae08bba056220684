// The figures of the page: drawn by Vega-Lite in place of the pictures, with tooltips and zoom.
"use strict";

const Ticks = (() => {
  const digits = (value, decimals) => {
    if (decimals !== undefined && Math.abs(value) < 1e6 && decimals < 9) return value.toFixed(decimals);
    const text = String(+value.toPrecision(6));
    return text.includes("e") ? power(value) : text;
  };
  const raised = (n) => [...String(n)].map((d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"["0123456789".indexOf(d)] ?? "⁻").join("");
  const power = (value) => {
    const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    const factor = +(value / 10 ** exponent).toPrecision(4);
    return (factor === 1 ? "" : factor + "×") + "10" + raised(exponent);
  };
  const count = (value) => {
    for (const [unit, suffix] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]]) {
      if (Math.abs(value) >= unit && Math.abs(value) < 1e15) return +(value / unit).toPrecision(5) + suffix;
    }
    return digits(value);
  };
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const date = (value) =>
    Number.isInteger(value) ? String(value) : months[Math.min(11, Math.floor((value % 1) * 12))] + " " + Math.floor(value);
  const text = (value, notation, decimals) => {
    switch (notation) {
      case "power": return power(value);
      case "count": return count(value);
      case "money": return "$" + digits(value);
      case "percent": return digits(value * 100) + " %";
      case "date": return date(value);
      default: return digits(value, decimals);
    }
  };

  const steps = (low, high, most) => {
    const least = (high - low) / most;
    const unit = 10 ** Math.floor(Math.log10(least));
    const step = [1, 2, 5, 10].map((f) => f * unit).find((s) => s >= least * 0.999);
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const values = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) values.push(+(i * step).toPrecision(12));
    return { values, decimals };
  };

  // What stands on an axis between two ends: ticks with words, and all of them.
  const of = ({ isLog, notation }, low, high, most) => {
    const words = (values, decimals) => values.map((v) => text(v, notation, decimals));
    if (!isLog) {
      const { values, decimals } = steps(low, high, most);
      return { major: values, words: words(values, decimals), all: values };
    }
    const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    const between = (factors) => {
      const found = [];
      for (let k = first - 1; k <= last; k++) found.push(...factors.map((f) => +(f * 10 ** k).toPrecision(12)));
      return found.filter((v) => v >= low && v <= high);
    };
    let major = between([1]);
    if (major.length > most) {
      const every = Math.ceil(major.length / most);
      major = major.filter((v) => Math.round(Math.log10(v)) % every === 0);
    } else if (major.length < 3) {
      major = between([1, 2, 5]);
      if (major.length < 3) major = steps(low, high, most).values.filter((v) => v > 0);
    }
    return { major, words: words(major), all: [...major, ...between([2, 3, 4, 5, 6, 7, 8, 9])] };
  };
  return { of, text };
})();

const Figures = (() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  // Ends and ticks of each axis become signals, so that they can be changed while the figure stands.
  const prepared = (copy, axes) => {
    copy.$schema = "https://vega.github.io/schema/vega-lite/v6.json";
    copy.background = "transparent";
    // The figure has a name as a whole. One for each mark would be an expression for each, with text of the data inside.
    copy.config.aria = false;
    const panels = copy.concat ?? [copy];
    const params = copy.params.filter((p) => p.name !== "dark");
    params.push({ name: "dark", value: dark.matches });
    const [state, titles] = [[], []];
    panels.forEach((panel, i) => {
      const kept = {};
      for (const way of ["x", "y"]) {
        const channel = panel.layer[0].encoding[way];
        const { axis, scale } = channel;
        const name = (part) => `z${i}${way}${part}`;
        const kind = axes[i][way];
        const start = { low: scale.domain[0], high: scale.domain[1] };
        kept[way] = { ...kind, start, ...start, name, first: axis.values };
        const known = axis.labelExpr;
        params.push({ name: name("low"), value: start.low }, { name: name("high"), value: start.high });
        params.push({ name: name("all"), value: axis.values }, { name: name("major"), value: [] }, { name: name("words"), value: [] });
        params.push({ name: name("moved"), value: false });
        scale.domain = [{ expr: name("low") }, { expr: name("high") }];
        axis.values = { expr: name("all") };
        const place = `indexof(${name("major")}, datum.value)`;
        axis.labelExpr = `${name("moved")} ? (${place} >= 0 ? ${name("words")}[${place}] : '') : (${known})`;
        for (const part of ["gridOpacity", "tickSize"]) {
          const test = axis[part].condition.test;
          axis[part].condition.test = `${name("moved")} ? ${place} >= 0 : (${test})`;
        }
      }
      // What leaves the frame is not drawn; words at points and lines least of all.
      for (const layer of panel.layer.slice(1)) {
        if (layer.data && layer.mark && layer.encoding?.x?.field) layer.mark.clip = true;
        // Vega-Lite makes a title the key of an object in an expression, and a name from a table can be anything.
        for (const channel of layer.encoding?.tooltip ?? []) channel.title = `f${titles.push(channel.title) - 1}`;
      }
      state.push(kept);
    });
    copy.params = params;
    return { spec: copy, state, titles };
  };

  // A table of what a point says; `sanitize` makes text of it.
  const told = (titles) => (values, sanitize) =>
    `<table>${Object.entries(values).map(([key, value]) =>
      `<tr><td class="key">${sanitize(titles[key.slice(1)])}</td><td class="value">${sanitize(value)}</td></tr>`).join("")}</table>`;

  const show = (view, axis, length, way) => {
    const moved = axis.low !== axis.start.low || axis.high !== axis.start.high;
    const ticks = Ticks.of(axis, axis.low, axis.high, Math.max(2, Math.floor(length / (way === "x" ? 70 : 42))));
    const set = (part, value) => view.signal(axis.name(part), value);
    set("low", axis.low); set("high", axis.high); set("moved", moved);
    set("major", ticks.major); set("words", ticks.words); set("all", moved ? ticks.all : axis.first);
  };

  // Nearer by a factor about a place between 0 and 1 of the axis; or shifted by a share of it.
  const zoomed = (axis, factor, place, shift = 0) => {
    const [on, back] = axis.isLog ? [Math.log, Math.exp] : [(v) => v, (v) => v];
    const [a, b] = [on(axis.low), on(axis.high)];
    const center = a + place * (b - a);
    const [low, high] = [center - (center - a) * factor + shift * (b - a), center + (b - center) * factor + shift * (b - a)];
    if (!(high - low > 1e-9 * Math.max(1, Math.abs(low))) || high - low > 20 * (on(axis.start.high) - on(axis.start.low))) return;
    [axis.low, axis.high] = [back(low), back(high)];
  };

  const button = (label, text, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  };

  const draw = async (figure) => {
    const { spec: given, axes } = JSON.parse(figure.querySelector("script").textContent);
    const { spec, state, titles } = prepared(given, axes);
    const place = document.createElement("div");
    place.className = "live-figure";
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", `Figure: ${figure.dataset.name}`);
    const { view } = await vegaEmbed(place, spec, {
      // Expressions are interpreted and styles stand in the page: its policy lets nothing be evaluated or added.
      actions: false, renderer: "svg", ast: true, defaultStyle: false,
      tooltip: { disableDefaultStyle: true, formatTooltip: told(titles) },
    });
    const still = figure.querySelector(".still");
    const picture = place.querySelector("svg");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", still.querySelector("img")?.alt ?? still.textContent);
    for (const part of picture.querySelectorAll("[aria-roledescription], [aria-label], [role]")) {
      for (const name of ["aria-roledescription", "aria-label", "role"]) part.removeAttribute(name);
    }
    // In place of the picture in one step, so that nothing moves twice and a figure that cannot be drawn keeps its picture.
    figure.insertBefore(place, still);
    still.hidden = true;
    dark.addEventListener("change", () => view.signal("dark", dark.matches).runAsync());

    const sizes = () => {
      const groups = view.scenegraph().root.items[0].items.flatMap((m) => m.items).filter((g) => g.marktype === undefined && g.items);
      const nested = groups.filter((g) => g.width > 0 && g.height > 0 && g.context);
      return state.length > 1 ? nested : [{ x: 0, y: 0, width: spec.width, height: spec.height }];
    };
    const refresh = () => {
      const frames = sizes();
      state.forEach((panel, i) => {
        const frame = frames[i] ?? { width: 400, height: 300 };
        show(view, panel.x, frame.width, "x");
        show(view, panel.y, frame.height, "y");
      });
      return view.runAsync();
    };
    const all = (change) => { for (const panel of state) for (const way of ["x", "y"]) change(panel[way]); return refresh(); };
    const bar = document.createElement("div");
    bar.className = "zoom";
    const name = figure.dataset.name;
    bar.append(
      button(`Zoom in: ${name}`, "+", () => all((axis) => zoomed(axis, 0.7, 0.5))),
      button(`Zoom out: ${name}`, "−", () => all((axis) => zoomed(axis, 1 / 0.7, 0.5))),
      button(`Whole figure: ${name}`, "Reset", () => all((axis) => Object.assign(axis, axis.start))));
    figure.insertBefore(bar, place);

    // Under the pointer: which panel, and where in it.
    const under = (event) => {
      const box = picture.getBoundingClientRect();
      const scale = picture.viewBox.baseVal.width ? picture.viewBox.baseVal.width / box.width : 1;
      const origin = view.origin();
      const [x, y] = [(event.clientX - box.left) * scale - origin[0], (event.clientY - box.top) * scale - origin[1]];
      const index = sizes().findIndex((f) => x >= f.x && x <= f.x + f.width && y >= f.y && y <= f.y + f.height);
      if (index < 0) return null;
      const frame = sizes()[index];
      return { panel: state[index], frame, scale, x: (x - frame.x) / frame.width, y: 1 - (y - frame.y) / frame.height };
    };
    picture.addEventListener("wheel", (event) => {
      const found = event.ctrlKey || event.metaKey ? under(event) : null;
      if (!found) return;
      event.preventDefault();
      const factor = event.deltaY < 0 ? 0.85 : 1 / 0.85;
      zoomed(found.panel.x, factor, found.x);
      zoomed(found.panel.y, factor, found.y);
      refresh();
    }, { passive: false });
    let held = null;
    picture.addEventListener("pointerdown", (event) => {
      held = event.pointerType === "mouse" ? under(event) : null;
      if (held) Object.assign(held, { clientX: event.clientX, clientY: event.clientY });
    });
    window.addEventListener("pointerup", () => { held = null; });
    window.addEventListener("pointermove", (event) => {
      if (!held) return;
      zoomed(held.panel.x, 1, 0.5, (-(event.clientX - held.clientX) * held.scale) / held.frame.width);
      zoomed(held.panel.y, 1, 0.5, ((event.clientY - held.clientY) * held.scale) / held.frame.height);
      Object.assign(held, { clientX: event.clientX, clientY: event.clientY });
      refresh();
    });
  };

  // Words at the pointer, which are told to those who do not see them.
  const tooltip = () => {
    const made = document.createElement("div");
    made.id = "vg-tooltip-element";
    made.className = "vg-tooltip";
    made.setAttribute("role", "status");
    document.body.append(made);
  };

  // Vega stands in the page as text that nobody has read yet: until it is here the page answers without.
  const vega = () => {
    const text = document.getElementById("vega");
    const script = document.createElement("script");
    script.textContent = text.textContent;
    text.replaceWith(script);
  };

  // As each comes near the window, one after the other and when nothing else is to do, so that the page can be used at once.
  const soon = window.requestIdleCallback
    ? (step) => requestIdleCallback(step, { timeout: 300 }) : (step) => setTimeout(step);
  const start = () => {
    tooltip();
    const near = [];
    const step = () => {
      if (!window.vegaEmbed) {
        vega();
        return soon(step);
      }
      draw(near[0]).finally(() => {
        near.shift();
        if (near.length > 0) soon(step);
      });
    };
    const waiting = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter((e) => e.isIntersecting)) {
        waiting.unobserve(target);
        if (near.push(target) === 1) soon(step);
      }
    }, { rootMargin: "300px" });
    for (const figure of document.querySelectorAll("figure[data-name]")) waiting.observe(figure);
  };
  return { start };
})();
