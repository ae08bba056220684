/// An array that grows by pieces of 256 KB, so that growing never holds two copies.
///
/// A copy shares its pieces: only one of the copies may be added to.
struct ChunkedArray<Element: BitwiseCopyable> {
  private static var chunkCount: Int { MappedMemory.size / MemoryLayout<Element>.stride }

  /// The first elements, so that a small column takes little.
  private var head: [Element] = []
  private var pieces: [MappedMemory] = []
  /// The piece that is being filled, and how many elements it has.
  private var tail: UnsafeMutablePointer<Element>?
  private var tailCount = 0

  var count: Int { head.count + max(0, pieces.count - 1) * Self.chunkCount + tailCount }

  subscript(index: Int) -> Element {
    if index < head.count { return head[index] }
    let (piece, place) = (index - head.count).quotientAndRemainder(dividingBy: Self.chunkCount)
    return pieces[piece].start.assumingMemoryBound(to: Element.self)[place]
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if let tail, tailCount < Self.chunkCount {
      tail[tailCount] = element
      tailCount += 1
    } else {
      appendSlowly(element)
    }
  }

  mutating func append(repeating element: Element, count: Int) {
    for _ in 0..<count { append(element) }
  }

  @inline(never)
  private mutating func appendSlowly(_ element: Element) {
    if head.count < Self.chunkCount / 16 {
      head.append(element)
      return
    }
    let piece = MappedMemory()
    let start = piece.start.bindMemory(to: Element.self, capacity: Self.chunkCount)
    pieces.append(piece)
    start[0] = element
    tail = start
    tailCount = 1
  }

  /// All elements in one array. Each piece is given back as soon as it is copied; nothing is left.
  mutating func takeArray() -> [Element] {
    let count = count
    let array = [Element](unsafeUninitializedCapacity: count) { target, filled in
      filled = target.update(fromContentsOf: head)
      pieces.reverse()
      while let piece = pieces.popLast() {
        let count = pieces.isEmpty ? tailCount : Self.chunkCount
        let source = UnsafeBufferPointer(start: piece.start.assumingMemoryBound(to: Element.self), count: count)
        _ = UnsafeMutableBufferPointer(rebasing: target[filled...]).update(fromContentsOf: source)
        filled += count
      }
    }
    self = ChunkedArray()
    return array
  }
}
