import Opstap

/// Where a screen stands: an open device, and the case it is about when a helper looks along. Screens hand it on to their
/// models and never look into it: only models speak with the core.
public struct Place: Sendable {
  let core: Core
  /// The case; none for a client's own.
  public let client: CaseId?
  /// A helper looks along.
  public let isHelper: Bool

  /// A place on a device.
  public init(_ core: Core, person: PersonSummary?, client: CaseId? = nil) {
    self.core = core
    self.client = client
    isHelper = person.map { $0.role != .client } ?? false
  }

  /// The same device, in a case.
  public func inside(_ client: CaseId?) -> Place {
    Place(core: core, client: client, isHelper: isHelper)
  }

  private init(core: Core, client: CaseId?, isHelper: Bool) {
    self.core = core
    self.client = client
    self.isHelper = isHelper
  }
}
