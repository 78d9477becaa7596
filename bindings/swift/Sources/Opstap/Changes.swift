@_exported import OpstapCore

extension Core {
  /// What to read again, from the first moment on: the first batch comes at once and names all topics.
  ///
  /// The stream keeps one batch for a reader that is busy, and puts the topics of later ones with it, so that nothing
  /// is missed and nothing piles up. It ends when the task that reads it is cancelled, and when the core is closed.
  ///
  /// - Parameter topics: What the reader shows.
  public func changes(_ topics: [Topic] = Topic.allCases) -> AsyncStream<ChangeBatch> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let subscription = subscribe(topics: topics, listener: Feed(to: continuation))
      continuation.onTermination = { _ in subscription.cancel() }
    }
  }
}

/// Holds the stream and nothing else: a listener that held its reader would keep both alive for ever.
private final class Feed: ChangeListener {
  private let continuation: AsyncStream<ChangeBatch>.Continuation

  init(to continuation: AsyncStream<ChangeBatch>.Continuation) {
    self.continuation = continuation
  }

  /// The core lets a listener go when the subscription ends, and when it is closed itself.
  deinit {
    continuation.finish()
  }

  /// Called on one thread of the core, in order.
  func onChanges(batch: ChangeBatch) throws {
    guard case .dropped(let missed) = continuation.yield(batch) else { return }
    let known = Set(batch.topics)
    let topics = batch.topics + missed.topics.filter { !known.contains($0) }
    continuation.yield(ChangeBatch(seq: batch.seq, topics: topics))
  }
}
