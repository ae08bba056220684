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

  /// - Parameters:
  ///   - obstacles: what no name may cover: marks, other texts.
  ///   - lines: what a name should rather not cover.
  init(
    _ names: [(name: String, point: FigurePosition, radius: Double, ink: FigureStyle.Ink)], in frame: FigureBox,
    obstacles: [FigureBox], lines: [(FigurePosition, FigurePosition)]
  ) {
    let crowding = names.map { one in
      names.reduce(0.0) { $0 + 1 / (1 + hypot($1.point.x - one.point.x, $1.point.y - one.point.y) / 20) }
    }
    let order = names.indices.sorted { (-crowding[$0], $0) < (-crowding[$1], $1) }
    var placed = [Placed?](repeating: nil, count: names.count)
    var taken = obstacles
    var leaders: [(FigurePosition, FigurePosition)] = []
    for index in order {
      let one = names[index]
      var best: (cost: Double, label: Placed)?
      let rings = stride(from: 0, through: max(frame.width, frame.height) * 0.6, by: Self.step)
      for ring in rings {
        if let best, ring > best.cost { break }
        for label in Self.candidates(one.name, one.point, one.radius, one.ink, ring) {
          let box = label.text.box
          guard frame.contains(box), !taken.contains(where: box.overlaps),
            !leaders.contains(where: { box.isCrossed(from: $0.0, to: $0.1) })
          else { continue }
          var cost = ring + (label.text.anchor == .left ? 0 : label.text.anchor == .right ? 1 : 2)
          cost += 12 * Double(lines.count { box.isCrossed(from: $0.0, to: $0.1) })
          if let leader = label.leader {
            let crossed = taken.count {
              $0.isCrossed(from: leader.from, to: leader.to)
                && !$0.grown(by: 1).contains(FigureBox(x: one.point.x, y: one.point.y, width: 0, height: 0))
            }
            cost += 10 + 25 * Double(crossed)
            cost += 30 * Double(leaders.count { Self.cross(leader, $0) })
          }
          if cost < best?.cost ?? .infinity { best = (cost, label) }
        }
      }
      guard let label = best?.label else { continue }
      placed[index] = label
      taken.append(label.text.box.grown(by: 0.5))
      if let leader = label.leader { leaders.append(leader) }
    }
    labels = placed.compactMap { $0 }
    left = names.indices.filter { placed[$0] == nil }.map { names[$0].name }
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
