// Times fits of the Chinchilla law in process, and prints one JSON object a line.
//
//     fitbench FOLDER WORK…
//
// FOLDER holds svg_extracted_data.csv and epoch_boot_indices.u16le. WORK is any of
//
//     one         a robust solve (Huber 1e-3 on log loss) from one start, everything prepared
//     raw         least squares on the loss from one start, everything prepared
//     certified   the whole fit of a table by a formula: compile, search until starts agree, statistics
//     catalogue   the same by the catalogue's law, where it has one
//     profile     profile intervals of the five coefficients of least squares on log loss, preparation included
//     intervals T the whole fit with its 1,000 bootstrap refits, on T threads
//     refits N T  the first N stored resamples on T threads
//
// `compare.py` runs it beside its peers.
import Glibc
import ScalingLaws

let formula = "loss = E + A/N^alpha + B/D^beta"
/// SciPy's start in `scipy_fit.py`: logarithms 6, 6 and 0.5, exponents 0.34 and 0.28.
let start = ["E": exp(0.5), "A": exp(6.0), "alpha": 0.34, "B": exp(6.0), "beta": 0.28]

func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Repeats some work for a tenth of a second or more and prints the median time of one.
func measure(_ name: String, _ note: String = "", minimum: Int = 5, _ work: () throws -> Double) throws {
  var value = try work()
  var walls: [Double] = []
  let begin = seconds(CLOCK_MONOTONIC)
  let cpu = seconds(CLOCK_PROCESS_CPUTIME_ID)
  while walls.count < minimum || seconds(CLOCK_MONOTONIC) - begin < 0.1 {
    let moment = seconds(CLOCK_MONOTONIC)
    value = try work()
    walls.append(seconds(CLOCK_MONOTONIC) - moment)
  }
  let used = (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / Double(walls.count)
  walls.sort()
  print(
    "{\"work\": \"\(name)\", \"seconds\": \(walls[walls.count / 2]), \"cpu_seconds\": \(used), "
      + "\"repeats\": \(walls.count), \"value\": \(value)\(note)}")
}

func chinchillaTable(_ folder: String) throws -> Table {
  let source = try Table(contentsOf: folder + "/svg_extracted_data.csv")
  let (sizes, flops) = (try source.numbers("Model Size"), try source.numbers("Training FLOP"))
  let losses = try source.numbers("loss")
  let limit = losses.sorted()[losses.count - 5]
  let kept = losses.indices.filter { losses[$0] < limit }
  return try Table(
    source: "chinchilla.csv",
    columns: [
      Column(name: "N", storage: .numbers(kept.map { sizes[$0] })),
      Column(name: "D", storage: .numbers(kept.map { flops[$0] / (6 * sizes[$0]) })),
      Column(name: "loss", storage: .numbers(kept.map { losses[$0] })),
    ])
}

/// For each of the first resamples, how often each of 240 rows was drawn.
func storedCounts(_ folder: String, _ replicates: Int) -> [[UInt16]] {
  guard let file = fopen(folder + "/epoch_boot_indices.u16le", "r") else { return [] }
  defer { fclose(file) }
  var rows = [UInt16](repeating: 0, count: replicates * 240)
  let read = fread(&rows, 2, rows.count, file)
  return (0..<read / 240).map { replicate in
    var counts = [UInt16](repeating: 0, count: 240)
    for row in rows[replicate * 240..<(replicate + 1) * 240] {
      // Positions in the whole file, whose first five rows are the five highest losses.
      counts[Int(UInt16(littleEndian: row)) - 5] += 1
    }
    return counts
  }
}

func run(_ folder: String, _ words: [String]) throws {
  let table = try chinchillaTable(folder)
  let law = try Law(formula, positive: ["E", "A", "B"])
  let robust = FitOptions(scale: .log, norm: .huber(delta: 1e-3))
  // Resampling is timed as such.
  let plain = FitOptions(scale: .log, interval: .mEstimation, norm: .huber(delta: 1e-3))
  var words = words[...]
  while let work = words.popFirst() {
    switch work {
    case "one", "raw":
      let fit = try law.fit(to: table, options: work == "one" ? plain : FitOptions(scale: .identity))
      let search = try fit.preparedSearch()
      let values = fit.law.coefficients.map { start[$0] ?? .nan }
      let steps = try search(values).certificate
      try measure(work, ", \"evaluations\": \(steps.evaluations)") { try search(values).objective }
    case "certified":
      let starts = try law.fit(to: table, options: plain).convergence.starts
      try measure(work, ", \"starts\": \(starts)") { try law.fit(to: table, options: plain).objective }
    case "catalogue":
      guard let own = Law.named("chinchilla") else { continue }
      try measure(work) { try own.fit(to: table, options: plain).objective }
    case "profile":
      let fit = try law.fit(to: table, options: FitOptions(scale: .log))
      try measure(work) { try fit.profileCoefficients()[2].high ?? .nan }
    case "intervals":
      guard let threads = words.popFirst().flatMap({ Int($0) }) else {
        return fail("intervals takes a number of threads")
      }
      var options = robust
      options.threads = threads
      try measure(work, ", \"threads\": \(threads)") { try law.fit(to: table, options: options).objective }
    case "refits":
      guard let count = words.popFirst().flatMap({ Int($0) }), let threads = words.popFirst().flatMap({ Int($0) })
      else { return fail("refits takes a count and a number of threads") }
      let counts = storedCounts(folder, count)
      let refits = try law.fit(to: table, options: plain).refits()
      try measure("refits", ", \"count\": \(counts.count), \"threads\": \(threads)", minimum: 3) {
        refits.run(counts: counts, threads: threads).objectives.reduce(0, +)
      }
    default: return fail("unknown work \(work)")
    }
  }
}

func fail(_ message: String) {
  let line = "fitbench: \(message)\n"
  _ = write(STDERR_FILENO, line, line.utf8.count)
  exit(1)
}

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.count < 2 {
  fail("usage: fitbench FOLDER one|raw|certified|catalogue|profile|intervals T|refits N T …")
}
do { try run(arguments[0], Array(arguments.dropFirst())) } catch { fail("\(error)") }
