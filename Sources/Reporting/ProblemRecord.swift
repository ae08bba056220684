/// Why there is no result, as data: schema `scaling.problem/1`.
package struct ProblemRecord: Record {
  package static let schema = "scaling.problem/1"
  package static let title = "Problem"
  package static let summary = "Why there is no result, written by every verb with --json in place of one."

  let message: String
  let hint: String?
  let status: Int

  package init(message: String, hint: String?, status: Int) {
    (self.message, self.hint, self.status) = (message, hint, status)
  }

  package static let descriptions = [
    "message": "what is wrong", "hint": "the remedy; null where none is known", "status": "exit status of the command",
  ]
}
