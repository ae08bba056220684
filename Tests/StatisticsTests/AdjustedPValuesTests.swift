import Statistics
import Testing

@Suite struct AdjustedPValuesTests {
  private static let values = [0.01, 0.02, 0.03, 0.04, 0.05, 0.5, 0.0001, 0.02]

  @Test("as R's p.adjust has them")
  func againstR() {
    // p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05, 0.5, 0.0001, 0.02), "holm"), and "BH".
    let holm = [0.07, 0.12, 0.12, 0.12, 0.12, 0.5, 0.0008, 0.12]
    let hochberg = [0.04, 0.04, 0.048, 0.32 / 6, 0.4 / 7, 0.5, 0.0008, 0.04]
    for (found, expected) in zip(AdjustedPValues.holm(Self.values), holm) { #expect(abs(found - expected) < 1e-15) }
    for (found, expected) in zip(AdjustedPValues.benjaminiHochberg(Self.values), hochberg) {
      #expect(abs(found - expected) < 1e-15, "\(found) \(expected)")
    }
  }

  @Test("a missing one counts for none, and stays missing")
  func missing() {
    let found = AdjustedPValues.holm([.nan, 0.02, 0.01])
    #expect(found[0].isNaN && found[1] == 0.02 && found[2] == 0.02)
    #expect(AdjustedPValues.benjaminiHochberg([.nan, 0.02, 0.01])[2] == 0.02)
    #expect(AdjustedPValues.holm([]).isEmpty)
  }
}
