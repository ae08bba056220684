/// The side of a distribution whose probability is given.
enum Tail {
  case lower, upper
}

/// Quantile of a distribution on (0, ∞), from whichever tail is smaller.
///
/// - Parameters:
///   - probability: in [0, 1].
///   - guess: an approximate answer; it may be wrong, infinite or NaN.
func positiveQuantile(
  _ probability: Double, near guess: Double,
  cumulative: (Double) -> Double, upperTail: (Double) -> Double
) -> Double {
  if probability <= 0.5 { return positiveQuantile(of: probability, near: guess, in: .lower, tail: cumulative) }
  return positiveQuantile(of: 1 - probability, near: guess, in: .upper, tail: upperTail)
}

/// The positive x at which a tail has the given probability.
///
/// Boost's quantiles are good to the last digits nearly everywhere, but some versions go wrong without notice far out
/// (t with 5 degrees of freedom at p = 1e-300, F at p = 1e-100). So the guess is put back into the distribution function
/// and kept only if it reproduces the probability.
func positiveQuantile(of probability: Double, near guess: Double, in side: Tail, tail: (Double) -> Double) -> Double {
  if probability == 0 { return side == .lower ? 0 : .infinity }
  let agreement = 1e-12
  if guess > 0, guess.isFinite, (tail(guess) - probability).magnitude <= agreement * probability { return guess }

  // Positive doubles sort as their bit patterns do: at most 63 halvings end at two neighbouring doubles.
  var below: UInt64 = 0
  var above = Double.infinity.bitPattern
  while above - below > 1 {
    let middle = below + (above - below) / 2
    let value = tail(Double(bitPattern: middle))
    let isTooFar = side == .lower ? value >= probability : value <= probability
    if isTooFar { above = middle } else { below = middle }
  }
  return above == Double.infinity.bitPattern ? .infinity : Double(bitPattern: below)
}
