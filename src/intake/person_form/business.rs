//! The fee and who pays it, as the fields of a person say it.

use super::Reading;
use crate::intake::written::number::{self, MoneyError};
use crate::method::person::Sponsor;
use crate::method::{Text, from_code};

impl Reading<'_> {
    /// The fee in its currency, who pays, and what they may see.
    pub(super) fn business(&mut self) {
        let was = self.person.clone();
        let amount = |typed: &str| Some(number::amount(typed)?.of);
        self.person.fee_monthly = self.value("fee", was.fee_monthly, (amount, "person-fault-fee"));
        self.person.currency =
            self.read("currency", was.currency, (number::currency, "person-fault-currency"));
        // A sign beside the amount is its currency; it cannot be another one than the field names.
        let named = self.person.currency.as_ref().map(Text::to_string);
        match number::amount(self.fields.get("fee")).map(|amount| amount.currency(named.as_deref()))
        {
            Some(Ok(code)) => self.person.currency = code.and_then(|code| code.parse().ok()),
            Some(Err(MoneyError::Differs)) => self.fault("fee", "person-fault-fee-sign"),
            Some(Err(MoneyError::Open)) => self.fault("fee", "person-fault-fee-open"),
            None => {}
        }
        let sponsor = was.sponsor;
        let name = self.text("sponsor", sponsor.as_ref().map(|s| s.name.clone()));
        let consent_quote =
            self.quote("consent", sponsor.as_ref().and_then(|s| s.consent_quote.clone()));
        let may_see = match sponsor {
            Some(sponsor) if !self.fields.has("may_see") => sponsor.may_see,
            _ => self.fields.all("may_see").filter_map(from_code).collect(),
        };
        if name.is_some() && !may_see.is_empty() && consent_quote.is_none() {
            self.fault("consent", "person-fault-consent");
        }
        self.person.sponsor = name.map(|name| Sponsor { name, may_see, consent_quote });
    }
}
