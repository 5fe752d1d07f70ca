//! Shapes on a sleeve that is always 600 by 600, whatever the picture's size.

use tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder, Pixmap,
    Point, RadialGradient, Rect, Shader, SpreadMode, Stroke, Transform,
};

use super::palette::Ink;

pub(super) const SIDE: f32 = 600.0;

pub(super) struct Canvas {
    pixels: Pixmap,
    scale: Transform,
    blend: BlendMode,
}

impl Canvas {
    pub(super) fn new(size: u32) -> Option<Self> {
        let factor = size as f32 / SIDE;
        Some(Self {
            pixels: Pixmap::new(size, size)?,
            scale: Transform::from_scale(factor, factor),
            blend: BlendMode::SourceOver,
        })
    }

    pub(super) fn into_pixels(self) -> Pixmap {
        self.pixels
    }

    /// Lays what follows over what is there like printed ink, until [`Canvas::opaque`].
    pub(super) fn multiply(&mut self) {
        self.blend = BlendMode::Multiply;
    }

    pub(super) fn opaque(&mut self) {
        self.blend = BlendMode::SourceOver;
    }

    fn paint<'a>(&self, shader: Shader<'a>) -> Paint<'a> {
        Paint { shader, blend_mode: self.blend, anti_alias: true, ..Paint::default() }
    }

    fn fill_with(&mut self, path: Option<Path>, shader: Shader<'_>) {
        if let Some(path) = path {
            let paint = self.paint(shader);
            self.pixels.fill_path(&path, &paint, FillRule::EvenOdd, self.scale, None);
        }
    }

    pub(super) fn ground(&mut self, ink: Ink) {
        self.pixels.fill(ink.color(1.0));
    }

    pub(super) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.rect_thin(x, y, width, height, ink, 1.0);
    }

    pub(super) fn rect_thin(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink, alpha: f32) {
        let path = Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect);
        self.fill_with(path, Shader::SolidColor(ink.color(alpha)));
    }

    pub(super) fn circle(&mut self, x: f32, y: f32, radius: f32, ink: Ink) {
        self.circle_thin(x, y, radius, ink, 1.0);
    }

    pub(super) fn circle_thin(&mut self, x: f32, y: f32, radius: f32, ink: Ink, alpha: f32) {
        self.fill_with(PathBuilder::from_circle(x, y, radius), Shader::SolidColor(ink.color(alpha)));
    }

    /// Discs that do not touch, in one go.
    pub(super) fn dots(&mut self, dots: &[(f32, f32, f32)], ink: Ink, alpha: f32) {
        let mut path = PathBuilder::new();
        for (x, y, radius) in dots {
            path.push_circle(*x, *y, *radius);
        }
        self.fill_with(path.finish(), Shader::SolidColor(ink.color(alpha)));
    }

    pub(super) fn ring(&mut self, x: f32, y: f32, radius: f32, width: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        path.push_circle(x, y, radius + width / 2.0);
        path.push_circle(x, y, (radius - width / 2.0).max(0.1));
        self.fill_with(path.finish(), Shader::SolidColor(ink.color(1.0)));
    }

    /// A slice of a disc between two angles in radians.
    pub(super) fn slice(&mut self, x: f32, y: f32, radius: f32, from: f32, to: f32, ink: Ink) {
        let steps = (((to - from).abs() * 24.0) as usize).max(3);
        let mut points = vec![(x, y)];
        for step in 0..=steps {
            let angle = from + (to - from) * step as f32 / steps as f32;
            points.push((x + radius * angle.cos(), y + radius * angle.sin()));
        }
        self.shape(&points, ink, 1.0);
    }

    pub(super) fn shape(&mut self, points: &[(f32, f32)], ink: Ink, alpha: f32) {
        self.fill_with(straight(points, true), Shader::SolidColor(ink.color(alpha)));
    }

    /// A closed curve through the middles between the points.
    pub(super) fn blob(&mut self, points: &[(f32, f32)], ink: Ink, alpha: f32) {
        self.fill_with(smooth(points, true), Shader::SolidColor(ink.color(alpha)));
    }

    pub(super) fn line(&mut self, points: &[(f32, f32)], width: f32, ink: Ink, alpha: f32) {
        self.stroke(straight(points, false), width, ink, alpha);
    }

    pub(super) fn curve(&mut self, points: &[(f32, f32)], width: f32, ink: Ink, alpha: f32) {
        self.stroke(smooth(points, false), width, ink, alpha);
    }

    pub(super) fn loop_line(&mut self, points: &[(f32, f32)], width: f32, ink: Ink, alpha: f32) {
        self.stroke(smooth(points, true), width, ink, alpha);
    }

    fn stroke(&mut self, path: Option<Path>, width: f32, ink: Ink, alpha: f32) {
        let Some(path) = path else { return };
        let paint = self.paint(Shader::SolidColor(ink.color(alpha)));
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixels.stroke_path(&path, &paint, &stroke, self.scale, None);
    }

    /// From `top` to `bottom` over the rows from `y`, `height` high, across the sleeve.
    pub(super) fn fade(&mut self, y: f32, height: f32, top: (Ink, f32), bottom: (Ink, f32)) {
        let stops = stops(&[top, bottom]);
        let (start, end) = (Point::from_xy(0.0, y), Point::from_xy(0.0, y + height));
        let shader = LinearGradient::new(start, end, stops, SpreadMode::Pad, Transform::identity());
        let path = Rect::from_xywh(0.0, y, SIDE, height).map(PathBuilder::from_rect);
        if let Some(shader) = shader {
            self.fill_with(path, shader);
        }
    }

    /// Light that dies away towards `radius`.
    pub(super) fn glow(&mut self, x: f32, y: f32, radius: f32, ink: Ink, alpha: f32) {
        let middle = Point::from_xy(x, y);
        let stops = stops(&[(ink, alpha), (ink, alpha * 0.45), (ink, 0.0)]);
        let shader = RadialGradient::new(middle, 0.0, middle, radius, stops, SpreadMode::Pad, Transform::identity());
        if let Some(shader) = shader {
            self.fill_with(PathBuilder::from_circle(x, y, radius), shader);
        }
    }
}

fn stops(inks: &[(Ink, f32)]) -> Vec<GradientStop> {
    let last = (inks.len() - 1).max(1) as f32;
    let colors = inks.iter().map(|(ink, alpha)| ink.color(*alpha));
    colors.enumerate().map(|(place, color): (usize, Color)| GradientStop::new(place as f32 / last, color)).collect()
}

fn straight(points: &[(f32, f32)], close: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for (x, y) in rest {
        path.line_to(*x, *y);
    }
    if close {
        path.close();
    }
    path.finish()
}

fn smooth(points: &[(f32, f32)], close: bool) -> Option<Path> {
    let middle = |a: (f32, f32), b: (f32, f32)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let (first, last) = (*points.first()?, *points.last()?);
    let mut path = PathBuilder::new();
    let start = if close { middle(last, first) } else { first };
    path.move_to(start.0, start.1);
    for pair in points.windows(2) {
        let to = middle(pair[0], pair[1]);
        path.quad_to(pair[0].0, pair[0].1, to.0, to.1);
    }
    if close {
        path.quad_to(last.0, last.1, start.0, start.1);
        path.close();
    } else {
        path.line_to(last.0, last.1);
    }
    path.finish()
}
