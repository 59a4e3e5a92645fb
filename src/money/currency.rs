use std::fmt;

use crate::language::Language;

/// A currency: an ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// How currencies are written, in lower case; a spelling that is a word stands
/// for itself only where no letter follows. `F` and `Fr` are no entries: which
/// franc they mean depends on the document.
const SPELLINGS: &[(&str, Currency)] = &[
    ("francs suisses", Currency::CHF),
    ("franc suisse", Currency::CHF),
    ("schweizer franken", Currency::CHF),
    ("swiss francs", Currency::CHF),
    ("francs cfa", Currency::XOF),
    ("franc cfa", Currency::XOF),
    ("livres sterling", Currency::GBP),
    ("pounds sterling", Currency::GBP),
    ("dollars canadiens", Currency(*b"CAD")),
    ("dollar canadien", Currency(*b"CAD")),
    ("canadian dollars", Currency(*b"CAD")),
    ("canadian dollar", Currency(*b"CAD")),
    ("dollars", Currency::USD),
    ("dollar", Currency::USD),
    ("dirhams", Currency::MAD),
    ("dirham", Currency::MAD),
    ("pounds", Currency::GBP),
    ("pound", Currency::GBP),
    ("f. cfa", Currency::XOF),
    ("f cfa", Currency::XOF),
    ("f.cfa", Currency::XOF),
    ("euros", Currency::EUR),
    ("euro", Currency::EUR),
    ("fcfa", Currency::XOF),
    ("franken", Currency::CHF),
    ("us$", Currency::USD),
    ("$us", Currency::USD),
    ("ca$", Currency(*b"CAD")),
    ("ca $", Currency(*b"CAD")),
    ("$ ca", Currency(*b"CAD")),
    ("$ca", Currency(*b"CAD")),
    ("c$", Currency(*b"CAD")),
    ("au$", Currency(*b"AUD")),
    ("a$", Currency(*b"AUD")),
    ("nz$", Currency(*b"NZD")),
    ("hk$", Currency(*b"HKD")),
    ("s$", Currency(*b"SGD")),
    ("sfr.", Currency::CHF),
    ("cfa", Currency::XOF),
    ("eur", Currency::EUR),
    ("xof", Currency::XOF),
    ("xaf", Currency::XAF),
    ("usd", Currency::USD),
    ("gbp", Currency::GBP),
    ("chf", Currency::CHF),
    ("sfr", Currency::CHF),
    ("mad", Currency::MAD),
    ("dhs", Currency::MAD),
    ("cad", Currency(*b"CAD")),
    ("tnd", Currency(*b"TND")),
    ("gnf", Currency(*b"GNF")),
    ("xpf", Currency(*b"XPF")),
    ("jpy", Currency(*b"JPY")),
    ("ngn", Currency(*b"NGN")),
    ("ghs", Currency(*b"GHS")),
    ("dh", Currency::MAD),
    ("€", Currency::EUR),
    ("$", Currency::USD),
    ("£", Currency::GBP),
];

/// Which ASCII characters a spelling begins with, in lower case: a bit for each.
const BEGINNINGS: u128 = {
    let mut begins = 0;
    let mut rest: &[(&str, Currency)] = SPELLINGS;
    while let Some(((spelling, _), others)) = rest.split_first() {
        if let Some(first @ 0..128) = spelling.as_bytes().first() {
            begins |= 1 << *first;
        }
        rest = others;
    }
    begins
};

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
    /// The West African CFA franc.
    pub const XOF: Self = Self(*b"XOF");
    /// The Central African CFA franc.
    pub const XAF: Self = Self(*b"XAF");
    /// The United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// The pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// The Swiss franc.
    pub const CHF: Self = Self(*b"CHF");
    /// The Moroccan dirham.
    pub const MAD: Self = Self(*b"MAD");

    /// Reads a code of three letters, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The currency whose spelling `text` begins with, in any case, and the
    /// length of the spelling in bytes: `€`, `EUR`, `F CFA`, `US$`, `francs CFA`.
    /// Spaces in a spelling match any space.
    pub fn at_start(text: &str) -> Option<(Self, usize)> {
        // Asked at every word: most begin no currency.
        let mut start = text.bytes().map(|byte| byte.to_ascii_lowercase());
        let (first, second) = (start.next()?, start.next());
        if first.is_ascii() && BEGINNINGS >> first & 1 == 0 {
            return None;
        }
        let may_match = |spelling: &str| {
            let mut wanted = spelling.bytes();
            wanted.next() == Some(first)
                && wanted.next().is_none_or(|byte| byte == b' ' || Some(byte) == second)
        };
        SPELLINGS.iter().filter(|(spelling, _)| may_match(spelling)).find_map(|(spelling, currency)| {
            let length = match_spelling(text, spelling)?;
            let next = text.get(length..)?.chars().next();
            let word = spelling.ends_with(char::is_alphabetic);
            (!(word && next.is_some_and(char::is_alphanumeric))).then_some((*currency, length))
        })
    }

    /// Reads a code, a symbol or a name, and nothing else.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        match Self::at_start(text) {
            Some((currency, length)) if length == text.len() => Some(currency),
            _ => Self::from_code(text),
        }
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The symbol set beside amounts; the code where it has none.
    pub fn symbol(&self) -> &str {
        match &self.0 {
            b"EUR" => "€",
            b"USD" => "$",
            b"GBP" => "£",
            b"XOF" | b"XAF" => "FCFA",
            _ => self.code(),
        }
    }

    /// What it is called in a sentence, in the languages of messages; the code
    /// where no name is known.
    pub fn name(&self, language: Language) -> &str {
        let (french, english) = match &self.0 {
            b"EUR" => ("euro", "euro"),
            b"USD" => ("dollar", "dollar"),
            b"GBP" => ("livre sterling", "pound"),
            b"XOF" | b"XAF" => ("franc CFA", "CFA franc"),
            b"CHF" => ("franc suisse", "Swiss franc"),
            b"MAD" => ("dirham", "dirham"),
            _ => (self.code(), self.code()),
        };
        language.pick(french, english)
    }

    /// Whether it is a dollar of another country than the United States, or a peso,
    /// which its documents write `$` too.
    pub fn is_dollar(&self) -> bool {
        matches!(
            &self.0,
            b"CAD"
                | b"AUD"
                | b"NZD"
                | b"SGD"
                | b"HKD"
                | b"BZD"
                | b"BBD"
                | b"JMD"
                | b"TTD"
                | b"XCD"
                | b"TWD"
                | b"FJD"
                | b"NAD"
                | b"MXN"
                | b"ARS"
                | b"CLP"
                | b"COP"
                | b"UYU"
                | b"DOP"
        )
    }

    /// Whether it is one of the two CFA francs, which are written alike.
    pub fn is_cfa(self) -> bool {
        matches!(self, Self::XOF | Self::XAF)
    }

    /// The decimals of its minor unit (ISO 4217): 2 for the euro, none for the
    /// CFA francs.
    pub fn minor_units(self) -> u32 {
        match &self.0 {
            b"XOF" | b"XAF" | b"XPF" | b"JPY" | b"KRW" | b"GNF" | b"CLP" | b"VND" | b"UGX" | b"RWF"
            | b"BIF" | b"DJF" | b"KMF" | b"PYG" | b"VUV" | b"ISK" => 0,
            b"TND" | b"KWD" | b"BHD" | b"JOD" | b"LYD" | b"OMR" | b"IQD" => 3,
            _ => 2,
        }
    }
}

/// The length of the beginning of `text` that reads as `spelling`, which is in
/// lower case.
fn match_spelling(text: &str, spelling: &str) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for expected in spelling.chars() {
        let found = chars.next()?;
        let same = if expected == ' ' {
            found.is_whitespace()
        } else {
            found == expected || found.to_lowercase().eq([expected])
        };
        if !same {
            return None;
        }
        length += found.len_utf8();
    }
    Some(length)
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Language};

    #[test]
    fn codes_are_read_in_any_case_and_know_their_minor_unit() {
        assert_eq!(Currency::from_code("eur"), Some(Currency::EUR));
        assert_eq!(Currency::from_code("EURO"), None);
        assert_eq!(Currency::XOF.minor_units(), 0);
        assert_eq!(Currency::EUR.minor_units(), 2);
        assert_eq!(Currency::from_code("TND").map(Currency::minor_units), Some(3));
    }

    #[test]
    fn messages_call_a_currency_by_its_name_and_by_its_code_where_it_has_none() {
        let names = |currency: Currency| {
            [Language::French, Language::English].map(|language| currency.name(language).to_owned())
        };
        let of = |code: &str| names(Currency::from_code(code).unwrap());
        assert_eq!(names(Currency::EUR), ["euro", "euro"]);
        assert_eq!(names(Currency::USD), ["dollar", "dollar"]);
        assert_eq!(names(Currency::GBP), ["livre sterling", "pound"]);
        assert_eq!(names(Currency::XOF), ["franc CFA", "CFA franc"]);
        assert_eq!(of("XAF"), ["franc CFA", "CFA franc"]);
        assert_eq!(of("CHF"), ["franc suisse", "Swiss franc"]);
        assert_eq!(of("MAD"), ["dirham", "dirham"]);
        assert_eq!(of("CAD"), ["CAD", "CAD"]);
        assert_eq!(format!("{:?}", Currency::EUR), "EUR");
    }

    #[test]
    fn a_spelling_is_a_whole_word_and_the_longest_wins() {
        assert_eq!(Currency::at_start("F CFA HT"), Some((Currency::XOF, 5)));
        assert_eq!(Currency::at_start("F\u{a0}CFA"), Some((Currency::XOF, 6)));
        assert_eq!(Currency::at_start("euros HT"), Some((Currency::EUR, 5)));
        assert_eq!(Currency::at_start("European"), None);
        assert_eq!(Currency::at_start("made in"), None);
        assert_eq!(Currency::at_start("€/mois"), Some((Currency::EUR, 3)));
        assert_eq!(Currency::at_start("C$2,000"), Currency::from_code("CAD").map(|cad| (cad, 2)));
        assert_eq!(Currency::at_start("US$20"), Some((Currency::USD, 3)));
    }
}
