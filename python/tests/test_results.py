"""What results are, and what can be asked of them."""

import json
import os
import pickle
import signal
import threading
import time

import numpy as np
import pytest

import scaling_laws as sl

LAW = {"law": "chinchilla", "N": "params", "D": "tokens"}


@pytest.fixture(scope="module")
def fit(ladder):
    return sl.fit(ladder, **LAW)


def test_numbers_of_a_fit(fit):
    pytest.importorskip("pandas")
    assert list(fit.params.keys()) == ["E", "A", "alpha", "B", "beta"]
    interval = fit.conf_int()
    assert (interval["low"] < fit.params).all() and (interval["high"] > fit.params).all()
    matrix = np.asarray(fit.cov_params())
    assert np.array_equal(matrix, matrix.T)
    assert np.allclose(np.sqrt(np.diag(matrix)), np.asarray(fit.bse))
    assert 0.99 < fit.rsquared < 1 and fit.nobs == 18 and fit.converged and fit.is_trusted


def test_without_pandas_tables_are_lists_of_dicts(fit, monkeypatch):
    from scaling_laws import _results

    monkeypatch.setattr(_results, "_pandas", lambda: None)
    assert fit.params["alpha"] == fit.record["coefficients"][2]["estimate"]
    assert fit.conf_int()[0]["name"] == "E" and fit.cov_params().shape == (5, 5)
    assert fit.predict(N=1e9, D=1e11)[0]["N"] == 1e9


def test_questions_about_a_fit(fit):
    pytest.importorskip("pandas")
    share = fit.estimate("beta / (alpha + beta)")
    assert share.low < share.value < share.high
    assert share.value == pytest.approx(fit.params["beta"] / (fit.params["alpha"] + fit.params["beta"]), rel=1e-12)
    point = fit.predict(N=1e9, D=1e11)
    table = fit.predict({"N": [1e9, 2e9], "D": [1e11, 1e11]})
    assert point["estimate"][0] == table["estimate"][0] and len(table) == 2
    plan = fit.plan(flops=1e21)
    assert plan.record["plans"] and "parameters" in plan.text


def test_what_is_written(fit, tmp_path):
    assert fit.to_html().startswith("<!doctype html>") and "\\begin{" in fit.to_latex()
    fit.to_markdown(tmp_path / "fit.md")
    assert (tmp_path / "fit.md").read_text().startswith("#")
    notebook = json.loads(fit.to_notebook())
    assert notebook["nbformat"] == 4
    assert fit.summary() == fit.text and repr(fit.summary()) == str(fit.text)
    assert "<table>" in fit._repr_html_() and "<svg" in fit._repr_html_()
    bundle = fit.plot()._repr_mimebundle_()
    assert bundle["application/vnd.vegalite.v5+json"]["$schema"].endswith("v5.json")
    assert fit.plot("residuals").spec != fit.plot().spec


def test_saved_and_loaded(fit, tmp_path):
    fit.save(tmp_path / "fit.json")
    for again in (sl.load(tmp_path / "fit.json"), pickle.loads(pickle.dumps(fit))):
        assert isinstance(again, sl.Fit) and again.record == fit.record
        assert again.estimate("alpha") == fit.estimate("alpha")
        assert again.to_markdown() is not None


def test_made_again_from_its_repr(repository):
    path = str(repository / "datasets" / "olmo-ladder.csv")
    fit = sl.fit(path, law="chinchilla", N="params", D="tokens", level=0.9, where="role != 'target'")
    assert repr(fit).startswith("scaling_laws.fit(")
    assert eval(repr(fit), {"scaling_laws": sl}).record == fit.record
    assert sl.run(fit).record == fit.record
    assert sl.verify(fit.record).is_trusted


def test_price_decides_a_claim():
    price = sl.price("@ai-prices", score="mmlu", at=86, claim="10x/year")
    assert price.verdict in {verdict.verdict for verdict in price.verdicts}
    assert any(verdict.claim == "10x/year" for verdict in price.verdicts)
    assert len(price.to_frame("trends")) == 1


def test_problems_speak_python(ladder):
    with pytest.raises(sl.UsageError, match='did you mean "chinchilla"'):
        sl.fit(ladder, law="chinchila")
    with pytest.raises(FileNotFoundError):
        sl.fit("no-such-table.csv", law="chinchilla")
    with pytest.raises(sl.ScalingError) as caught:
        sl.fit(ladder, law="chinchilla", N="params", D="tokens", interval="no-such-method")
    assert caught.value.status == 64
    with pytest.raises(sl.ScalingError) as caught:
        sl.fit({**ladder, "loss": [None, *ladder["loss"][1:]]}, **LAW)
    assert "drop_missing" in str(caught.value) and "--" not in str(caught.value)


def test_keywords_stand_for_flags():
    from scaling_laws._errors import in_keywords

    assert in_keywords("raise --max-iterations 500, or -c N=params") == 'raise max_iterations=500, or N="params"'
    assert in_keywords("--interval bootstrap:pairs resamples") == 'interval="bootstrap:pairs" resamples'
    assert in_keywords("2 - 1, a--b") == "2 - 1, a--b"


def test_curve_fit_is_that_of_scipy():
    optimize = pytest.importorskip("scipy.optimize")
    x = np.linspace(0, 5, 60)
    y = 2.5 * np.exp(-1.3 * x) + 0.5 + 0.01 * np.sin(17 * x)
    params, covariance = sl.curve_fit("a * exp(-b*x) + c", x, y)
    expected, expected_covariance = optimize.curve_fit(lambda x, a, b, c: a * np.exp(-b * x) + c, x, y, p0=[1, 1, 1])
    assert np.allclose(np.asarray(params), expected, rtol=1e-6)
    assert np.allclose(np.asarray(covariance), expected_covariance, rtol=1e-4)


def test_law_as_an_estimator():
    law = sl.Law("y = a + b*log10(x)")
    fit = law.fit({"x": [1, 10, 100, 1000], "y": [1.0, 2.1, 2.9, 4.0]})
    assert law.predict({"x": [10, 100]})[0] == pytest.approx(fit.params["a"] + fit.params["b"])


def test_eight_threads_at_once(ladder):
    expected = sl.fit(ladder, **LAW).record
    found = []

    def work():
        for _ in range(5):
            found.append(sl.fit(ladder, **LAW).record)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40 and all(record == expected for record in found)


def test_keyboard_interrupt_is_prompt(ladder):
    fit = sl.fit(ladder, **LAW)
    stopped = []

    def signal_main():
        time.sleep(0.5)
        stopped.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=signal_main).start()
    with pytest.raises(KeyboardInterrupt):
        sl.calibrate(ladder, tables=100_000, **LAW)
    assert time.monotonic() - stopped[0] < 0.2
    # The work behind it has ended too: the next request has the machine.
    assert sl.fit(ladder, **LAW).record == fit.record


def test_cancelled_groups_are_an_error_and_no_crash():
    from scaling_laws import _library

    x = np.random.default_rng(0).uniform(1, 100, 4000)
    table = {"x": x, "y": 1 + 5 * x**-0.3, "g": [f"g{row % 200}" for row in range(len(x))]}
    request = {"verb": "fit", "data": "data", "formula": "y = a + b*x^-c", "by": "g", "threads": 2}
    for delay in (0, 0.01, 0.05):
        run = _library.Run({"verb": "laws"})
        timer = threading.Timer(delay, _library._library.scaling_cancel, [run._handle])
        timer.start()
        with pytest.raises(sl.CancelledError):
            run._perform(request, {"data": table}, {}, None)
        timer.join()


def test_what_only_the_command_writes_is_refused(ladder, tmp_path):
    for key in ("tidy", "draws"):
        with pytest.raises(sl.UsageError, match=f"{key} names a file to write"):
            sl.run({"verb": "fit", "data": "@olmo-ladder", "law": "chinchilla", "column": ["N=params"], key: str(tmp_path / "x.csv")})
    assert not list(tmp_path.iterdir())


def test_schema_and_version():
    assert sl.schema("fit")["$id"].endswith("fit/1") or "scaling.fit" in json.dumps(sl.schema("fit"))
    with pytest.raises(KeyError):
        sl.schema("nothing")
    assert sl.__version__.count(".") == 2


def test_every_verb_is_a_documented_function():
    from scaling_laws import _library

    for verb in _library.options():
        function = getattr(sl, verb["verb"])
        for option in verb["options"]:
            if (
                option["key"] not in ("json", "output", "request", "all", "color", "quiet", "strict", "tidy", "glance", "augment")
                and not option["written"]
            ):
                assert f"{option['key']}: " in function.__doc__


def test_nothing_is_printed(capfd, ladder):
    sl.fit(ladder, **LAW, progress=False)
    with pytest.raises(sl.ScalingError):
        sl.fit("no-such-table.csv")
    assert capfd.readouterr() == ("", "")
