//! The measures of the two drawings, and where a day and a stage stand in each.

use crate::method::moment::days_between;
use crate::method::staircase::Staircase;
use crate::method::{Day, Lang, Stage};
use crate::picture::label_placement::{Spot, Taken};
use crate::picture::text_metrics::width;
use crate::words::Words;

/// The measures of one drawing, in the units of its view box.
pub struct Plan {
    pub class: &'static str,
    /// Ids on a page are unique: each drawing adds its letter.
    pub suffix: &'static str,
    pub wide: bool,
    pub size: (f64, f64),
    /// Tells where the line begins and ends.
    pub left: f64,
    pub right: f64,
    /// The foot of the lowest band, and the height of a band.
    pub base: f64,
    pub band: f64,
    /// Half a mark.
    pub mark: f64,
    pub stroke: &'static str,
    pub dots: &'static str,
    pub font: f64,
    pub small: f64,
    from: Day,
    days: f64,
}

impl Plan {
    pub fn wide(stairs: &Staircase) -> Plan {
        Plan {
            class: "wide",
            suffix: "w",
            wide: true,
            size: (960.0, 320.0),
            left: 176.0,
            right: 958.0,
            base: 262.0,
            band: 48.0,
            mark: 5.5,
            stroke: "3",
            dots: "3 4",
            font: 14.0,
            small: 13.0,
            from: stairs.from,
            days: days(stairs),
        }
    }

    /// The wide drawing where no narrow one stands beside it.
    pub fn alone(stairs: &Staircase) -> Plan {
        Plan { class: "alone", ..Plan::wide(stairs) }
    }

    pub fn narrow(stairs: &Staircase) -> Plan {
        Plan {
            class: "narrow",
            suffix: "n",
            wide: false,
            size: (344.0, 276.0),
            left: 0.0,
            right: 336.0,
            base: 224.0,
            band: 44.0,
            mark: 4.5,
            stroke: "2.5",
            dots: "2.5 3.5",
            font: 11.0,
            small: 11.0,
            from: stairs.from,
            days: days(stairs),
        }
    }

    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", self.size.0, self.size.1)
    }

    /// Tells where a day stands.
    pub fn x(&self, day: Day) -> f64 {
        let since = f64::from(i32::try_from(days_between(self.from, day)).unwrap_or(0));
        self.left + (self.right - self.left) * (since / self.days).clamp(0.0, 1.0)
    }

    /// The middle of a stage's band.
    pub fn y(&self, stage: Stage) -> f64 {
        self.base - self.band * (f64::from(stage.number()) + 0.5)
    }

    /// The top of the highest band.
    pub fn top(&self) -> f64 {
        self.base - 5.0 * self.band
    }

    /// Tells where the name of each band stands. In the narrow drawing it stands above the line of
    /// its band, at the first place that no riser crosses.
    pub fn names(&self, stairs: &Staircase, words: &Words) -> Vec<(Stage, f64, f64)> {
        let place = |stage: Stage| {
            if self.wide {
                return (stage, 20.0, self.y(stage) + 5.0);
            }
            let (y, half) = (self.y(stage) - 8.0, self.half_name(stage, words));
            let steps = (0..32u8).map(|step| 16.0 + 10.0 * f64::from(step));
            let offered: Vec<Spot> =
                steps.map(|x| Spot::new(x + half, y - 4.0, half + 2.0, 6.0)).collect();
            let spot = self.line(stairs).first(&offered);
            (stage, spot.x - half, y)
        };
        Stage::ALL.into_iter().rev().map(place).collect()
    }

    /// Half the width of a band's name where it is set in bold.
    fn half_name(&self, stage: Stage, words: &Words) -> f64 {
        width(&words.label("stage", &stage.to_string()), self.font) * 0.53
    }

    /// Tells what is taken before anything is placed: the line itself, and the names where they
    /// stand inside.
    pub fn taken(&self, stairs: &Staircase, words: &Words) -> Taken {
        let mut taken = self.line(stairs);
        if !self.wide {
            for (stage, x, y) in self.names(stairs, words) {
                let half = self.half_name(stage, words);
                taken.take(Spot::new(x + half, y - 4.0, half, 6.0));
            }
        }
        taken
    }

    /// The places that the line takes, inside the frame.
    fn line(&self, stairs: &Staircase) -> Taken {
        let mut taken = Taken::inside(self.left.max(2.0), 4.0, self.size.0 - 2.0, self.base - 2.0);
        let mut before = stairs.opening;
        for (i, run) in stairs.runs.iter().enumerate() {
            let (from, to) = (
                self.x(run.from),
                stairs.runs.get(i + 1).map_or(self.right, |next| self.x(next.from)),
            );
            taken.take(Spot::new((from + to) / 2.0, self.y(run.stage), (to - from) / 2.0, 3.0));
            let (low, high) = (self.y(before.min(run.stage)), self.y(before.max(run.stage)));
            taken.take(Spot::new(from, (low + high) / 2.0, 3.0, (low - high) / 2.0));
            before = run.stage;
        }
        taken
    }

    /// Tells how many months lie between two labels, so that they do not touch.
    pub fn month_step(&self, words: &Words) -> u32 {
        let month = (self.right - self.left) * 30.4 / self.days;
        let room = if words.lang() == Lang::Ja { 34.0 } else { 30.0 };
        let least = if self.wide { 1 } else { 2 };
        (least..24).find(|n| f64::from(*n) * month >= room).unwrap_or(24)
    }
}

fn days(stairs: &Staircase) -> f64 {
    f64::from(i32::try_from(days_between(stairs.from, stairs.until)).unwrap_or(1).max(1))
}
