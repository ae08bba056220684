import Foundation
import TestSupport
import Testing

/// What the command does with tables that break naive fitters: code, message and exit status.
///
/// Numbers in these tests are those that `traps.json` records of R's `lm` and statsmodels.
@Suite
struct TrapTests {
  static let line = ["--formula", "y = b0 + b1*x", "--interval", "classical", "--json"]

  @Test("T01: a column that is the sum of two others leaves all three undetermined, and the rest valid")
  func rankDeficient() throws {
    let command = try Traps.run("T01_rank_deficient", ["--formula", "y = b0 + b1*x1 + b2*x2 + b3*x3", "--json"])
    #expect(command.status == 1)
    #expect(try command.warning("not-estimable").contains("x1, x2 and x3 depend on one another exactly"))
    #expect(try command.warning("not-estimable").contains("rank 3 of 4"))
    for name in ["b1", "b2", "b3"] { #expect(try command.estimate(name) == nil) }
    // R: lm gives the constant 0.9599047 with standard error 0.017178, on 27 degrees of freedom.
    #expect(abs(try #require(try command.estimate("b0")) - 0.9599047) < 1e-7)
    #expect(try command.glance("df_residual") == 27)
    #expect(try #require(try command.glance("r_squared")) > 0.99)
    #expect(try #require(try command.standardError("b0")) > 0)
    let classical = try Traps.run(
      "T01_rank_deficient",
      [
        "--formula", "y = b0 + b1*x1 + b2*x2 + b3*x3", "--interval", "classical", "--json", "--quantity", "q = b0",
        "--quantity", "d = b1 - b2", "--quantity", "s = b2^2",
      ])
    #expect(abs(try #require(try classical.standardError("b0")) - 0.017178) < 1e-6)
    let derived = try #require(try classical.json()["derived"] as? [[String: Any]])
    #expect(abs(try #require(derived[0]["estimate"] as? Double) - 0.9599047) < 1e-7)
    // R: lm without x3 gives 2.014675 and -1.017427; their difference does not depend on which column is dropped.
    #expect(abs(try #require(derived[1]["estimate"] as? Double) - 3.032102) < 1e-6)
    #expect(derived[2]["estimate"] is NSNull && derived[2]["std_error"] is NSNull)
  }

  @Test("T02: nearly equal columns are fitted with a warning, and their sum keeps its digits")
  func nearCollinear() throws {
    let arguments = [
      "--formula", "y = b0 + b1*x1 + b2*x2", "--interval", "classical", "--quantity", "sum = b1 + b2", "--json",
    ]
    let command = try Traps.run("T02_near_collinear", arguments)
    #expect(command.status == 0)
    #expect(try command.warningCodes().contains("collinear"))
    let condition = try #require(try command.glance("scaled_condition_number"))
    #expect(condition > 1e9 && condition < 1e10)
    // R: lm(tol = 1e-12) gives 54659880 with standard error 15605000 for x1.
    #expect(abs(try #require(try command.standardError("b1")) / 15_605_000 - 1) < 1e-3)
    // R: lm(y ~ x1) gives 1.992712 with standard error 0.013423; the sum is known about as well.
    let sum = try #require((try command.json()["derived"] as? [[String: Any]])?.first)
    #expect(abs(try #require(sum["estimate"] as? Double) - 2) < 0.05)
    #expect(try #require(sum["std_error"] as? Double) < 0.05)
  }

  @Test("T03: log C = log 6 + log N + log D is found to be dependent through rounding noise")
  func computeIsSixND() throws {
    let command = try Traps.run(
      "T03_C_eq_6ND", ["--formula", "log(L) = b0 + b1*log(N) + b2*log(D) + b3*log(C)", "--json"])
    #expect(command.status == 1)
    let message = try command.warning("not-estimable")
    for name in ["log(N)", "log(D)", "log(C)", "rank 3 of 4"] { #expect(message.contains(name), "\(message)") }
    #expect(try command.glance("df_residual") == 37)
  }

  @Test("T05: a predictor that never varies is named, and the constant alone is fitted")
  func sameX() throws {
    let command = try Traps.run("T05_same_x", Self.line)
    #expect(command.status == 1)
    #expect(try command.warning("constant-predictor").contains("x never varies"))
    #expect(try command.estimate("b1") == nil)
    // R: lm gives the intercept 0.4618647 with standard error 0.30885.
    #expect(abs(try #require(try command.estimate("b0")) - 0.4618647) < 1e-7)
    #expect(abs(try #require(try command.standardError("b0")) - 0.30885) < 1e-5)
  }

  @Test("T06a: two points make an exact line without standard errors")
  func twoPoints() throws {
    let command = try Traps.run("T06a_two_points", Self.line)
    #expect(command.status == 1)
    #expect(try command.warningCodes().contains("no-degrees-of-freedom"))
    #expect(try command.estimate("b0") == 1 && command.estimate("b1") == 2)
    #expect(try command.standardError("b1") == nil)
    #expect(try command.glance("r_squared") == 1)
    #expect((try command.json()["objective"] as? [String: Any])?["aicc"] is NSNull)
  }

  @Test("T16b: a noise-free nonlinear law is recovered to ten digits, and called perfect")
  func perfectNonlinearFit() throws {
    let command = try Traps.run(
      "T16b_perfect_fit_nls", ["--law", "chinchilla", "-c", "loss=L", "--scale", "identity", "--json"])
    #expect(try command.warningCodes().contains("perfect-fit"))
    // The data were made with the coefficients of Besiroglu et al. 2024.
    for (name, truth) in [("E", 1.8172), ("A", 482.01), ("B", 2085.43), ("alpha", 0.3478), ("beta", 0.3658)] {
      #expect(abs(try #require(try command.estimate(name)) / truth - 1) < 1e-10, "\(name)")
    }
  }

  @Test("T06b, T06c: fewer rows than coefficients are refused")
  func tooFewRows() throws {
    let chinchilla = try Traps.run("T06b_n_lt_p", ["--law", "chinchilla", "-c", "loss=L"])
    #expect(chinchilla.status == 65)
    #expect(chinchilla.errors.contains("3 rows cannot determine 5 coefficients"))
    let five = try Traps.run(
      "T06b_n_lt_p", ["--formula", "L = b0 + b1*log(N) + b2*log(D) + b3*log(N)^2 + b4*log(D)^2"])
    #expect(five.status == 65)
    #expect(five.errors.contains("3 rows cannot determine 5 coefficients"))
    let one = try Traps.run("T06c_one_point", Self.line)
    #expect(one.status == 65)
    #expect(one.errors.contains("1 row cannot determine 2 coefficients (b0 and b1)"))
    #expect(one.output.isEmpty || one.output.contains("scaling.problem/1"))
  }

  @Test("T07a: a missing response is refused by line, and dropped only when asked, and counted")
  func missingResponse() throws {
    let refused = try Traps.run("T07a_nan_y", ["--formula", "y = b0 + b1*x"])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("\"y\" is missing (1 row: line 6)"))
    #expect(refused.errors.contains("--drop-missing"))
    let dropped = try Traps.run("T07a_nan_y", Self.line + ["--drop-missing"])
    #expect(dropped.status == 0)
    #expect(try dropped.warning("missing-dropped").contains("1 row left out: \"y\" is missing"))
    // R: lm with na.omit gives 2.014882 on 27 degrees of freedom.
    #expect(abs(try #require(try dropped.estimate("b1")) - 2.014882) < 1e-6)
    #expect(try dropped.glance("df_residual") == 27)
  }

  @Test("T07b: an infinite predictor is refused by line, and never dropped")
  func infinitePredictor() throws {
    let command = try Traps.run("T07b_inf_x", ["--formula", "y = b0 + b1*x", "--drop-missing"])
    #expect(command.status == 65)
    #expect(command.errors.contains("trap.csv:6:"))
    #expect(command.errors.lowercased().contains("inf"))
  }

  @Test("T08: the log scale refuses what is not positive, naming every row and the way out")
  func logOfZero() throws {
    let command = try Traps.run("T08_log_of_zero", ["--formula", "y = a*x^b", "--scale", "log"])
    #expect(command.status == 65)
    #expect(command.errors.contains("lines 5 and 7"), "\(command.errors)")
    #expect(command.errors.contains("--scale identity"))
    #expect(command.errors.contains("--where"))
  }

  @Test("T10: a gross outlier is named with its distance")
  func grossOutlier() throws {
    let command = try Traps.run("T10_gross_outlier", Self.line)
    #expect(command.status == 0)
    // statsmodels: Cook's distance 1.4 and studentized residual 816 in the 0-based row 17, which is line 19.
    let message = try command.warning("influential-row")
    #expect(message.contains("line 19"))
    #expect(message.contains("816"))
    #expect(message.contains("1.4"))
    // R: MASS::rlm gives the slope 0.5009858 (it stops at a change of 1e-4), quantreg::rq 0.4995191.
    for (norm, slope, tolerance) in [("huber", 0.5009858, 1e-3), ("quantile:0.5", 0.4995191, 1e-6)] {
      let robust = try Traps.run("T10_gross_outlier", ["--formula", "y = b0 + b1*x", "--norm", norm, "--json"])
      #expect(robust.status == 0, "\(robust.errors)")
      #expect(abs(try #require(try robust.estimate("b1")) - slope) < tolerance, "\(norm)")
    }
  }

  @Test("T11: a predictor of 1e25 has full rank and the t statistic of the rescaled one")
  func hugeScale() throws {
    let command = try Traps.run(
      "T11_huge_scale", ["--formula", "y = b0 + b1*C", "--interval", "classical", "--json"])
    let scaled = try Traps.run(
      "T11_huge_scale", ["--formula", "y = b0 + b1*(C/1e25)", "--interval", "classical", "--json"])
    #expect(try command.glance("rank") == 2)
    let t = { (command: Command) in try #require(try command.coefficients()["b1"]?["statistic"] as? Double) }
    #expect(abs(try t(command) / t(scaled) - 1) < 1e-10)
    let rSquared = try #require(try command.glance("r_squared"))
    #expect(abs(rSquared - (try #require(try scaled.glance("r_squared")))) < 1e-10)
    #expect(abs(rSquared - 0.999096) < 1e-6)
  }

  @Test("T14a: rows of weight zero are as if they were not there")
  func zeroWeights() throws {
    let weighted = try Traps.run("T14a_zero_weights", Self.line + ["--weights", "precision=w"])
    let dropped = try Traps.run("T14a_zero_weights", Self.line + ["--where", "w > 0"])
    #expect(try weighted.glance("df_residual") == 16)
    for name in ["b0", "b1"] {
      #expect(try weighted.estimate(name) == dropped.estimate(name))
      #expect(try weighted.standardError(name) == dropped.standardError(name))
    }
    // R: lm gives 0.032823 and 0.0028185.
    #expect(abs(try #require(try weighted.standardError("b1")) - 0.0028185) < 1e-7)
  }

  @Test("T15: repeated rows are warned of")
  func duplicates() throws {
    let command = try Traps.run("T15_duplicates", Self.line)
    #expect(try command.warning("duplicate-rows").contains("60 rows repeat an earlier one in every column"))
    #expect(command.errors.contains("--cluster"))
    // R: lm on all 80 rows gives the slope 0.5002318 with standard error 0.001454.
    #expect(abs(try #require(try command.estimate("b1")) - 0.5002318) < 1e-7)
    #expect(abs(try #require(try command.standardError("b1")) - 0.001454) < 1e-6)
  }

  @Test("T16: a perfect fit is called one, and gives no evidence of its own")
  func perfectFit() throws {
    let command = try Traps.run("T16_perfect_fit_linear", Self.line)
    #expect(try command.warningCodes().contains("perfect-fit"))
    #expect(try command.estimate("b0") == 1 && command.estimate("b1") == 2)
    #expect(try command.glance("r_squared") == 1)
    #expect(try command.glance("f_statistic") == nil)
    #expect(try command.coefficients()["b1"]?["statistic"] is NSNull)
    #expect((try command.json()["objective"] as? [String: Any])?["aic"] is NSNull)
  }

  @Test("T17a: the logit scale refuses scores of exactly 0 and 1, naming every row")
  func scoresOfZeroAndOne() throws {
    let command = try Traps.run("T17a_scores_0_1", ["--formula", "y = logistic(b0 + b1*x)", "--scale", "logit"])
    #expect(command.status == 65)
    #expect(command.errors.contains("lines 2, 3, 7 and 8"), "\(command.errors)")
    #expect(command.errors.contains("strictly between 0 and 1"))
  }

  @Test("T18: a constant response has slope zero and no R²")
  func constantResponse() throws {
    let command = try Traps.run("T18_constant_y", Self.line)
    #expect(try command.warningCodes().contains("constant-response"))
    #expect(abs(try #require(try command.estimate("b1"))) < 1e-15)
    #expect(try command.glance("r_squared") == nil)
    #expect(try command.glance("f_statistic") == nil)
  }

  @Test("T22: 6ND above 2^63 is a number like any other")
  func largeProduct() throws {
    let file = try temporaryFile("trap.csv", "N,D,y\n70000000000,1400000000000,1\n")
    let arguments = ["fit", file.path, "--derive", "C = 6*N*D", "--formula", "y = b0*C", "--json"]
    let command = try Command.run(arguments)
    // One row, one coefficient: 1 / 5.88e23.
    #expect(abs(try #require(try command.estimate("b0")) * 5.88e23 - 1) < 1e-15)
  }

  @Test("T23: a quadratic in the calendar year predicts as the centred one does")
  func quadraticInTheYear() throws {
    let command = try Traps.run(
      "T23_year_poly",
      [
        "--formula", "y = b0 + b1*x + b2*x^2", "--interval", "classical", "--quantity",
        "at2025 = b0 + b1*2025 + b2*2025^2",
        "--json",
      ])
    // statsmodels, centred: prediction 0.9592842984 at 2025, R² 0.999959977130.
    let prediction = try #require((try command.json()["derived"] as? [[String: Any]])?.first?["estimate"] as? Double)
    #expect(abs(prediction / 0.9592842984 - 1) < 1e-9)
    #expect(abs(try #require(try command.glance("r_squared")) - 0.999959977130) < 1e-12)
  }

  @Test("T29: a table without rows is refused")
  func noRows() throws {
    let command = try Traps.run("T29_empty", Self.line)
    #expect(command.status == 65)
    #expect(command.errors.contains("no rows to fit: trap.csv has none"))
  }
}
