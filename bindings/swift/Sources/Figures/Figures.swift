import Opstap

@main struct Figures {
  static func main() async throws {
    print(buildInfo())
  }
}
