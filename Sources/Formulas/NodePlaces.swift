/// Finds a node among those of a graph: a table of hashes with linear probing.
///
/// A `Dictionary` does the same at twice the time, and its first use costs a tenth of a millisecond of a cold start.
struct NodePlaces {
  /// Places of nodes, or -1; the count is a power of two, and less than half of it is taken.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The place of an equal node.
  func find(_ node: Node, among nodes: [Node]) -> Int32? {
    var slot = firstSlot(node)
    while slots[slot] >= 0 {
      if nodes[Int(slots[slot])] == node { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the last of the nodes, which is not there yet.
  mutating func append(_ nodes: [Node]) {
    if 2 * nodes.count > slots.count {
      slots = [Int32](repeating: -1, count: 4 * slots.count)
      for place in nodes.indices { put(nodes[place], Int32(place)) }
    } else if let last = nodes.last {
      put(last, Int32(nodes.count - 1))
    }
  }

  private mutating func put(_ node: Node, _ place: Int32) {
    var slot = firstSlot(node)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = place
  }

  private func firstSlot(_ node: Node) -> Int {
    Int(truncatingIfNeeded: node.quickHash >> 32) & (slots.count - 1)
  }
}

extension Node {
  /// A hash that depends on nothing but the node, its high half well mixed.
  fileprivate var quickHash: UInt64 {
    switch self {
    // -0 and 0 are equal and must hash alike.
    case .number(let value): Self.mixed(1, value == 0 ? 0 : value.bitPattern)
    case .symbol(let name): Self.mixed(2, Self.hash(of: name))
    case .text(let comparison): Self.mixed(3, Self.hash(of: comparison.column) ^ Self.hash(of: comparison.literal))
    case .unary(let operation, let a): Self.mixed(4, UInt64(operation.rawValue) << 32 | UInt64(UInt32(bitPattern: a)))
    case .binary(let operation, let a, let b):
      Self.mixed(5 + UInt64(operation.rawValue), UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b)))
    }
  }

  /// Names that are equal by Unicode may have other bytes, so only ASCII names are hashed by their bytes.
  private static func hash(of name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 {
      if byte >= 0x80 { return 0 }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }

  /// The finalizer of SplitMix64 (Steele, Lea & Flood 2014).
  private static func mixed(_ kind: UInt64, _ content: UInt64) -> UInt64 {
    var z = content &+ kind &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
