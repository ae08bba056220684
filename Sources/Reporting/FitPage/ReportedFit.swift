import ScalingLaws

/// A fit to be passed on: what its file says, and its rows where they are at hand.
public struct ReportedFit {
  public let file: FitFile
  /// `nil` where the rows are not at hand.
  public let fit: Fit?
  /// With the draws that are to be used.
  public let saved: SavedFit

  public init(_ file: FitFile, fit: Fit?, saved: SavedFit) {
    self.file = file
    self.fit = fit
    self.saved = saved
  }

  /// A fit that was just made.
  ///
  /// - Parameter name: what messages call it.
  public init(_ fit: Fit, name: String) throws(FitFileError) {
    file = try FitFile(FitRecord(fit).json, source: name)
    self.fit = fit
    saved = fit.saved
  }

  var record: FitRecord { file.record }

  /// What is drawn of it.
  var drawn: DrawnFit { DrawnFit(file, fit: fit, saved: saved) }

  /// The figures that this fit has, in the order of `FitFigure`.
  ///
  /// - Throws: `FitError` of what is asked of the fit.
  public func figures() throws -> [(kind: FitFigure, figure: Figure)] {
    try FitFigure.allCases.compactMap { kind in
      guard fit != nil || !kind.needsRows else { return nil }
      do { return (kind, try kind.figure(of: drawn)) } catch is FigureError { return nil }
    }
  }
}
