//! From sheets to the bytes of a PDF, with the structure that screen readers follow.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use crate::PaperError;
use crate::document::Document;
use crate::letters::Faces;
use crate::sheet::{Colour, HEIGHT, Ink, LEFT, Laid, Mark, Owner, Role, WIDTH};

pub(crate) fn paint(document: &Document, laid: &Laid, faces: &Faces) -> Result<Vec<u8>, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PaperError::Write)?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); laid.nodes.len()];
    for sheet in &laid.sheets {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperError::Write)?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for mark in sheet {
            draw(&mut surface, mark, faces, &mut leaves);
        }
        surface.finish();
        page.finish();
    }
    pdf.set_metadata(about(document));
    pdf.set_outline(outline(document, laid));
    pdf.set_tag_tree(structure(document, laid, &leaves));
    pdf.finish().map_err(|_| PaperError::Write)
}

fn about(document: &Document) -> Metadata {
    let made = document.made;
    Metadata::new()
        .title(titled(document))
        .language(document.language.clone())
        .creation_date(DateTime::new(made.year).month(made.month).day(made.day))
        .creator("Opstap".to_owned())
}

/// A reader shows a title in any case: without one, the document's own mark.
fn titled(document: &Document) -> String {
    if document.title.trim().is_empty() { "—".to_owned() } else { document.title.clone() }
}

/// The sections, to jump to.
fn outline(document: &Document, laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    if laid.stops.is_empty() {
        outline.push_child(OutlineNode::new(
            titled(document),
            XyzDestination::new(0, Point::from_xy(LEFT, 0.0)),
        ));
    }
    for stop in &laid.stops {
        let place = XyzDestination::new(stop.sheet, Point::from_xy(LEFT, (stop.y - 10.0).max(0.0)));
        outline.push_child(OutlineNode::new(stop.title.clone(), place));
    }
    outline
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, faces: &Faces, leaves: &mut [Vec<Identifier>]) {
    let tag = match mark.owner {
        Owner::Node(_) => ContentTag::Span(SpanTag::empty()),
        Owner::Nobody => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Owner::Foot => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    };
    let id = surface.start_tagged(tag);
    for ink in &mark.ink {
        pour(surface, ink, faces);
    }
    surface.end_tagged();
    if let Owner::Node(at) = mark.owner
        && let Some(own) = leaves.get_mut(at)
    {
        own.push(id);
    }
}

fn pour(surface: &mut Surface<'_>, ink: &Ink, faces: &Faces) {
    match ink {
        Ink::Text { x, y, style, line } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(style.colour)));
            let font = faces.font(style.weight);
            surface.draw_glyphs(Point::from_xy(*x, *y), &line.glyphs, font, &line.text, style.size, false);
        }
        Ink::Box { x, y, width, height, colour } => {
            let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) else { return };
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            finish(surface, path.finish());
        }
        Ink::Path { points, width, colour } => {
            let mut path = PathBuilder::new();
            for (at, (x, y)) in points.iter().enumerate() {
                if at == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
            }
            surface.set_fill(None);
            let paint = fill(*colour).paint;
            surface.set_stroke(Some(Stroke { paint, width: *width, ..Stroke::default() }));
            finish(surface, path.finish());
            surface.set_stroke(None);
        }
    }
}

fn finish(surface: &mut Surface<'_>, path: Option<Path>) {
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn fill((red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// The parts of the document in reading order.
fn structure(document: &Document, laid: &Laid, leaves: &[Vec<Identifier>]) -> TagTree {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); laid.nodes.len()];
    let mut roots = Vec::new();
    for (at, node) in laid.nodes.iter().enumerate() {
        match node.parent {
            Some(parent) => below[parent].push(at),
            None => roots.push(at),
        }
    }
    let mut tree = TagTree::new().with_lang(Some(document.language.clone()));
    for root in roots {
        tree.push(group(root, laid, &below, leaves));
    }
    tree
}

/// A part with what is below it; at most four deep.
fn group(at: usize, laid: &Laid, below: &[Vec<usize>], leaves: &[Vec<Identifier>]) -> TagGroup {
    let own = leaves[at].iter().map(|id| Node::Leaf(*id));
    let parts = below[at].iter().map(|part| Node::Group(group(*part, laid, below, leaves)));
    TagGroup::with_children(kind(&laid.nodes[at].role), own.chain(parts).collect())
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, text) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Dot => Tag::Lbl.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(told) => {
            let told = if told.trim().is_empty() { "—" } else { told.as_str() };
            Tag::Figure(Some(told.to_owned())).into()
        }
    }
}
