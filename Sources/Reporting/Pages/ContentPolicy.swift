import ScalingLaws

/// The content security policy of a page: the browser refuses every request, and runs only the scripts and styles that were written with
/// the page, which it tells by their digests.
///
/// Digests and no nonce, so that the same record gives the same bytes.
struct ContentPolicy {
  let text: String

  /// - Parameters: what stands between the tags, to the byte.
  init(styles: [String], scripts: [String] = []) {
    let sources = { (texts: [String]) in
      texts.map { "'sha256-\(Base64.text(SHA256.digest(of: $0)))'" }.joined(separator: " ")
    }
    text =
      "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src \(sources(styles))"
      + (scripts.isEmpty ? "" : "; script-src \(sources(scripts))")
  }
}
