/// What refits ended in, replicate by replicate.
public struct RefitResults: Sendable, Hashable {
  /// Names of the coefficients.
  public let names: [String]
  /// What was minimised, at each optimum, as `Fit.objective` has it: the sum of squares, or F of another norm.
  public let objectives: [Double]
  /// Whether each refit met the test of an optimum: the expected decrease is below the tolerance.
  public let isCertified: [Bool]
  /// Coefficients on their natural scale, replicate after replicate.
  private let values: [Double]
  /// Covariances of the coefficients, replicate after replicate, p × p each; empty where none were asked for.
  let covariances: [Double]

  /// How many replicates there are.
  public var count: Int { objectives.count }

  /// The coefficients of one replicate, in the order of `names`.
  public func coefficients(of replicate: Int) -> ArraySlice<Double> {
    values[replicate * names.count..<(replicate + 1) * names.count]
  }

  /// A coefficient in every replicate; empty for a name that the law does not have.
  public subscript(name: String) -> [Double] {
    guard let index = names.firstIndex(of: name) else { return [] }
    return stride(from: index, to: values.count, by: names.count).map { values[$0] }
  }

  init(names: [String], _ buffers: Buffers) {
    self.names = names
    objectives = Array(UnsafeBufferPointer(start: buffers.objectives, count: buffers.count))
    isCertified = Array(UnsafeBufferPointer(start: buffers.isCertified, count: buffers.count))
    values = Array(UnsafeBufferPointer(start: buffers.values, count: buffers.count * names.count))
    covariances = Array(UnsafeBufferPointer(start: buffers.covariances, count: buffers.covarianceCount))
  }

  /// Memory that threads write to, each its own replicates.
  final class Buffers: @unchecked Sendable {
    let count: Int
    fileprivate let values: UnsafeMutablePointer<Double>
    fileprivate let objectives: UnsafeMutablePointer<Double>
    fileprivate let isCertified: UnsafeMutablePointer<Bool>
    fileprivate let covariances: UnsafeMutablePointer<Double>
    fileprivate let covarianceCount: Int
    private let width: Int

    init(count: Int, coefficients: Int, hasCovariances: Bool) {
      self.count = count
      width = coefficients
      covarianceCount = hasCovariances ? count * coefficients * coefficients : 0
      covariances = .allocate(capacity: covarianceCount)
      covariances.initialize(repeating: .nan, count: covarianceCount)
      values = .allocate(capacity: count * coefficients)
      values.initialize(repeating: .nan, count: count * coefficients)
      objectives = .allocate(capacity: count)
      objectives.initialize(repeating: .nan, count: count)
      isCertified = .allocate(capacity: count)
      isCertified.initialize(repeating: false, count: count)
    }

    deinit {
      values.deallocate()
      covariances.deallocate()
      objectives.deallocate()
      isCertified.deallocate()
    }

    func coefficients(of replicate: Int) -> UnsafeMutableBufferPointer<Double> {
      UnsafeMutableBufferPointer(start: values + replicate * width, count: width)
    }

    func covariance(of replicate: Int) -> UnsafeMutableBufferPointer<Double> {
      UnsafeMutableBufferPointer(start: covariances + replicate * width * width, count: width * width)
    }

    func set(_ replicate: Int, objective: Double, isCertified certified: Bool) {
      objectives[replicate] = objective
      isCertified[replicate] = certified
    }
  }
}
