import Glibc
import ScalingLaws
import Statistics

/// Rows without noise, the law that they come from, and what is asked of it.
struct Design {
  let law: Law
  let truth: [String: Double]
  /// Variables, compute C, the group of equal sizes, and a response without noise.
  let table: Table
  let quantity: Quantity
  /// Far outside the rows.
  let target: [String: Double]

  init(_ name: String, shared: String) throws {
    switch name {
    case "power200": try self.init(powerRows: 200)
    case "power30": try self.init(powerRows: 30)
    default: try self.init(chinchilla: name, shared: shared)
    }
  }

  /// A power law with a floor over four decades, with ten groups of neighbours.
  private init(powerRows rows: Int) throws {
    // Bounds as in the law of the catalogue.
    law = try Law("loss = E + A*C^-alpha", positive: ["E", "A"], scale: .log)
    truth = ["E": 1.5, "A": 20, "alpha": 0.3]
    let c = (0..<rows).map { pow(10, 2 + 4 * Double($0) / Double(rows - 1)) }
    let groups = (0..<rows).map { Double($0 * 10 / rows) }
    let plain = try Table(
      source: "power",
      columns: [Column(name: "C", storage: .numbers(c)), Column(name: "size", storage: .numbers(groups))])
    table = try plain.responding("1.5 + 20*C^-0.3")
    quantity = try Quantity("logA = log(A)")
    target = ["C": 1e8]
  }

  private init(chinchilla name: String, shared: String) throws {
    law = try Law("loss = E + A*N^-alpha + B*D^-beta", positive: ["E", "A", "B"], scale: .log)
    // Epoch AI's published coefficients of the Chinchilla law.
    truth = ["E": 1.8172, "A": 482.01, "B": 2085.43, "alpha": 0.3478, "beta": 0.3658]
    let rows = try Self.rows(name, shared: shared)
    let n = rows.map(\.n)
    let d = rows.map { $0.c / (6 * $0.n) }
    let size = n.map { (100 * log10($0)).rounded() }
    let plain = try Table(
      source: name,
      columns: [
        Column(name: "N", storage: .numbers(n)), Column(name: "D", storage: .numbers(d)),
        Column(name: "C", storage: .numbers(rows.map(\.c))), Column(name: "size", storage: .numbers(size)),
      ])
    table = try plain.responding("1.8172 + 482.01*N^-0.3478 + 2085.43*D^-0.3658 + 0.001*log(N)/log(D)")
    quantity = try Quantity("a = beta/(alpha + beta)")
    target = ["N": 1e11, "D": 2e12]
  }

  /// Parameters and compute.
  private static func rows(_ name: String, shared: String) throws -> [(n: Double, c: Double)] {
    let points = try Table(contentsOf: "\(shared)/data/chinchilla/svg_extracted_data.csv")
    let (sizes, flops) = (try points.numbers("Model Size"), try points.numbers("Training FLOP"))
    let losses = try points.numbers("loss")
    let worst = Set(losses.indices.sorted { losses[$0] > losses[$1] }.prefix(5))
    var rows = sizes.indices.filter { !worst.contains($0) }.map { (n: sizes[$0], c: flops[$0]) }
    switch name {
    case "n40":
      rows.sort { $0.c < $1.c }
      rows = rows.indices.filter { $0 % 6 == 0 }.map { rows[$0] }
    case "ray":
      // 20 tokens for each parameter, to within 5 %.
      var random = RandomStream(seed: 5, stream: 0)
      rows = (0..<40).map { index in
        let n = 5e7 * pow(10, 2.5 * Double(index) / 39)
        return (n, 6 * n * n * 20 * pow(10, 0.0217 * random.normal()))
      }
    default: break
    }
    return rows
  }

  /// Noise of one of the study's kinds, on the log scale.
  func noise(_ name: String) throws -> SimulatedNoise {
    switch name {
    case "t3":
      // Scaled to the same standard deviation: that of t with 3 degrees of freedom is √3.
      return SimulatedNoise(name) { random, values in
        for row in values.indices { values[row] += sigma * random.student(3) / 3.squareRoot() }
      }
    case "heteroscedastic":
      let growth = try table.values(of: Expression(parsing: "C^-0.25"))
      let mean = (growth.reduce(0) { $0 + $1 * $1 } / Double(growth.count)).squareRoot()
      return SimulatedNoise(name) { random, values in
        for row in values.indices { values[row] += sigma * growth[row] / mean * random.normal() }
      }
    case "clustered":
      let sizes = try table.numbers("size")
      var numbers: [Double: Int] = [:]
      let labels = sizes.map { size in
        let number = numbers[size] ?? numbers.count
        numbers[size] = number
        return number
      }
      let count = numbers.count
      return SimulatedNoise(name) { random, values in
        let shifts = (0..<count).map { _ in random.normal() }
        for row in values.indices {
          values[row] += sigma * (shifts[labels[row]] + random.normal()) / 2.squareRoot()
        }
      }
    case "outliers":
      // Two rows in a hundred lie higher, by 8 % on average.
      return SimulatedNoise(name) { random, values in
        for row in values.indices {
          values[row] += sigma * random.normal()
          if random.uniform() < 0.02 { values[row] += 0.08 * random.exponential() }
        }
      }
    default:
      return SimulatedNoise(name) { random, values in
        for row in values.indices { values[row] += sigma * random.normal() }
      }
    }
  }
}

extension Table {
  fileprivate func responding(_ formula: String) throws -> Table {
    try appending(column: Column(name: "loss", storage: .numbers(values(of: Expression(parsing: formula)))))
  }
}
