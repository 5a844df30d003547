//! Keeps marks and numbers from covering each other: the first free place of those offered is
//! taken.

/// A rectangle that something is drawn in.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
    /// Half its width and half its height.
    pub half: (f64, f64),
}

impl Spot {
    pub fn new(x: f64, y: f64, half_wide: f64, half_high: f64) -> Spot {
        Spot { x, y, half: (half_wide, half_high) }
    }

    fn meets(&self, other: &Spot) -> bool {
        (self.x - other.x).abs() < self.half.0 + other.half.0
            && (self.y - other.y).abs() < self.half.1 + other.half.1
    }
}

/// The places already taken, inside a frame.
pub struct Taken {
    spots: Vec<Spot>,
    marks: Vec<Spot>,
    frame: (f64, f64, f64, f64),
}

impl Taken {
    /// Nothing taken yet, inside left, top, right, bottom.
    pub fn inside(left: f64, top: f64, right: f64, bottom: f64) -> Taken {
        Taken { spots: Vec::new(), marks: Vec::new(), frame: (left, top, right, bottom) }
    }

    /// Takes a place whether it is free or not.
    pub fn take(&mut self, spot: Spot) -> Spot {
        self.spots.push(spot);
        spot
    }

    /// Takes the first free place; none if no place is free.
    pub fn free(&mut self, offered: &[Spot]) -> Option<Spot> {
        let found = offered.iter().find(|s| self.fits(s)).copied();
        found.map(|spot| self.take(spot))
    }

    /// Takes the first free place, or the first one if none is free.
    pub fn first(&mut self, offered: &[Spot]) -> Spot {
        let found = offered.iter().find(|s| self.fits(s)).or(offered.first()).copied();
        self.take(found.unwrap_or(Spot::new(0.0, 0.0, 0.0, 0.0)))
    }

    /// Takes the first place that covers no other mark. A mark may stand on the line, a number may
    /// not.
    pub fn mark(&mut self, offered: &[Spot]) -> Spot {
        let clear = |s: &&Spot| !self.marks.iter().any(|m| m.meets(s));
        let found = offered.iter().find(clear).or(offered.first()).copied();
        let spot = found.unwrap_or(Spot::new(0.0, 0.0, 0.0, 0.0));
        self.marks.push(spot);
        self.take(spot)
    }

    fn fits(&self, spot: &Spot) -> bool {
        let (left, top, right, bottom) = self.frame;
        let inside = spot.x - spot.half.0 >= left
            && spot.x + spot.half.0 <= right
            && spot.y - spot.half.1 >= top
            && spot.y + spot.half.1 <= bottom;
        inside && !self.spots.iter().any(|s| s.meets(spot))
    }
}
