//! Reads catalog files. Reading goes on after a fault, so that one run reports
//! them all.

mod header;
mod item;
mod scalar;

use header::Header;
use scalar::Faults;

use super::{CATALOG_INVALID, Catalog};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::money::Currency;
use crate::proposal::price::TaxBasis;
use crate::source::{FileId, Sources, Span};
use crate::yaml::Node;

/// A catalog and what is wrong with its files.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The catalog, perhaps with gaps.
    pub catalog: Catalog,
    /// What could not be read.
    pub findings: Vec<Diagnostic>,
}

/// Reads a catalog that consists of one or several files. Findings are worded
/// in `language`. What one file says in its head (`currency`, `basis`, `units`
/// and so on) holds for its own items, and for those of files that say nothing.
pub fn read(sources: &Sources, files: &[FileId], language: Language) -> Loaded {
    let mut faults = Faults::new(language);
    let mut parsed: Vec<(FileId, Node)> = Vec::new();
    for &file in files {
        match crate::yaml::parse(file, &sources.get(file).text, 0) {
            Ok(node) => parsed.push((file, node)),
            Err(error) => {
                let message = language.pick(
                    format!("le catalogue n’est pas du YAML valide : {}", error.message),
                    format!("the catalog is not valid YAML: {}", error.message),
                );
                faults.reader.findings.push(Diagnostic::new(&CATALOG_INVALID, message).at(error.span));
            }
        }
    }
    let mut headers = Vec::new();
    for (file, node) in &parsed {
        if let Some(map) = faults.reader.map(node) {
            headers.push((*file, header::read(&mut faults, map)));
        }
    }
    let catalog = assemble(&mut faults, &headers);
    Loaded { catalog, findings: faults.reader.findings }
}

fn assemble(faults: &mut Faults, headers: &[(FileId, Header<'_>)]) -> Catalog {
    let currency = headers.iter().find_map(|(_, header)| header.currency);
    let basis = headers.iter().find_map(|(_, header)| header.basis);
    if let Some((file, header)) = headers.first() {
        let at = Span::new(*file, 0..0);
        if currency.is_none() && !header.bad_currency {
            faults.missing(at, "currency");
        }
        if basis.is_none() && !header.bad_basis {
            faults.missing(at, "basis");
        }
    }
    let mut catalog = Catalog {
        id: headers.iter().find_map(|(_, header)| header.id.clone()),
        currency: currency.unwrap_or(Currency::EUR),
        basis: basis.unwrap_or(TaxBasis::Net),
        published: headers.iter().filter_map(|(_, header)| header.published.clone()).max_by_key(|f| f.value),
        vat_rates: headers.iter().flat_map(|(_, header)| header.vat_rates.clone()).collect(),
        exchange: headers.iter().flat_map(|(_, header)| header.exchange.clone()).collect(),
        max_discount: headers.iter().find_map(|(_, header)| header.max_discount.clone()),
        units: headers.iter().flat_map(|(_, header)| header.units.clone()).collect(),
        items: Vec::new(),
    };
    let mut items = Vec::new();
    for bundles in [false, true] {
        for (_, header) in headers {
            let defaults = item::Defaults {
                currency: header.currency.unwrap_or(catalog.currency),
                basis: header.basis.unwrap_or(catalog.basis),
                published: header.published.as_ref(),
                units: &catalog.units,
            };
            let nodes = if bundles { header.bundles } else { header.items };
            for node in nodes {
                items.extend(item::read(faults, node, &defaults, bundles));
            }
        }
    }
    catalog.items = items;
    catalog
}

#[cfg(test)]
mod tests;
