use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;

use super::fill::{self, Value};
use super::item::{StarterItem, Terms, Wanted, look_up};
use super::{Validity, numbers, slug, table};
use crate::catalog::Catalog;
use crate::language::Language;
use crate::money::Decimal;
use crate::proposal::in_words;
use crate::settings::{Brand, Policy, brand};
use crate::source::{self, Sources};
use crate::workspace::{Failure, Project, Workspace, create};
use crate::yaml::nearest;

/// The starters that are built in: name, language, text.
const BUILT_IN: &[(&str, Language, &str)] = &[
    ("proposition", Language::French, include_str!("../../../templates/starters/proposition.md")),
    ("devis", Language::French, include_str!("../../../templates/starters/devis.md")),
    ("proposal", Language::English, include_str!("../../../templates/starters/proposal.md")),
    ("quote", Language::English, include_str!("../../../templates/starters/quote.md")),
];

/// Where a project keeps starters of its own.
const FOLDER: &str = "templates/starters";

/// What a new proposal should be.
#[derive(Debug, Clone, Default)]
pub struct Request<'a> {
    /// The name: it becomes the file's name and, without a title, the title.
    pub name: &'a str,
    /// The starter; the one of the project's language where it is not said.
    pub starter: Option<&'a str>,
    /// The language of a starter that says none, and which one is taken where
    /// none is named.
    pub language: Option<Language>,
    /// The client.
    pub client: Option<&'a str>,
    /// The title.
    pub title: Option<&'a str>,
    /// The date of issue.
    pub date: NaiveDate,
    /// How long it may be accepted.
    pub validity: Validity,
    /// The items that it sells.
    pub items: &'a [Wanted],
}

/// A proposal that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// Where it lies.
    pub path: PathBuf,
    /// Its number.
    pub number: String,
    /// The placeholders whose value is not known, which `check` reports until
    /// they are filled in.
    pub open: Vec<&'static str>,
}

/// Makes a new proposal from a starter.
///
/// # Errors
///
/// Where a file of that name exists, the starter or an item is unknown, the
/// catalog is needed and missing, or the note cannot be written.
pub fn new(workspace: &Workspace, request: &Request<'_>) -> Result<NewNote, Failure> {
    let (project, policy) = (&workspace.project, &workspace.policy);
    let folder = folder(project, policy)?;
    let Some(name) = slug::slug(request.name) else {
        return Err(Failure::new(format!("`{}` leaves no name for a file", request.name)));
    };
    let path = folder.join(format!("{name}.md"));
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(format!("{}: this file exists already", path.display()))
            .help("give the proposal another name; nothing is ever written over a note"));
    }
    let language = request.language.or(policy.language.as_ref().map(|field| field.value)).unwrap_or_default();
    let starter = starter(workspace, request.starter, language)?;
    let language = starter.language;
    let country = policy.country.as_ref().map(|country| country.value.as_str());
    let terms = Terms { date: request.date, language, country };
    let lines = lines(workspace.price_list(), request.items, &terms)?;
    let brand = brand(workspace);
    let number = numbers::next(&folder, policy, request.date);
    let facts = Facts {
        title: request.title.map_or_else(|| slug::title(request.name), str::to_owned),
        client: request.client.map(str::to_owned),
        number: number.clone(),
        date: request.date,
        valid_until: request.validity.until(request.date)?,
        company: brand.company.name,
        author: brand.contact.name,
    };
    let (text, open) = compose(&starter, &facts, &lines)?;
    let parent = path.parent().unwrap_or(&folder);
    std::fs::create_dir_all(parent).map_err(|error| Failure::io(parent.display(), error))?;
    create(&path, text.as_bytes()).map_err(|error| Failure::io(path.display(), error))?;
    Ok(NewNote { path, number, open })
}

/// What a starter is filled with.
struct Facts {
    title: String,
    client: Option<String>,
    number: String,
    date: NaiveDate,
    valid_until: NaiveDate,
    company: Option<String>,
    author: Option<String>,
}

/// Fills a starter; with it, the placeholders that it uses and nobody knows a
/// value for.
fn compose(
    starter: &Starter,
    facts: &Facts,
    lines: &[(StarterItem, Decimal)],
) -> Result<(String, Vec<&'static str>), Failure> {
    let language = starter.language;
    let mut open = Vec::new();
    let mut text = |key: &'static str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            (key, Value::Text(value.to_owned()))
        } else {
            open.push(key);
            (key, Value::Open(language.pick("[À compléter]", "[To be completed]")))
        }
    };
    let words = |date| in_words(date, language).replace('\u{a0}', " ");
    let values = [
        text("title", Some(&facts.title)),
        text("client", facts.client.as_deref()),
        text("company", facts.company.as_deref()),
        text("author", facts.author.as_deref()),
        text("number", Some(&facts.number)),
        text("date", Some(&facts.date.to_string())),
        text("date_words", Some(&words(facts.date))),
        text("valid_until", Some(&facts.valid_until.to_string())),
        text("valid_until_words", Some(&words(facts.valid_until))),
        ("items", Value::Markdown(table::tables(lines, language)?)),
    ];
    if lines.is_empty() {
        open.push("items");
    }
    open.retain(|key| starter.text.contains(&format!("{{{{{key}}}}}")));
    Ok((fill::note(&starter.name, &starter.text, &values)?, open))
}

/// The folder of the project's notes.
fn folder(project: &Project, policy: &Policy) -> Result<PathBuf, Failure> {
    let name = policy.proposals.as_ref().map_or("proposals", |field| &field.value);
    if Path::new(name).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(Failure::new(format!("the folder `{name}` of propose.yaml leads out of the project")));
    }
    let folder = project.root.join(name);
    // A link may lead anywhere; notes are made inside only.
    match std::fs::canonicalize(&folder) {
        Ok(real) if !real.starts_with(&project.border) => {
            Err(Failure::new(format!("{}: this folder lies outside the project", folder.display())))
        }
        _ => Ok(folder),
    }
}

struct Starter {
    name: String,
    text: String,
    language: Language,
}

/// The starter of a name, the project's own before a built-in one.
fn starter(workspace: &Workspace, name: Option<&str>, language: Language) -> Result<Starter, Failure> {
    let project = &workspace.project;
    let name =
        name.map_or_else(|| language.pick("proposition", "proposal"), |name| name.trim_end_matches(".md"));
    let path = format!("{FOLDER}/{name}.md");
    if let Ok(bytes) = workspace.files.read(&project.below_root(&path)) {
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::new(format!("{path}: this text is not UTF-8")))?
            .replace("\r\n", "\n");
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let language = language_of(&text).unwrap_or(language);
        return Ok(Starter { name: path, text, language });
    }
    if let Some((name, language, text)) = BUILT_IN.iter().find(|(built_in, _, _)| *built_in == name) {
        return Ok(Starter { name: (*name).to_owned(), text: (*text).to_owned(), language: *language });
    }
    let mut known: Vec<String> = BUILT_IN.iter().map(|(name, _, _)| (*name).to_owned()).collect();
    let own = std::fs::read_dir(project.root.join(FOLDER)).into_iter().flatten().flatten();
    known.extend(own.filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".md")?.to_owned())));
    known.retain(|name| name != "README");
    known.sort();
    known.dedup();
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let failure = Failure::new(format!("there is no starter `{name}`"));
    Err(match nearest(name, &names) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("there are {}", known.join(", "))),
    })
}

/// The language that a starter's own frontmatter names.
fn language_of(text: &str) -> Option<Language> {
    let line = text
        .lines()
        .skip(1)
        .take_while(|line| line.trim_end() != "---")
        .find(|line| ["lang:", "langue:", "language:"].iter().any(|key| line.starts_with(key)))?;
    Language::from_tag(line.split_once(':')?.1.trim().trim_matches(['"', '\'']))
}

fn lines(
    catalog: Option<&Catalog>,
    wanted: &[Wanted],
    terms: &Terms<'_>,
) -> Result<Vec<(StarterItem, Decimal)>, Failure> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let Some(catalog) = catalog else {
        return Err(Failure::new("there is no catalog to take items from").help("`propose init` writes one"));
    };
    wanted.iter().map(|wanted| look_up(catalog, wanted, terms)).collect()
}

/// The brand; a neutral one where its file is missing or broken, which is for
/// `check` to report.
fn brand(workspace: &Workspace) -> Brand {
    let name = match &workspace.policy.brand {
        Some(name) => format!("assets/brands/{}.yaml", name.value),
        None => "assets/brand.yaml".to_owned(),
    };
    let bytes = workspace.files.read(&workspace.project.below_root(&name)).unwrap_or_default();
    let (source, _) = source::read(name, &bytes);
    let text = source.text.clone();
    let file = Sources::new().add(source);
    brand::parse(file, &text, Language::default()).0
}

#[cfg(test)]
mod tests;
