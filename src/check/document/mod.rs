//! Rules about the document itself: what a template or a draft left behind, its
//! dates, and what the law asks it to say.

mod blanks;
mod client_missing;
mod date_inconsistent;
mod duplicate_title;
mod facts;
mod flat;
mod heading_jump;
mod index_unnamed;
mod issuer_id_missing;
mod legal_mention_missing;
mod mentions;
mod month_capitalised;
mod payment_term_too_long;
mod placeholder_left;
mod remnants;
mod signature_block_missing;
mod source_attached;
mod stand_ins;
#[cfg(test)]
mod tests;
mod units;
mod validity;
mod validity_expired;
mod validity_missing;
mod vat_id_missing;
mod words;

use super::Topic;
use crate::check::Context;
use crate::diagnostics::{Diagnostic, Rule};
use facts::Document;

/// The rules of this topic.
pub static RULES: &[&Rule] = &[
    &placeholder_left::PLACEHOLDER_LEFT,
    &placeholder_left::PRICE_PLACEHOLDER,
    &client_missing::CLIENT_MISSING,
    &date_inconsistent::DATE_INCONSISTENT,
    &duplicate_title::DUPLICATE_TITLE,
    &heading_jump::HEADING_JUMP,
    &index_unnamed::INDEX_UNNAMED,
    &issuer_id_missing::ISSUER_ID_MISSING,
    &legal_mention_missing::LEGAL_MENTION_MISSING,
    &month_capitalised::MONTH_CAPITALISED,
    &payment_term_too_long::PAYMENT_TERM_TOO_LONG,
    &signature_block_missing::SIGNATURE_BLOCK_MISSING,
    &source_attached::SOURCE_ATTACHED,
    &validity_expired::VALIDITY_EXPIRED,
    &validity_missing::VALIDITY_MISSING,
    &vat_id_missing::VAT_ID_MISSING,
];

/// The rules and what finds their findings.
pub(super) const TOPIC: Topic = (RULES, &[check]);

/// What is wrong with one document.
type Find = fn(&Document<'_>, &mut Vec<Diagnostic>);

const CHECKS: &[Find] = &[
    client_missing::check,
    date_inconsistent::check,
    duplicate_title::check,
    heading_jump::check,
    index_unnamed::check,
    issuer_id_missing::check,
    legal_mention_missing::check,
    month_capitalised::check,
    payment_term_too_long::check,
    signature_block_missing::check,
    source_attached::check,
    validity_expired::check,
    validity_missing::check,
    vat_id_missing::check,
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(placeholder_left::check(context.proposal, context.pricing, context.sources));
    let document = Document::new(context);
    for find in CHECKS {
        find(&document, findings);
    }
}
