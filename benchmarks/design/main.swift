import ScalingLaws
import Statistics

// What designed runs are worth on data whose law is known: see docs/design-study.md.
//
//     designbench [REPETITIONS] [SCENARIO…]

let arguments = Array(CommandLine.arguments.dropFirst())
let repetitions = arguments.first.flatMap { Int($0) } ?? 500
let wanted = Set(arguments.dropFirst())

print(
  "| scenario | what is asked | error now | after design | after plain grid | after capped grid | less error than plain grid | than capped grid | predicted / realised, design | plain grid |"
)
print("|---|---|---|---|---|---|---|---|---|---|")
for scenario in try Scenario.all() where wanted.isEmpty || wanted.contains(scenario.name) {
  print(try Study(scenario, repetitions: repetitions).line)
}
