import OpstapCore

/// Runs long work of the core so that cancelling the task cancels the work too.
///
/// Swift tasks do not reach into the core by themselves: the token does. What was written is kept; the core answers
/// with `CoreError.Cancelled`.
///
/// - Parameter work: Hands the token on to the method of the core.
public func cancelling<Answer: Sendable>(
  _ work: @Sendable (CancelToken) async throws -> Answer
) async throws -> Answer {
  let token = CancelToken()
  return try await withTaskCancellationHandler {
    try await work(token)
  } onCancel: {
    token.cancel()
  }
}
