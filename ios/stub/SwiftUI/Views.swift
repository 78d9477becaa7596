// Hand-written declarations for a check of types on Linux. Never shipped: on iOS the real SwiftUI is used.
@_exported import Foundation
@_exported import Observation
import UIKit

@MainActor @preconcurrency public protocol View {
  associatedtype Body: View
  @ViewBuilder @MainActor @preconcurrency var body: Body { get }
}
extension Never: View {
  public var body: Never { return fatalError() }
}
public protocol PrimitiveView: View where Body == Never {}
extension PrimitiveView {
  public var body: Never { return fatalError() }
}
public struct SomeView: PrimitiveView { nonisolated init() {} }

@resultBuilder public enum ViewBuilder {
  public static func buildBlock() -> EmptyView { EmptyView() }
  public static func buildBlock<each C: View>(_ c: repeat each C) -> TupleView<(repeat each C)> { TupleView() }
  public static func buildExpression<C: View>(_ c: C) -> C { c }
  public static func buildIf<C: View>(_ c: C?) -> C? { c }
  public static func buildEither<T: View, F: View>(first: T) -> Either<T, F> { Either() }
  public static func buildEither<T: View, F: View>(second: F) -> Either<T, F> { Either() }
}
public struct EmptyView: PrimitiveView { public nonisolated init() {} }
public struct TupleView<T>: PrimitiveView { nonisolated init() {} }
public struct Either<A, B>: PrimitiveView { nonisolated init() {} }
extension Optional: View where Wrapped: View {
  public var body: Never { return fatalError() }
}

@MainActor public protocol Scene {}
@resultBuilder public enum SceneBuilder {
  public static func buildBlock<S: Scene>(_ s: S) -> S { s }
}
@MainActor public protocol App {
  associatedtype Body: Scene
  @SceneBuilder @MainActor var body: Body { get }
  init()
}
extension App {
  public static func main() {}
}
public struct WindowGroup<C: View>: Scene { public init(@ViewBuilder content: () -> C) {} }
public enum ScenePhase: Sendable { case background, inactive, active }
extension Scene {
  public func onChange<V: Equatable>(of: V, _ a: @escaping (V, V) -> Void) -> some Scene { self }
  public func backgroundTask() -> some Scene { self }
}

public struct Text: PrimitiveView { public init<S: StringProtocol>(_ s: S) {} }
public struct Image: PrimitiveView {
  public init(systemName: String) {}
  public init(uiImage: UIImage) {}
  public func resizable() -> Image { self }
}
public struct Label: PrimitiveView { public init<S: StringProtocol>(_ t: S, systemImage: String) {} }
public struct Spacer: PrimitiveView { public init(minLength: CGFloat? = nil) {} }
public struct Divider: PrimitiveView { public init() {} }
public struct ProgressView: PrimitiveView {
  public init() {}
  public init<V: BinaryFloatingPoint>(value: V?, total: V = 1.0) {}
}
public struct HorizontalAlignment: Sendable {
  public static let leading = Self(), center = Self(), trailing = Self()
}
public struct VerticalAlignment: Sendable {
  public static let top = Self(), center = Self(), bottom = Self(), firstTextBaseline = Self()
}
public struct Alignment: Sendable {
  public static let center = Self(), leading = Self(), trailing = Self(), top = Self(), topLeading = Self()
}
public struct HStack<C: View>: PrimitiveView {
  public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct VStack<C: View>: PrimitiveView {
  public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct LazyVStack<C: View>: PrimitiveView {
  public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct ViewThatFits<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct Group<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct ScrollView<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct List<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct NavigationStack<C: View>: PrimitiveView {
  public init<D: MutableCollection & RandomAccessCollection & RangeReplaceableCollection>(
    path: Binding<D>, @ViewBuilder root: () -> C
  ) where D.Element: Hashable {}
}
public struct NavigationSplitView<S: View, C: View, D: View>: PrimitiveView {
  public init(
    @ViewBuilder sidebar: () -> S, @ViewBuilder content: () -> C, @ViewBuilder detail: () -> D
  ) {}
}
public struct NavigationLink<C: View>: PrimitiveView {
  public init<V: Hashable>(value: V?, @ViewBuilder label: () -> C) {}
}
public struct TabView<S: Hashable, C: View>: PrimitiveView {
  public init(selection: Binding<S>?, @ViewBuilder content: () -> C) {}
}
public struct ButtonRole: Sendable { public static let destructive = Self(), cancel = Self() }
public struct Button<C: View>: PrimitiveView {
  public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> C) {}
  public init(role: ButtonRole?, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> C) {}
}
extension Button where C == Text {
  public init<S: StringProtocol>(_ t: S, action: @escaping @MainActor () -> Void) {}
  public init<S: StringProtocol>(_ t: S, role: ButtonRole?, action: @escaping @MainActor () -> Void) {}
}
public struct ShareLink: PrimitiveView {
  public init<S: StringProtocol>(_ t: S, item: URL) {}
}
public struct Toggle<C: View>: PrimitiveView {
  public init(isOn: Binding<Bool>, @ViewBuilder label: () -> C) {}
}
extension Toggle where C == Text {
  public init<S: StringProtocol>(_ t: S, isOn: Binding<Bool>) {}
}
public struct Picker<V: Hashable, C: View>: PrimitiveView {
  public init<S: StringProtocol>(_ t: S, selection: Binding<V>, @ViewBuilder content: () -> C) {}
}
public struct TextField: PrimitiveView {
  public init<S: StringProtocol>(_ t: S, text: Binding<String>) {}
  public init<S: StringProtocol>(_ t: S, text: Binding<String>, axis: Axis) {}
}
public enum Axis: Sendable { case horizontal, vertical }
public struct ForEach<D: RandomAccessCollection, ID: Hashable, C: View>: PrimitiveView {
  public init(_ d: D, id: KeyPath<D.Element, ID>, @ViewBuilder content: @escaping (D.Element) -> C) {}
}
extension ForEach where D.Element: Identifiable, ID == D.Element.ID {
  public init(_ d: D, @ViewBuilder content: @escaping (D.Element) -> C) {}
}
public struct ToolbarItemPlacement: Sendable {
  public static let primaryAction = Self(), cancellationAction = Self(), topBarLeading = Self()
}
@MainActor public protocol ToolbarContent {}
public struct ToolbarItem<C: View>: ToolbarContent {
  public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> C) {}
}
@resultBuilder public enum ToolbarContentBuilder {
  public static func buildBlock<T: ToolbarContent>(_ t: T) -> T { t }
}
