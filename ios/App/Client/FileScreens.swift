import AppModel
import PhotosUI
import SwiftUI
import UIKit

/// A photo, large, with where it is and what can be done with it.
struct FileScreen: View {
  @State private var model: FileModel

  init(_ place: Place, id: String) {
    _model = State(initialValue: FileModel(place, id: id))
  }

  var body: some View {
    Page("ui-files-title") {
      Showing(model.shown) { file in
        if let picture = (file.bytes ?? file.row.thumbnail).flatMap(UIImage.init(data:)) {
          Image(uiImage: picture).resizable().scaledToFit().accessibilityLabel(file.row.name)
        }
        Card {
          Text(file.row.name).font(.title3)
          Text(file.row.sizeText).font(.footnote).foregroundStyle(Color("Quiet"))
          Text(file.row.placeText)
          if file.row.canShow && file.bytes == nil { Say("ui-files-other") }
          if file.row.canEvict { Say("ui-files-evict-text").font(.footnote) }
        }
        if file.row.canFetch { Primary("ui-files-fetch", isBusy: model.shown.isBusy) { await model.fetch() } }
        if file.row.canEvict { Quiet("ui-files-evict") { await model.evict() } }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// A file in a message: touching it opens it.
struct FileLine: View {
  @Environment(Wayfinder.self) private var way
  @Environment(Doorway.self) private var door
  let row: FileRow
  let client: CaseId?

  var body: some View {
    Button {
      way.go(Route(.file(row.id), client: client))
    } label: {
      HStack {
        Thumbnail(bytes: row.thumbnail)
        VStack(alignment: .leading, spacing: 4) {
          Text(row.name).font(.subheadline)
          Text(row.placeText).font(.footnote)
        }
      }
    }
    .buttonStyle(.plain)
    .accessibilityHint(door.words["ui-files-show"])
  }
}

private struct Thumbnail: View {
  let bytes: Data?

  var body: some View {
    if let picture = bytes.flatMap(UIImage.init(data:)) {
      Image(uiImage: picture).resizable().scaledToFit().frame(maxWidth: 72)
    } else {
      Image(systemName: "photo")
    }
  }
}

/// Adding a photo to the message that is being written.
struct PhotoChoice: View {
  @Environment(Doorway.self) private var door
  let chosen: ChosenPhoto
  @State private var item: PhotosPickerItem?

  var body: some View {
    if let photo = chosen.draft {
      HStack {
        Thumbnail(bytes: photo.thumbnail)
        Say("ui-files-chosen")
      }
      Quiet("ui-files-drop") { chosen.choose(nil) }
    } else {
      PhotosPicker(selection: $item, matching: .images) { Say("ui-files-add") }
        .buttonStyle(QuietStyle())
        .task(id: item) { await take() }
    }
  }

  private func take() async {
    guard let picked = item else { return }
    item = nil
    guard let bytes = try? await picked.loadTransferable(type: Data.self) else { return }
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).photo")
    guard (try? bytes.write(to: copy, options: [.atomic])) != nil else { return }
    let name = door.words["ui-files-photo"]
    chosen.choose(FileDraft(path: copy.path, name: name, thumbnail: small(bytes)))
  }

  /// At most 8 KiB: fainter until it fits, and none where nothing does.
  private func small(_ bytes: Data) -> Data? {
    let picture = UIImage(data: bytes)?.preparingThumbnail(of: CGSize(width: 150, height: 200))
    let tries = [0.7, 0.5, 0.3, 0.1].lazy.compactMap { picture?.jpegData(compressionQuality: $0) }
    return tries.first { $0.count <= 8 * 1024 }
  }
}
