//! Which source file uses which, read from the sources themselves: `use` trees, paths in the code, and what modules hand
//! on with `pub use`. A facade that only hands names on uses nobody; whoever takes a name from it uses the file that
//! defines the name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by its path from the top of `src`: `["index", "writer"]`, `["bin", "morgue", "args"]`.
type ModulePath = Vec<String>;

/// The source files of the program and who uses whom.
pub(crate) struct Sources {
    modules: BTreeMap<ModulePath, Module>,
}

/// One file.
struct Module {
    path: PathBuf,
    /// Names of what it defines.
    defines: BTreeSet<String>,
    /// Names that stand for something elsewhere, handed on or not, with where they come from.
    imports: BTreeMap<String, ModulePath>,
    /// Modules of which all names are handed on.
    globs: Vec<ModulePath>,
    /// Paths that its own code names, from the top.
    uses: BTreeSet<ModulePath>,
}

impl Sources {
    /// Reads all files below `src`; those of tests are left out.
    pub(crate) fn read() -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = walkdir::WalkDir::new(&source).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "rs"));
        let paths: BTreeMap<ModulePath, PathBuf> = files.map(|path| (module_path(&source, &path), path)).collect();
        let is_test = |module: &ModulePath| module.last().is_some_and(|name| name == "tests");
        let known: BTreeSet<ModulePath> = paths.keys().filter(|module| !is_test(module)).cloned().collect();
        let modules = paths.into_iter().filter(|(module, _)| !is_test(module)).map(|(module, path)| {
            let text = fs::read_to_string(&path).unwrap();
            (module.clone(), Module::read(&module, path, &text, &known))
        });
        Self { modules: modules.collect() }
    }

    /// Who uses whom, by the paths of the files.
    pub(crate) fn arrows(&self) -> BTreeMap<&Path, BTreeSet<&Path>> {
        let arrows = self.modules.iter().map(|(name, module)| {
            let used = module.uses.iter().filter_map(|path| self.definer(path, 0)).filter(|used| *used != name);
            (module.path.as_path(), used.map(|used| self.modules[used].path.as_path()).collect())
        });
        arrows.collect()
    }

    /// The module that defines what a path names: followed through what modules hand on.
    fn definer(&self, path: &[String], depth: usize) -> Option<&ModulePath> {
        const FACADES_MAX: usize = 16;
        if depth > FACADES_MAX {
            return None;
        }
        let (name, module) = (0..=path.len()).rev().find_map(|length| self.modules.get_key_value(&path[..length]))?;
        let Some(item) = path.get(name.len()) else {
            return Some(name);
        };
        if module.defines.contains(item) {
            return Some(name);
        }
        if let Some(import) = module.imports.get(item) {
            let rest = &path[name.len() + 1..];
            return self.definer(&[import, rest].concat(), depth + 1);
        }
        let through_globs = module.globs.iter().find_map(|glob| {
            let target = self.definer(&[&glob[..], std::slice::from_ref(item)].concat(), depth + 1)?;
            self.modules[target].defines.contains(item).then_some(target)
        });
        through_globs.or(Some(name))
    }

    /// Files that use each other in a circle, each circle once.
    pub(crate) fn circles(&self) -> Vec<Vec<&Path>> {
        let arrows = self.arrows();
        let reach: BTreeMap<&Path, BTreeSet<&Path>> =
            arrows.keys().map(|file| (*file, reachable(file, &arrows))).collect();
        let mut circles: BTreeSet<Vec<&Path>> = BTreeSet::new();
        for (file, reached) in &reach {
            if reached.contains(file) {
                circles.insert(reached.iter().copied().filter(|other| reach[other].contains(file)).collect());
            }
        }
        circles.into_iter().collect()
    }
}

fn reachable<'a>(from: &'a Path, arrows: &BTreeMap<&'a Path, BTreeSet<&'a Path>>) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Path> = arrows[from].iter().copied().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(&arrows[next]);
        }
    }
    reached
}

fn module_path(source: &Path, file: &Path) -> ModulePath {
    let relative = file.strip_prefix(source).unwrap().with_extension("");
    let mut names: ModulePath = relative.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        names.pop();
    }
    names
}

impl Module {
    fn read(name: &ModulePath, path: PathBuf, text: &str, known: &BTreeSet<ModulePath>) -> Self {
        let tokens = without_tests(&tokens(text));
        let mut module =
            Self { path, defines: BTreeSet::new(), imports: BTreeMap::new(), globs: Vec::new(), uses: BTreeSet::new() };
        let (mut place, mut depth) = (0, 0_usize);
        let mut paths = Vec::new();
        while place < tokens.len() {
            match tokens[place].as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "use" => {
                    let end = (place..tokens.len()).find(|at| tokens[*at] == ";").unwrap_or(tokens.len());
                    let is_handed_on = place > 0 && matches!(tokens[place - 1].as_str(), "pub" | ")");
                    module.take_use(name, &tokens[place + 1..end], is_handed_on, known);
                    place = end;
                }
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "macro_rules" if depth == 0 => {
                    let after = tokens[place + 1..].iter().find(|token| *token != "!" && *token != "mut");
                    module.defines.extend(after.cloned());
                }
                // `pub(in crate::format)` says who may look, not what is used.
                "in" if place > 0 && tokens[place - 1] == "(" => {
                    place = (place..tokens.len()).find(|at| tokens[*at] == ")").unwrap_or(place);
                }
                _ if is_name(&tokens[place]) && tokens.get(place + 1).is_some_and(|next| next == "::") => {
                    let mut written = vec![tokens[place].clone()];
                    while tokens.get(place + 1).is_some_and(|next| next == "::")
                        && tokens.get(place + 2).is_some_and(|next| is_name(next))
                    {
                        written.push(tokens[place + 2].clone());
                        place += 2;
                    }
                    paths.push(written);
                }
                _ => {}
            }
            place += 1;
        }
        for written in paths {
            let from_top = from_top(name, &written, known).or_else(|| {
                let import = module.imports.get(&written[0])?;
                Some([&import[..], &written[1..]].concat())
            });
            module.uses.extend(from_top);
        }
        module
    }

    fn take_use(&mut self, module: &ModulePath, tree: &[String], is_handed_on: bool, known: &BTreeSet<ModulePath>) {
        for (written, given) in leaves(tree) {
            let Some(path) = from_top(module, &written, known) else {
                continue;
            };
            if given == "*" {
                self.globs.push(path.clone());
            } else {
                self.imports.insert(given, path.clone());
            }
            if !is_handed_on {
                self.uses.insert(path);
            }
        }
    }
}

/// A path from the top of `src`; `None` for one that begins in another crate.
fn from_top(module: &ModulePath, written: &[String], known: &BTreeSet<ModulePath>) -> Option<ModulePath> {
    let in_program = module.first().is_some_and(|first| first == "bin");
    let root = if in_program { module.iter().take(2).cloned().collect() } else { ModulePath::new() };
    let mut base = match written[0].as_str() {
        "crate" => root,
        "morgue" if in_program => ModulePath::new(),
        "self" => module.clone(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        child => {
            let child = [&module[..], &[child.to_owned()]].concat();
            known.contains(&child).then_some(child)?
        }
    };
    for name in &written[1..] {
        if name == "super" {
            base.pop();
        } else {
            base.push(name.clone());
        }
    }
    Some(base)
}

/// The paths of a `use` tree, each with the name that it gets.
fn leaves(tree: &[String]) -> Vec<(Vec<String>, String)> {
    let mut prefix = Vec::new();
    let mut place = 0;
    while place < tree.len() {
        match tree[place].as_str() {
            "::" => {}
            "{" => {
                let inner = &tree[place + 1..tree.len() - 1];
                let branches = branches(inner).into_iter().flat_map(leaves);
                return branches.map(|(path, given)| ([&prefix[..], &path].concat(), given)).collect();
            }
            "*" => return vec![(prefix, "*".to_owned())],
            "as" => return vec![(prefix, tree[place + 1].clone())],
            name => prefix.push(name.to_owned()),
        }
        place += 1;
    }
    if prefix.len() > 1 && prefix.last().is_some_and(|last| last == "self") {
        prefix.pop();
    }
    let given = prefix.last().cloned().unwrap_or_default();
    // `self` within braces is the module before them.
    vec![(prefix, given)]
}

/// The parts of a list between commas, those within inner braces left together.
fn branches(list: &[String]) -> Vec<&[String]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (place, token) in list.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&list[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Leaves out what stands in `#[cfg(test)] mod … { … }`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const BEGINNING: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::with_capacity(tokens.len());
    let mut place = 0;
    while place < tokens.len() {
        let begins =
            tokens[place..].iter().zip(BEGINNING).filter(|(token, part)| token == part).count() == BEGINNING.len();
        let behind = place + BEGINNING.len();
        if !begins {
            kept.push(tokens[place].clone());
            place += 1;
            continue;
        }
        let end =
            (behind..tokens.len()).find(|at| tokens[*at] == "{" || tokens[*at] == ";").unwrap_or(tokens.len() - 1);
        place = if tokens[end] == "{" { closing(tokens, end) + 1 } else { end + 1 };
    }
    kept
}

fn closing(tokens: &[String], open: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return place,
            "}" => depth -= 1,
            _ => {}
        }
    }
    tokens.len() - 1
}

/// Names, `::` and single signs; comments and literals are left out.
fn tokens(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let at = |place: usize| characters.get(place).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let mut place = 0;
    while place < characters.len() {
        match (at(place), at(place + 1)) {
            ('/', '/') => place = (place..characters.len()).find(|here| at(*here) == '\n').unwrap_or(characters.len()),
            ('/', '*') => {
                let end = (place + 2..characters.len()).find(|here| (at(*here), at(*here + 1)) == ('*', '/'));
                place = end.map_or(characters.len(), |end| end + 2);
            }
            ('r', '"' | '#') if at(place + 1) == '"' || at(place + 2) == '"' || at(place + 2) == '#' => {
                let hashes = (place + 1..characters.len()).take_while(|here| at(*here) == '#').count();
                let closes = |here: &usize| at(*here) == '"' && (1..=hashes).all(|after| at(here + after) == '#');
                let end = (place + hashes + 2..characters.len()).find(closes).unwrap_or(characters.len());
                place = end + hashes + 1;
            }
            ('"', _) => {
                place += 1;
                while place < characters.len() && at(place) != '"' {
                    place += if at(place) == '\\' { 2 } else { 1 };
                }
                place += 1;
            }
            ('\'', '\\') => {
                place = (place + 3..characters.len()).find(|here| at(*here) == '\'').unwrap_or(characters.len()) + 1;
            }
            ('\'', _) if at(place + 2) == '\'' => place += 3,
            (':', ':') => {
                tokens.push("::".to_owned());
                place += 2;
            }
            (first, _) if first.is_alphanumeric() || first == '_' => {
                let word: String =
                    characters[place..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
                place += word.chars().count();
                tokens.push(word);
            }
            (blank, _) if blank.is_whitespace() => place += 1,
            (sign, _) => {
                tokens.push(sign.to_string());
                place += 1;
            }
        }
    }
    tokens
}
