#if canImport(Glibc)
  import Glibc
#endif

/// Names beside points, so that none covers another, a point or the frame.
///
/// Point by point, the most crowded first, each name takes the nearest free place of rings of places around its point; one that stands
/// off has a thin line to its point. The same points give the same places.
struct LabelPlacement: Sendable {
  struct Placed: Sendable, Hashable {
    var text: FigureText
    /// From the point to the name; `nil` where they touch.
    var leader: (from: FigurePosition, to: FigurePosition)? {
      isNear ? nil : (point, end)
    }

    var point: FigurePosition
    var isNear: Bool
    fileprivate var end: FigurePosition {
      FigurePosition(
        x: min(max(point.x, text.box.x), text.box.right), y: min(max(point.y, text.box.y), text.box.bottom))
    }
  }

  /// In the order of the names.
  let labels: [Placed]
  /// Names for which there is no free place; they are left out.
  let left: [String]

  private static let gap = 2.0
  private static let step = 7.0
  /// More names than these cannot be read, and would take long to place.
  private static let most = 150

  typealias Name = (name: String, point: FigurePosition, radius: Double, ink: FigureStyle.Ink)

  /// - Parameters:
  ///   - names: where there are too many, the last ones count.
  ///   - obstacles: what no name may cover: marks, other texts.
  ///   - lines: what a name should rather not cover.
  init(
    _ names: [Name], in frame: FigureBox, obstacles: [FigureBox], lines: [(FigurePosition, FigurePosition)]
  ) {
    let (dropped, names) = (names.dropLast(Self.most), Array(names.suffix(Self.most)))
    let crowding = names.map { one in
      names.reduce(0.0) { $0 + 1 / (1 + hypot($1.point.x - one.point.x, $1.point.y - one.point.y) / 20) }
    }
    var ground = Ground(frame: frame, lines: lines, taken: obstacles, leaders: [])
    var placed = [Placed?](repeating: nil, count: names.count)
    for index in names.indices.sorted(by: { (-crowding[$0], $0) < (-crowding[$1], $1) }) {
      guard let label = Self.best(names[index], on: ground) else { continue }
      placed[index] = label
      ground.taken.append(label.text.box.grown(by: 0.5))
      if let leader = label.leader { ground.leaders.append(leader) }
    }
    labels = placed.compactMap { $0 }
    left = dropped.map(\.name) + names.indices.filter { placed[$0] == nil }.map { names[$0].name }
  }

  /// The cheapest free place, ring by ring outwards; `nil` where there is none.
  private static func best(_ one: Name, on ground: Ground) -> Placed? {
    var best: (cost: Double, label: Placed)?
    for ring in stride(from: 0, through: max(ground.frame.width, ground.frame.height) * 0.6, by: step) {
      // No place farther out can cost less.
      if let best, ring > best.cost { break }
      for label in candidates(one.name, one.point, one.radius, one.ink, ring) {
        guard let cost = ground.cost(label) else { continue }
        if ring + cost < best?.cost ?? .infinity { best = (ring + cost, label) }
      }
    }
    return best?.label
  }

  /// What stands in the frame so far.
  private struct Ground {
    let frame: FigureBox
    let lines: [(FigurePosition, FigurePosition)]
    var taken: [FigureBox]
    var leaders: [(FigurePosition, FigurePosition)]

    /// How much worse a place is than a free one to the right of the point; `nil` where it is taken.
    func cost(_ label: Placed) -> Double? {
      let box = label.text.box
      guard frame.contains(box), !taken.contains(where: box.overlaps),
        !leaders.contains(where: { box.isCrossed(from: $0.0, to: $0.1) })
      else { return nil }
      let side: Double = label.text.anchor == .left ? 0 : label.text.anchor == .right ? 1 : 2
      let cost = side + 12 * Double(lines.count { box.isCrossed(from: $0.0, to: $0.1) })
      guard let leader = label.leader else { return cost }
      let point = FigureBox(x: label.point.x, y: label.point.y, width: 0, height: 0)
      let crossed = taken.count { $0.isCrossed(from: leader.from, to: leader.to) && !$0.grown(by: 1).contains(point) }
      let crossings = leaders.count { LabelPlacement.cross(leader, $0) }
      return cost + 10 + 25 * Double(crossed) + 30 * Double(crossings)
    }
  }

  private static func cross(
    _ a: (from: FigurePosition, to: FigurePosition), _ b: (FigurePosition, FigurePosition)
  ) -> Bool {
    let side = { (p: FigurePosition, q: FigurePosition, r: FigurePosition) in
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return side(a.from, a.to, b.0) * side(a.from, a.to, b.1) < 0 && side(b.0, b.1, a.from) * side(b.0, b.1, a.to) < 0
  }

  /// Places around a point whose nearest edge is so far from it: right, left, above, below, and between.
  private static func candidates(
    _ name: String, _ point: FigurePosition, _ radius: Double, _ ink: FigureStyle.Ink, _ ring: Double
  ) -> [Placed] {
    let away = radius + gap + ring
    let size = FigureFont.label
    let directions = ring == 0 ? 8 : ring < 40 ? 16 : 32
    return (0..<directions).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(directions)
      let (dx, dy) = (cos(angle), sin(angle))
      let anchor: FigureText.Anchor = dx > 0.3 ? .left : dx < -0.3 ? .right : .center
      let rise = away + size * 0.6
      let text = FigureText(
        text: name, at: FigurePosition(x: point.x + dx * away, y: point.y + dy * rise), anchor: anchor, size: size,
        ink: ink)
      return Placed(text: text, point: point, isNear: ring < 5)
    }
  }
}
