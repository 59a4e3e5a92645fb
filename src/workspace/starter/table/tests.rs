use super::*;

fn item(reference: &str, amount: &str, period: Period) -> StarterItem {
    StarterItem {
        reference: reference.to_owned(),
        name: format!("Prestation {reference}"),
        unit: Some("forfait".to_owned()),
        period,
        amount: Some(amount.parse().unwrap()),
        currency: Currency::EUR,
        basis: TaxBasis::Net,
        vat_percent: Some(Decimal::from(20)),
    }
}

fn written(lines: &[(StarterItem, &str)], language: Language) -> String {
    let lines: Vec<_> =
        lines.iter().map(|(item, quantity)| (item.clone(), quantity.parse().unwrap())).collect();
    tables(&lines, language).unwrap().replace('\u{a0}', "~").replace('\u{202f}', "_")
}

#[test]
fn lines_and_totals_add_up() {
    let lines = [(item("A", "1200", Period::Once), "1"), (item("B", "650", Period::Day), "3")];
    insta::assert_snapshot!(written(&lines, Language::French));
    insta::assert_snapshot!(written(&lines, Language::English));
}

#[test]
fn cents_are_rounded_once_at_the_end_of_each_line() {
    let lines = [(item("A", "33.335", Period::Once), "1"), (item("B", "0.125", Period::Once), "1")];
    insta::assert_snapshot!(written(&lines, Language::French));
}

#[test]
fn what_is_paid_once_and_each_month_stands_in_two_tables() {
    let lines = [(item("S", "180", Period::Month), "1"), (item("A", "1200", Period::Once), "2")];
    insta::assert_snapshot!(written(&lines, Language::French));
}

#[test]
fn two_rates_of_tax_have_a_column_and_a_row_each() {
    let mut book = item("L", "10.50", Period::Once);
    book.vat_percent = Some("5.5".parse().unwrap());
    insta::assert_snapshot!(written(&[(item("A", "100", Period::Once), "1"), (book, "3")], Language::French));
}

#[test]
fn prices_with_tax_keep_their_total_and_tax_is_the_rest() {
    let mut gross = item("A", "100", Period::Once);
    gross.basis = TaxBasis::Gross;
    insta::assert_snapshot!(written(&[(gross, "1")], Language::French));
}

#[test]
fn the_franc_has_no_cents() {
    let mut francs = item("A", "812505", Period::Once);
    francs.currency = Currency::XOF;
    francs.vat_percent = Some(Decimal::from(18));
    insta::assert_snapshot!(written(&[(francs, "1")], Language::French));
}

#[test]
fn without_a_rate_only_the_total_without_tax_is_written() {
    let mut unknown = item("A", "100", Period::Once);
    unknown.vat_percent = None;
    let mut on_quote = item("X", "1", Period::Once);
    on_quote.amount = None;
    insta::assert_snapshot!(written(&[(unknown, "1"), (on_quote, "1")], Language::French));
}

#[test]
fn without_items_the_open_places_are_marked() {
    insta::assert_snapshot!(written(&[], Language::French));
}

#[test]
fn amounts_without_a_sum_are_refused() {
    let mut francs = item("B", "1", Period::Once);
    francs.currency = Currency::XOF;
    let lines = [(item("A", "1", Period::Once), Decimal::ONE), (francs, Decimal::ONE)];
    assert!(tables(&lines, Language::French).unwrap_err().message.contains("EUR and `B` in XOF"));
    let huge = item("A", "79228162514264337593543950335", Period::Once);
    assert!(tables(&[(huge, Decimal::TWO)], Language::French).unwrap_err().message.contains("too large"));
}
