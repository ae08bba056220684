// Times the reading of a large CSV.
//
//     csvbench                      writes 100 MB to a temporary folder, reads it in each way, removes it
//     csvbench write FILE           writes the file
//     csvbench read FILE [COLUMN…]  reads all columns, or some, once; - is standard input
//
// Each reading is a process of its own, so that its peak memory is its own.
import Glibc
import Tables

let columnCount = 10
let targetBytes = 100_000_000

/// Numbers as logs of runs have them: counts, losses, rates.
func writeTable(_ path: String) {
  guard let file = fopen(path, "w") else { fail("cannot write \(path)") }
  var state: UInt64 = 42
  func next(_ bound: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % bound
  }
  fputs((1...columnCount).map { "c\($0)" }.joined(separator: ",") + "\n", file)
  var written = 0
  while written < targetBytes {
    let cells = (1...columnCount).map { column -> String in
      switch column % 4 {
      case 0: "\(next(1_000_000_000))"
      case 1: "\(next(10)).\(1_000_000 + next(8_999_999))"
      case 2: "-0.\(10_000_000 + next(89_999_999))"
      default: "\(next(10)).\(10_000 + next(89_999))e+\(10 + next(14))"
      }
    }
    let line = cells.joined(separator: ",") + "\n"
    written += line.utf8.count
    fputs(line, file)
  }
  fclose(file)
}

func fail(_ message: String) -> Never {
  let line = "csvbench: \(message)\n"
  _ = write(STDERR_FILENO, line, line.utf8.count)
  exit(1)
}

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func peakMegabytes() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) * 1024 / 1e6
}

/// The size of a file; of a pipe, the size that this program writes.
func fileBytes(_ path: String) -> Double {
  var status = stat()
  return path != "-" && stat(path, &status) == 0 ? Double(status.st_size) : Double(targetBytes)
}

func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

func readTable(_ path: String, _ columns: [String]) {
  let base = peakMegabytes()
  let start = seconds()
  do {
    let options = ReadOptions(columns: columns.isEmpty ? nil : Set(columns))
    let table = try Table(contentsOf: path, options: options)
    let elapsed = seconds() - start
    let bytes = fileBytes(path)
    let numeric = Double(table.columns.count * table.rowCount * 8) / 1e6
    var message = "\(table.columns.count) columns × \(table.rowCount) rows: \(rounded(elapsed * 1000)) ms, "
    message += "\(rounded(bytes / 1e6 / elapsed)) MB/s, peak \(rounded(peakMegabytes())) MB "
    message += "(start \(rounded(base)) MB, columns \(rounded(numeric)) MB)"
    print(message)
  } catch {
    fail("\(error.description)")
  }
}

func run(_ command: String) {
  guard let pipe = popen(command, "w"), pclose(pipe) == 0 else { fail("failed: \(command)") }
}

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "write" where arguments.count == 3: writeTable(arguments[2])
case "read" where arguments.count >= 3: readTable(arguments[2], Array(arguments.dropFirst(3)))
case nil:
  var template = Array("/tmp/csvbench.XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { fail("no temporary folder") }
  let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  let file = folder + "/table.csv"
  writeTable(file)
  let me = arguments[0]
  for columns in ["", "c2 c5 c9"] {
    for _ in 1...3 { run("'\(me)' read '\(file)' \(columns)") }
    print("from a pipe:")
    fflush(nil)
    run("cat '\(file)' | '\(me)' read - \(columns)")
  }
  unlink(file)
  rmdir(folder)
default: fail("usage: csvbench | csvbench write FILE | csvbench read FILE [COLUMN…]")
}
