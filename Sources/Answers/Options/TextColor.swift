import ArgumentParser

/// When the text has colour.
package enum TextColor: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}
