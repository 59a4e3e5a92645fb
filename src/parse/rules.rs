//! The rules of what reading a note can find.

use crate::declare_rule;
use crate::diagnostics::Rule;

/// Every rule that parsing raises.
pub static RULES: &[&Rule] = &[
    &FRONTMATTER_INVALID,
    &FRONTMATTER_LATE,
    &FRONTMATTER_UNKNOWN_KEY,
    &DATE_UNREADABLE,
    &IMAGE_MISSING,
    &IMAGE_REMOTE,
    &IMAGE_FORMAT,
    &EMBED_MISSING,
    &EMBED_CYCLE,
    &EMBED_TOO_DEEP,
    &LINK_UNRESOLVED,
    &PATH_OUTSIDE,
    &NESTING_TOO_DEEP,
    &DOCUMENT_TOO_LONG,
    &TABLE_TOO_LARGE,
    &HTML_SHOWS_HIDDEN,
    &HTML_SWALLOWS_TEXT,
    &HTML_UNKNOWN_TAG,
    &HTML_UNBALANCED,
    &COMMENT_UNCLOSED,
    &COMMENT_SHOWN,
    &FENCE_UNCLOSED,
    &HEADING_BY_ACCIDENT,
    &SPACE_AFTER_MARKER,
    &EMPHASIS_UNCLOSED,
    &LIST_BY_ACCIDENT,
    &TABLE_PIPE_UNESCAPED,
    &TABLE_CELL_DROPPED,
    &DOLLAR_BECAME_MATH,
    &FORMULA_UNCLOSED,
    &BLOCK_NOT_RUN,
    &INLINE_FIELD,
    &FOOTNOTE_UNDEFINED,
    &MEDIA_NOT_PRINTED,
];

declare_rule! {
    /// The frontmatter is not valid YAML, or a value in it cannot be what its
    /// key says. Obsidian then shows it in red and reads nothing of it: client,
    /// date and number would be missing on the page. The body is read all the
    /// same.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// client: ACME: Paris
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// client: "ACME: Paris"
    /// ---
    /// ```
    pub FRONTMATTER_INVALID = "frontmatter-invalid", Error
}

declare_rule! {
    /// Something stands before the `---` that should open the frontmatter, be it
    /// an empty line. Obsidian then takes it for text: the data is ignored and
    /// printed as a rule and a heading.
    ///
    /// Wrong:
    ///
    /// ```markdown
    ///
    /// ---
    /// client: ACME
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// client: ACME
    /// ---
    /// ```
    pub FRONTMATTER_LATE = "frontmatter-late", Warning
}

declare_rule! {
    /// A property whose name looks like a misspelling of one that is read.
    ///
    /// What it says is ignored: the client is missing from the cover, the
    /// validity from the check. Any other property is the author's own.
    ///
    /// Wrong:
    /// ```markdown
    /// ---
    /// cleint: YAS
    /// ---
    /// ```
    /// Right:
    /// ```markdown
    /// ---
    /// client: YAS
    /// ---
    /// ```
    pub FRONTMATTER_UNKNOWN_KEY = "frontmatter-unknown-key", Warning
}

declare_rule! {
    /// A date in the frontmatter cannot be read. Prices are checked as of the
    /// document's date, so a date that is lost changes which prices hold.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// date: 32 mai 2025
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// date: 16 mai 2025
    /// ---
    /// ```
    pub DATE_UNREADABLE = "date-unreadable", Warning
}

declare_rule! {
    /// An image is not in the project, or its name is a remnant of a template.
    /// Obsidian shows a box with the file's name; on a page for a client that box
    /// is a mistake. The finding names the places that were looked at and the
    /// files with the nearest names.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[logo-exampel.png]]
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[logo-exemple.png]]
    /// ```
    pub IMAGE_MISSING = "image-missing", Error
}

declare_rule! {
    /// An image lies on the network. It is never fetched, since the same note must
    /// give the same pages everywhere: the page shows its description.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![Schéma](https://example.org/schema.png)
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[schema.png]]
    /// ```
    pub IMAGE_REMOTE = "image-remote", Warning
}

declare_rule! {
    /// An image is in a format that cannot be set (AVIF, TIFF, HEIC), or a page of
    /// a PDF file cannot be read.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[photo.avif]]
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[photo.png]]
    /// ```
    pub IMAGE_FORMAT = "image-format", Error
}

declare_rule! {
    /// An embedded note, heading or block does not exist, so that a part of the
    /// proposal would be missing.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[CGV#Payement]]
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[CGV#Paiement]]
    /// ```
    pub EMBED_MISSING = "embed-missing", Error
}

declare_rule! {
    /// A note embeds itself, directly or through others, and would never end. The
    /// finding shows the chain. What two notes have in common belongs into a third
    /// that both embed.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[a]]
    /// ```
    ///
    /// where `a.md` holds:
    ///
    /// ```markdown
    /// ![[b]]
    /// ```
    ///
    /// where `b.md` holds:
    ///
    /// ```markdown
    /// ![[a]]
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[CGV]]
    /// ```
    pub EMBED_CYCLE = "embed-cycle", Error
}

declare_rule! {
    /// Notes embed notes more than five levels deep, where Obsidian stops, or
    /// bring in more text than a document can hold.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[1]]
    /// ```
    ///
    /// where `1.md` holds:
    ///
    /// ```markdown
    /// ![[2]]
    /// ```
    ///
    /// where `2.md` holds:
    ///
    /// ```markdown
    /// ![[3]]
    /// ```
    ///
    /// where `3.md` holds:
    ///
    /// ```markdown
    /// ![[4]]
    /// ```
    ///
    /// where `4.md` holds:
    ///
    /// ```markdown
    /// ![[5]]
    /// ```
    ///
    /// where `5.md` holds:
    ///
    /// ```markdown
    /// ![[6]]
    /// ```
    ///
    /// where `6.md` holds:
    ///
    /// ```markdown
    /// Fin.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[2]]
    /// ```
    pub EMBED_TOO_DEEP = "embed-too-deep", Error
}

declare_rule! {
    /// A link leads to a note, heading or block that does not exist. The page shows
    /// its text without a link.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ## Tarification annuelle
    ///
    /// Voir [[#Tarif]].
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ## Tarification annuelle
    ///
    /// Voir [[#Tarification annuelle]].
    /// ```
    pub LINK_UNRESOLVED = "link-unresolved", Warning
}

declare_rule! {
    /// A link, image or embed leads out of the project. Nothing outside is read:
    /// the same project must give the same pages on every machine, and a note must
    /// not be able to print other files.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![](../../autre/logo.png)
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[logo-exemple.png]]
    /// ```
    pub PATH_OUTSIDE = "path-outside", Error
}

declare_rule! {
    /// Quotes, lists, callouts or styles are nested deeper than can be set. What is
    /// deeper is set at the last level; nothing is lost.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// > > > > > > > > > > > > > > > > > > Texte
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// > > > Texte
    /// ```
    pub NESTING_TOO_DEEP = "nesting-too-deep", Error
}

declare_rule! {
    /// A note has more parts (paragraphs, items, cells, links, words that are
    /// styled) than a document of a thousand pages: the memory that they take is
    /// bounded. What is beyond the bound is not read.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// - Article
    /// …
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[articles.pdf]]
    /// ```
    pub DOCUMENT_TOO_LONG = "document-too-long", Error
}

declare_rule! {
    /// A table has more cells than can be set; the rows beyond are left out.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Article | Référence | Prix HT |
    /// |---|---|---:|
    /// | Vis | V-1 | 1 € |
    /// …
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ![[tarif.pdf]]
    /// ```
    pub TABLE_TOO_LARGE = "table-too-large", Error
}

declare_rule! {
    /// Markdown stands inside an HTML block, where it is not read: the page shows
    /// the asterisks and brackets. A blank line ends an HTML block. A page break
    /// is an HTML block too; what follows it is read all the same, but Obsidian
    /// shows it raw.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// <div align="center">**Offre** de service</div>
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// <div align="center"><b>Offre</b> de service</div>
    /// ```
    pub HTML_SWALLOWS_TEXT = "html-swallows-text", Warning
}

declare_rule! {
    /// An HTML element that hides what it holds, but not what follows an empty
    /// line: Obsidian closes it there and shows the rest, and so does the page.
    /// What a client must not read belongs into a comment.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// <div hidden>
    ///
    /// Marge : 40 %
    ///
    /// </div>
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// %%
    /// Marge : 40 %
    /// %%
    /// ```
    pub HTML_SHOWS_HIDDEN = "html-shows-hidden", Error
}

declare_rule! {
    /// A tag that HTML does not know. Obsidian swallows it, and so does the page;
    /// it is usually a placeholder that was forgotten.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Pour <client>, nous proposons
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Pour ACME, nous proposons
    /// ```
    pub HTML_UNKNOWN_TAG = "html-unknown-tag", Warning
}

declare_rule! {
    /// An HTML element is opened and not closed in the same paragraph, or closed
    /// and never opened. Its style ends with the paragraph.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// un <b>mot en gras
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// un <b>mot</b> en gras
    /// ```
    pub HTML_UNBALANCED = "html-unbalanced", Warning
}

declare_rule! {
    /// A comment that starts with `%%` at the start of a line, or with `<!--`, is
    /// never closed: everything to the end of the note is hidden.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// %% à revoir
    ///
    /// ## Prix
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// %% à revoir %%
    ///
    /// ## Prix
    /// ```
    pub COMMENT_UNCLOSED = "comment-unclosed", Warning
}

declare_rule! {
    /// What looks like a comment is printed: a `%%` within a line that no other
    /// `%%` on this line closes, or a `<!--` that its paragraph does not close.
    /// Obsidian prints it, too. A comment over several lines begins at the start
    /// of a line.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Audit flash %% marge 40 %,
    /// remise possible %%
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Audit flash
    /// %% marge 40 %,
    /// remise possible %%
    /// ```
    pub COMMENT_SHOWN = "comment-shown", Error
}

declare_rule! {
    /// A code block is never closed: everything to the end of the note is set as
    /// code.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ~~~yaml
    /// noeuds: 3
    ///
    /// ## Prix
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ~~~yaml
    /// noeuds: 3
    /// ~~~
    ///
    /// ## Prix
    /// ```
    pub FENCE_UNCLOSED = "fence-unclosed", Warning
}

declare_rule! {
    /// A line of text becomes a heading because a line of `---` or `===` follows
    /// directly. Meant was most likely a rule. Short lines without an amount or a
    /// final stop are taken for headings that are meant.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Le prix est de 100 €, payable à la commande.
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Le prix est de 100 €, payable à la commande.
    ///
    /// ---
    /// ```
    pub HEADING_BY_ACCIDENT = "heading-by-accident", Warning
}

declare_rule! {
    /// A non-breaking space stands after `#`, `-` or `[ ]` (Option+Space on a Mac),
    /// so that the line is no heading, item or task: the page shows the marker.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// # Titre
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// # Titre
    /// ```
    pub SPACE_AFTER_MARKER = "space-after-marker", Warning
}

declare_rule! {
    /// Asterisks that were meant to close bold text do not: after punctuation and
    /// before a letter or figure they are text, and what follows is set wrongly.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// **Prix :**100 €
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// **Prix :** 100 €
    /// ```
    pub EMPHASIS_UNCLOSED = "emphasis-unclosed", Warning
}

declare_rule! {
    /// A line becomes a list because it begins with `+ 20 %` or with a year and a
    /// full stop; or a bullet below a numbered item is not indented enough to
    /// belong to it.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Total
    /// + 20 % TVA
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Total
    /// \+ 20 % TVA
    /// ```
    pub LIST_BY_ACCIDENT = "list-by-accident", Warning
}

declare_rule! {
    /// A link with `|` in a table splits the cell.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Document | Prix |
    /// |---|---|
    /// | [[CGV|nos conditions]] | 100 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Document | Prix |
    /// |---|---|
    /// | [[CGV\|nos conditions]] | 100 € |
    /// ```
    pub TABLE_PIPE_UNESCAPED = "table-pipe-unescaped", Warning
}

declare_rule! {
    /// A row has more cells than the table has columns. Obsidian drops what is
    /// beyond, be it a price.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Poste | Prix |
    /// |---|---|
    /// | Audit | 2 jours | 1 800 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Poste | Durée | Prix |
    /// |---|---|---|
    /// | Audit | 2 jours | 1 800 € |
    /// ```
    pub TABLE_CELL_DROPPED = "table-cell-dropped", Warning
}

declare_rule! {
    /// Two dollar signs make the text between them a formula, in Obsidian too.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// 20$/mois et 30$/mois
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// 20\$/mois et 30\$/mois
    /// ```
    pub DOLLAR_BECAME_MATH = "dollar-became-math", Warning
}

declare_rule! {
    /// A formula that is opened by `$$` and never closed: its source is printed.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// $$
    /// C = n \times p
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// $$
    /// C = n \times p
    /// $$
    /// ```
    pub FORMULA_UNCLOSED = "formula-unclosed", Warning
}

declare_rule! {
    /// A block of code is one that a plugin of Obsidian would run (`dataview`,
    /// `tasks`, `query`, …). It cannot be run here, and nothing is printed in its
    /// place.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ~~~dataview
    /// TABLE prix
    /// ~~~
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Poste | Prix |
    /// |---|---|
    /// | Audit | 1 800 € |
    /// ```
    pub BLOCK_NOT_RUN = "block-not-run", Warning
}

declare_rule! {
    /// A Dataview field or query stands in the text. Without the plugin it is
    /// printed as it stands.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// budget:: 9000
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// budget: 9000
    /// ---
    /// ```
    pub INLINE_FIELD = "inline-field", Warning
}

declare_rule! {
    /// A footnote is referred to and not defined: the page shows `[^1]`.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Prix hors taxes[^1]
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Prix hors taxes[^1]
    ///
    /// [^1]: TVA en sus.
    /// ```
    pub FOOTNOTE_UNDEFINED = "footnote-undefined", Warning
}

declare_rule! {
    /// Sound, film, a canvas or an embedded web page cannot be printed; the page
    /// shows its name.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[demo.mp4]]
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// [Démonstration](https://example.org/demo.mp4)
    /// ```
    pub MEDIA_NOT_PRINTED = "media-not-printed", Warning
}
