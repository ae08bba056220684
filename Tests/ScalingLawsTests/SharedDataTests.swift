import TestSupport
import Testing

@Test("the reference data are there when CI needs them")
func referenceDataAreThere() {
  #expect(Shared.isAvailable || !Shared.isRequired, "CI=true, but \(Shared.folder.path) is missing")
}
