import Escaping

/// One HTML file that asks for nothing else: its head, with the policy that names the style and scripts of the file, and its body.
struct HTMLDocument {
  let title: String
  let style: String
  /// What stands in `body`, as HTML.
  let body: String
  /// In this order, after the body is there.
  var scripts: [Script] = []

  struct Script {
    let text: String
    /// The name under which another script finds it, to run it when it is needed; `nil` for one that runs at once.
    var name: String?
  }

  var text: String {
    let style = "\n\(style)\n"
    let scripts = scripts.map { (text: "\n\($0.text)\n", name: $0.name) }
    let policy = ContentPolicy(styles: [style], scripts: scripts.map(\.text)).text
    let elements = scripts.map { script in
      "<script\(script.name.map { " type=\"text/plain\" id=\"\($0)\"" } ?? "")>\(script.text)</script>"
    }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <title>\(title.escapedForHTML)</title>
      <style>\(style)</style>
      </head>
      <body>
      \(([body] + elements).joined(separator: "\n"))
      </body>
      </html>

      """
  }
}
