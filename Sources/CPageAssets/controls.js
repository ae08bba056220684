// Sliders that ask the model, and tables that sort.
"use strict";

const Controls = (() => {
  // Six digits, with the suffixes that the command reads.
  const quantity = (value) => {
    if (value === null) return "open";
    if (!Number.isFinite(value)) return "undefined";
    for (const [unit, suffix] of [[1e12, "T"], [1e9, "B"], [1e6, "M"]]) {
      if (Math.abs(value) >= unit && Math.abs(value) < 1e15) return (value / unit).toPrecision(6) + suffix;
    }
    return value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4) ? value.toExponential(5) : value.toPrecision(6);
  };
  const short = (value) => {
    for (const [unit, suffix] of [[1e12, "T"], [1e9, "B"], [1e6, "M"]]) {
      if (Math.abs(value) >= unit && Math.abs(value) < 1e15) return +(value / unit).toPrecision(4) + suffix;
    }
    return String(+value.toPrecision(4)).replace("e+", "e");
  };
  const read = (text) => {
    const found = /^\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*([kMBT]?)\s*$/i.exec(text.replace(/,/g, ""));
    if (!found) return null;
    const suffix = { "": 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[found[2].toUpperCase()];
    const value = Number(found[1]) * suffix;
    return Number.isFinite(value) ? value : null;
  };

  // A slider and a field that say the same number; `changed` is told.
  const dial = (row, changed) => {
    const { low, high, start, log, zero } = row.dataset;
    const [slider, field] = [row.querySelector("input[type=range]"), row.querySelector("input[type=text]")];
    const isLog = log === "true";
    const on = (v) => (isLog ? Math.log10(v) : v);
    const state = { value: Number(start) };
    // The first step of a dial that may be zero is zero.
    const floor = zero === "true" ? on(low) - (on(high) - on(low)) / 50 : on(low);
    Object.assign(slider, { min: floor, max: on(high), step: (on(high) - floor) / 1000 });
    const show = () => {
      slider.value = state.value === 0 && zero === "true" ? floor : on(state.value);
      slider.setAttribute("aria-valuetext", short(state.value));
      field.value = short(state.value);
      field.removeAttribute("aria-invalid");
    };
    slider.addEventListener("input", () => {
      const at = Number(slider.value);
      state.value = zero === "true" && at < on(low) ? 0 : isLog ? Number((10 ** at).toPrecision(4)) : Number(at.toPrecision(6));
      slider.setAttribute("aria-valuetext", short(state.value));
      field.value = short(state.value);
      field.removeAttribute("aria-invalid");
      changed();
    });
    field.addEventListener("change", () => {
      const value = read(field.value);
      const isBad = value === null || (isLog && !(value > 0 || (value === 0 && zero === "true")));
      if (isBad) return field.setAttribute("aria-invalid", "true");
      const text = field.value;
      state.value = value;
      show();
      field.value = text;
      changed();
    });
    show();
    return state;
  };

  const interval = (e) => (e && (e.low !== undefined) ? `[${quantity(e.low)}, ${quantity(e.high)}]` : "");
  const outside = (fit, place) =>
    Object.entries(fit.ranges).filter(([name]) => place[name] < fit.ranges[name][0] || place[name] > fit.ranges[name][1])
      .map(([name, [low, high]]) => {
        const near = place[name] < low ? low : high;
        const isDecades = low > 0 && place[name] > 0 && (high >= 2 * low || high === low);
        return isDecades
          ? `${name} ${+Math.abs(Math.log10(place[name] / near)).toPrecision(2)} decades`
          : `${name} ${+(Math.abs(place[name] - near) / (high - low)).toPrecision(2)} ranges`;
      });

  const panel = (form, fit, answer) => {
    const body = form.querySelector("tbody");
    const note = form.querySelector(".outside");
    const dials = {};
    const update = () => {
      const values = Object.fromEntries(Object.entries(dials).map(([name, dial]) => [name, dial.value]));
      const { rows, place, problem } = answer(values);
      body.replaceChildren(...rows.map(([name, key, value, ends]) => {
        const row = document.createElement("tr");
        row.dataset.key = key;
        row.innerHTML = "<th scope=row></th><td class=n></td><td class=n></td>";
        row.children[0].textContent = name;
        row.children[1].textContent = value;
        row.children[2].textContent = ends;
        return row;
      }));
      const far = place ? outside(fit, place) : [];
      note.textContent = problem ?? (far.length ? `Outside the rows of the fit by ${far.join(", ")}: the interval holds if the law does.` : "Within the rows of the fit.");
    };
    let isWaiting = false;
    const changed = () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => { isWaiting = false; update(); });
    };
    for (const row of form.querySelectorAll(".dial")) dials[row.dataset.name] = dial(row, changed);
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    update();
  };

  const start = (fit) => {
    const model = Model(fit);
    const planner = document.getElementById("planner");
    if (planner) {
      panel(planner, fit, ({ budget, ...rest }) => {
        const plan = model.plan(budget, rest);
        if (!plan) return { rows: [], place: null, problem: "No best split of this budget: the loss falls to the edge of what can be bought, or the budget does not cover what is served." };
        return {
          place: plan.place,
          rows: [
            ["parameters", "parameters", quantity(plan.size.value), interval(plan.size)],
            ["tokens", "tokens", quantity(plan.data.value), interval(plan.data)],
            [fit.response, "loss", quantity(plan.loss.value), interval(plan.loss)],
            ...(plan.run ? [[`${fit.response} of a new run`, "new_run", "", interval(plan.run)]] : []),
            ["tokens per parameter", "tokens_per_parameter", quantity(plan.ratio.value), interval(plan.ratio)],
          ],
        };
      });
    }
    const predictor = document.getElementById("predictor");
    if (predictor) {
      panel(predictor, fit, (place) => {
        const { mean, run } = model.predict(place);
        return {
          place,
          rows: [
            [`${fit.response} of the law`, "mean", quantity(mean.value), interval(mean)],
            ...(run ? [["of a new run", "new_run", "", interval(run)]] : []),
          ],
        };
      });
    }
  };

  // Columns sort by a button in their head; numbers by value, an empty cell last.
  const sortable = (table) => {
    const heads = [...table.querySelectorAll("thead th")];
    const body = table.tBodies[0];
    const key = (row, column) => row.cells[column].textContent;
    // The first number of a cell, such as the low end of an interval; an open end is below all.
    const number = (text) => {
      const found = /(-?[\d.]+(?:e[-+]?\d+)?)\s*([kMBT]?)/.exec(text);
      return /^\[?(open|undefined)/.test(text) || !found
        ? -Infinity : Number(found[1]) * ({ k: 1e3, M: 1e6, B: 1e9, T: 1e12 }[found[2]] ?? 1);
    };
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const isUp = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
        const isNumber = head.classList.contains("n");
        const rows = [...body.rows].map((row) => [key(row, column), row]);
        const compare = isNumber
          ? (a, b) => (number(a) === number(b) ? 0 : number(a) < number(b) ? -1 : 1) : (a, b) => a.localeCompare(b);
        rows.sort(([a], [b]) => (a === "" ? (b === "" ? 0 : 1) : b === "" ? -1 : (isUp ? 1 : -1) * compare(a, b)));
        body.append(...rows.map(([, row]) => row));
      });
    });
  };

  return { start, sortable };
})();
