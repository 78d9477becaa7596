// Hand-written declarations for a check of types on Linux. Never shipped.
import UIKit

@propertyWrapper @dynamicMemberLookup public struct Binding<Value> {
  public var wrappedValue: Value {
    get { fatalError() }
    nonmutating set {}
  }
  public var projectedValue: Binding<Value> { self }
  public subscript<T>(dynamicMember kp: WritableKeyPath<Value, T>) -> Binding<T> { fatalError() }
  public init(get: @escaping @isolated(any) @Sendable () -> Value, set: @escaping @isolated(any) @Sendable (Value) -> Void) {}
}
extension Binding: @unchecked Sendable where Value: Sendable {}
@propertyWrapper public struct State<Value> {
  public init(wrappedValue: Value) {}
  public init(initialValue: Value) {}
  public var wrappedValue: Value {
    get { fatalError() }
    nonmutating set {}
  }
  public var projectedValue: Binding<Value> { fatalError() }
}
@propertyWrapper public struct FocusState<Value: Hashable> {
  public init() where Value == Bool {}
  public var wrappedValue: Value {
    get { fatalError() }
    nonmutating set {}
  }
  public var projectedValue: Binding<Value> { fatalError() }
}
@propertyWrapper public struct AppStorage<Value> {
  public init(wrappedValue: Value, _ key: String) where Value == Int {}
  public var wrappedValue: Value {
    get { fatalError() }
    nonmutating set {}
  }
  public var projectedValue: Binding<Value> { fatalError() }
}
@propertyWrapper @dynamicMemberLookup public struct Bindable<Value: AnyObject & Observable> {
  public init(wrappedValue: Value) {}
  public init(_ value: Value) {}
  public var wrappedValue: Value { fatalError() }
  public var projectedValue: Bindable<Value> { self }
  public subscript<T>(dynamicMember kp: ReferenceWritableKeyPath<Value, T>) -> Binding<T> { fatalError() }
}
@propertyWrapper @MainActor public struct ScaledMetric<Value: BinaryFloatingPoint> {
  public init(wrappedValue: Value) {}
  public var wrappedValue: Value { fatalError() }
}
@propertyWrapper @MainActor public struct UIApplicationDelegateAdaptor<D: NSObject & UIApplicationDelegate> {
  public init(_ type: D.Type = D.self) {}
  public var wrappedValue: D { fatalError() }
}

public struct DismissAction: Sendable { @MainActor public func callAsFunction() {} }
public struct OpenURLAction: Sendable { @MainActor public func callAsFunction(_ url: URL) {} }
public enum UserInterfaceSizeClass: Sendable { case compact, regular }
public struct EnvironmentValues {
  public var scenePhase: ScenePhase { .active }
  public var dismiss: DismissAction { fatalError() }
  public var openURL: OpenURLAction { fatalError() }
  public var horizontalSizeClass: UserInterfaceSizeClass? { nil }
  public var accessibilityReduceMotion: Bool { false }
  public var dynamicTypeSize: DynamicTypeSize { .large }
}
@propertyWrapper @MainActor public struct Environment<Value> {
  public init(_ kp: KeyPath<EnvironmentValues, Value>) {}
  public init(_ t: Value.Type) where Value: AnyObject & Observable {}
  public var wrappedValue: Value { fatalError() }
}
public enum DynamicTypeSize: Comparable, Sendable {
  case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
  case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
}

@MainActor public protocol UIViewControllerRepresentable: PrimitiveView {
  associatedtype UIViewControllerType: UIViewController
  associatedtype Coordinator = Void
  typealias Context = UIViewControllerRepresentableContext<Self>
  func makeUIViewController(context: Context) -> UIViewControllerType
  func updateUIViewController(_ controller: UIViewControllerType, context: Context)
  func makeCoordinator() -> Coordinator
}
@MainActor public struct UIViewControllerRepresentableContext<R: UIViewControllerRepresentable> {
  public var coordinator: R.Coordinator { fatalError() }
}
