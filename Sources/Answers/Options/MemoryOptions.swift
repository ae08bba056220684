import ArgumentParser
import ScalingLaws

/// How much memory what is counted may take.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most memory that resamples and simulated tables may take, e.g. 4GB; half of the machine's unless given. What would need "
        + "more is refused.", valueName: "size"))
  var maxMemory: MemoryLimit?

  var limit: MemoryLimit { maxMemory ?? .standard }
}

extension MemoryLimit: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
