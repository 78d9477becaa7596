import OpstapCore

/// What the platform provides. Foundation has a `Host` of its own on the Mac and on Linux: this name is never taken.
public typealias CoreHost = OpstapCore.Host
