// Hand-written declarations for a check of types on Linux. Never shipped.
import UniformTypeIdentifiers

public protocol ShapeStyle: Sendable {}
public struct Color: ShapeStyle, PrimitiveView {
  public nonisolated init(_ name: String) {}
  public static let clear = Color("")
  public func opacity(_ o: Double) -> Color { self }
}
public struct Tinted: ShapeStyle {}
extension ShapeStyle where Self == Tinted {
  public static var tint: Tinted { Tinted() }
}
public struct Secondary: ShapeStyle {}
extension ShapeStyle where Self == Secondary {
  public static var secondary: Secondary { Secondary() }
}
public protocol Shape: Sendable {}
public struct RoundedRectangle: Shape { public init(cornerRadius: CGFloat) {} }
public struct Capsule: Shape { public init() {} }
public struct Font: Sendable {
  public static let largeTitle = Self(), title = Self(), title2 = Self(), title3 = Self(), headline = Self()
  public static let body = Self(), callout = Self(), subheadline = Self(), footnote = Self(), caption = Self()
  public struct Weight: Sendable { public static let semibold = Self(), bold = Self(), medium = Self() }
  public func weight(_ w: Weight) -> Font { self }
}
public struct UnitPoint: Sendable { public static let bottom = Self() }
public enum TextAlignment: Sendable { case leading, center, trailing }
public struct Edge: Sendable {
  public struct Set: OptionSet, Sendable {
    public let rawValue: Int8
    public init(rawValue: Int8) { self.rawValue = rawValue }
    public static let top = Self(rawValue: 1), leading = Self(rawValue: 2), bottom = Self(rawValue: 4)
    public static let trailing = Self(rawValue: 8), all = Self(rawValue: 15)
    public static let horizontal = Self(rawValue: 10), vertical = Self(rawValue: 5)
  }
}
public enum VerticalEdge: Sendable { case top, bottom }
public struct AccessibilityTraits: Sendable {
  public static let isHeader = Self(), isButton = Self(), isSelected = Self()
}
public struct AccessibilityChildBehavior: Sendable {
  public static let combine = Self(), contain = Self(), ignore = Self()
}
public struct TextInputAutocapitalization: Sendable { public static var characters: Self { Self() } }
public enum UIKeyboardType: Sendable { case `default`, decimalPad, numbersAndPunctuation, asciiCapable }
public struct SubmitLabel: Sendable {
  public static var send: Self { Self() }
  public static var done: Self { Self() }
}
public struct ScrollDismissesKeyboardMode: Sendable { public static var interactively: Self { Self() } }
public struct Animation: Sendable { public static let `default` = Self() }
public struct NavigationBarItem {
  public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}
public struct ControlSize: Sendable { public static let large = Self() }
public struct Visibility: Sendable { public static let hidden = Self(), visible = Self() }

@MainActor public protocol ButtonStyle {
  associatedtype Body: View
  typealias Configuration = ButtonStyleConfiguration
  @ViewBuilder func makeBody(configuration: Configuration) -> Body
}
@MainActor public struct ButtonStyleConfiguration {
  public struct Label: PrimitiveView {}
  public var label: Label { fatalError() }
  public var isPressed: Bool { false }
}
public struct PlainButtonStyle: ButtonStyle {
  public init() {}
  public func makeBody(configuration: Configuration) -> some View { configuration.label }
}
extension ButtonStyle where Self == PlainButtonStyle {
  public static var plain: PlainButtonStyle { PlainButtonStyle() }
}
public protocol PickerStyle {}
public struct MenuPickerStyle: PickerStyle { public init() {} }
public struct InlinePickerStyle: PickerStyle { public init() {} }
extension PickerStyle where Self == MenuPickerStyle { public static var menu: MenuPickerStyle { MenuPickerStyle() } }
extension PickerStyle where Self == InlinePickerStyle { public static var inline: InlinePickerStyle { InlinePickerStyle() } }

extension View {
  public func scaledToFit() -> some View { SomeView() }
  public func defaultScrollAnchor(_ a: UnitPoint?) -> some View { SomeView() }
  public func ignoresSafeArea() -> some View { SomeView() }
  public func foregroundStyle<S: ShapeStyle>(_ s: S) -> some View { SomeView() }
  public func tint(_ c: Color?) -> some View { SomeView() }
  public func font(_ f: Font?) -> some View { SomeView() }
  public func multilineTextAlignment(_ a: TextAlignment) -> some View { SomeView() }
  public func lineLimit(_ l: ClosedRange<Int>) -> some View { SomeView() }
  public func fixedSize(horizontal: Bool, vertical: Bool) -> some View { SomeView() }
  public func dynamicTypeSize<R: RangeExpression>(_ r: R) -> some View where R.Bound == DynamicTypeSize { SomeView() }
  public func dynamicTypeSize(_ s: DynamicTypeSize) -> some View { SomeView() }
  public func padding(_ l: CGFloat) -> some View { SomeView() }
  public func padding(_ e: Edge.Set = .all, _ l: CGFloat? = nil) -> some View { SomeView() }
  public func frame(
    minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
    idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
  ) -> some View { SomeView() }
  public func background<S: ShapeStyle>(_ s: S) -> some View { SomeView() }
  public func background<S: ShapeStyle, T: Shape>(_ s: S, in: T) -> some View { SomeView() }
  public func contentShape<T: Shape>(_ t: T) -> some View { SomeView() }
  public func overlay<C: View>(alignment: Alignment = .center, @ViewBuilder content: () -> C) -> some View { SomeView() }
  public func opacity(_ o: Double) -> some View { SomeView() }
  public func disabled(_ d: Bool) -> some View { SomeView() }
  public func animation<V: Equatable>(_ a: Animation?, value: V) -> some View { SomeView() }
  public func id<I: Hashable>(_ i: I) -> some View { SomeView() }
  public func tag<V: Hashable>(_ t: V) -> some View { SomeView() }
  public func tabItem<C: View>(@ViewBuilder _ label: () -> C) -> some View { SomeView() }
  public func badge(_ n: Int) -> some View { SomeView() }
  public func privacySensitive(_ s: Bool = true) -> some View { SomeView() }
  public func accessibilityHidden(_ h: Bool) -> some View { SomeView() }
  public func accessibilityLabel<S: StringProtocol>(_ s: S) -> some View { SomeView() }
  public func accessibilityValue<S: StringProtocol>(_ s: S) -> some View { SomeView() }
  public func accessibilityHint<S: StringProtocol>(_ s: S) -> some View { SomeView() }
  public func accessibilityAddTraits(_ t: AccessibilityTraits) -> some View { SomeView() }
  public func accessibilityElement(children: AccessibilityChildBehavior) -> some View { SomeView() }
  public func navigationTitle<S: StringProtocol>(_ s: S) -> some View { SomeView() }
  public func navigationBarTitleDisplayMode(_ m: NavigationBarItem.TitleDisplayMode) -> some View { SomeView() }
  public func navigationDestination<D: Hashable, C: View>(
    for: D.Type, @ViewBuilder destination: @escaping (D) -> C
  ) -> some View { SomeView() }
  public func toolbar<T: ToolbarContent>(@ToolbarContentBuilder content: () -> T) -> some View { SomeView() }
  public func safeAreaInset<C: View>(edge: VerticalEdge, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) -> some View { SomeView() }
  public func sheet<I: Identifiable, C: View>(item: Binding<I?>, @ViewBuilder content: @escaping (I) -> C) -> some View { SomeView() }
  public func sheet<C: View>(isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> C) -> some View { SomeView() }
  public func confirmationDialog<S: StringProtocol, A: View, M: View>(
    _ t: S, isPresented: Binding<Bool>, titleVisibility: Visibility, @ViewBuilder actions: () -> A,
    @ViewBuilder message: () -> M
  ) -> some View { SomeView() }
  public func refreshable(action: @escaping @Sendable () async -> Void) -> some View { SomeView() }
  public func task(@_inheritActorContext _ action: @escaping @Sendable () async -> Void) -> some View { SomeView() }
  public func task<V: Equatable>(id: V, @_inheritActorContext _ action: @escaping @Sendable () async -> Void) -> some View { SomeView() }
  public func onDisappear(perform: (@MainActor () -> Void)? = nil) -> some View { self }
  public func onChange<V: Equatable>(of: V, _ a: @escaping (V, V) -> Void) -> some View { SomeView() }
  public func onAppear(perform: (() -> Void)?) -> some View { SomeView() }
  public func onSubmit(_ a: @escaping () -> Void) -> some View { SomeView() }
  public func onOpenURL(perform: @escaping (URL) -> Void) -> some View { SomeView() }
  public func environment<T: AnyObject & Observable>(_ t: T?) -> some View { SomeView() }
  public func buttonStyle<S: ButtonStyle>(_ s: S) -> some View { SomeView() }
  public func pickerStyle<S: PickerStyle>(_ s: S) -> some View { SomeView() }
  public func fileImporter(
    isPresented: Binding<Bool>, allowedContentTypes: [UTType],
    onCompletion: @escaping (Result<URL, any Error>) -> Void
  ) -> some View { SomeView() }
  public func keyboardType(_ t: UIKeyboardType) -> some View { SomeView() }
  public func textInputAutocapitalization(_ t: TextInputAutocapitalization?) -> some View { SomeView() }
  public func autocorrectionDisabled(_ d: Bool = true) -> some View { SomeView() }
  public func submitLabel(_ l: SubmitLabel) -> some View { SomeView() }
  public func focused(_ b: Binding<Bool>) -> some View { SomeView() }
  public func searchable(text: Binding<String>, prompt: String) -> some View { SomeView() }
  public func scrollDismissesKeyboard(_ m: ScrollDismissesKeyboardMode) -> some View { SomeView() }
  public func labelsHidden() -> some View { SomeView() }
  public func controlSize(_ s: ControlSize) -> some View { SomeView() }
}
