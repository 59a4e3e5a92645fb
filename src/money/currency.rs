use std::fmt;

/// A currency: an ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

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

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
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
    use super::Currency;

    #[test]
    fn codes_are_read_in_any_case_and_know_their_minor_unit() {
        assert_eq!(Currency::from_code("eur"), Some(Currency::EUR));
        assert_eq!(Currency::from_code("EURO"), None);
        assert_eq!(Currency::XOF.minor_units(), 0);
        assert_eq!(Currency::EUR.minor_units(), 2);
        assert_eq!(Currency::from_code("TND").map(Currency::minor_units), Some(3));
    }
}
