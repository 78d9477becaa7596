//! Thin shells: what Kotlin and Swift never hold, because the core has it.

use crate::rust::{has_word, read};
use crate::tree::Tree;
use crate::{Against, against as found};

/// Why a shell may not, and the words that give it away.
const NEVER: [(&str, &[&str]); 8] = [
    (
        "keeps a database of its own",
        &[
            "SQLiteDatabase",
            "SQLiteOpenHelper",
            "SupportSQLiteDatabase",
            "NSPersistentContainer",
            "ModelContainer",
        ],
    ),
    (
        "keeps copies of what the core keeps",
        &[
            "SharedPreferences",
            "getSharedPreferences",
            "DataStore",
            "UserDefaults",
            "AppStorage",
            "SceneStorage",
        ],
    ),
    (
        "speaks with the service itself",
        &[
            "HttpURLConnection",
            "HttpClient",
            "OkHttpClient",
            "Retrofit",
            "URLSession",
            "URLRequest",
            "WebSocket",
        ],
    ),
    (
        "reads the service's JSON",
        &["JSONObject", "JSONArray", "Gson", "Moshi", "JSONDecoder", "JSONEncoder", "JSONSerialization"],
    ),
    (
        "formats or parses money, dates or numbers",
        &[
            "NumberFormat",
            "DecimalFormat",
            "SimpleDateFormat",
            "DateTimeFormatter",
            "NumberFormatter",
            "DateFormatter",
            "ISO8601DateFormatter",
            "RelativeDateTimeFormatter",
            "toDouble",
            "toBigDecimal",
            "BigDecimal",
            "formatted",
        ],
    ),
    (
        "sums or sorts",
        &[
            "sumOf",
            "sumBy",
            "sortedBy",
            "sortedByDescending",
            "sortedWith",
            "sortBy",
            "sortWith",
            "sorted",
            "average",
            "maxByOrNull",
            "minByOrNull",
            "groupBy",
            "cents",
        ],
    ),
    (
        "reckons with dates",
        &[
            "ChronoUnit",
            "LocalDate.now",
            "LocalDate.of",
            "LocalDate.parse",
            "LocalDateTime",
            "plusDays",
            "minusDays",
            "plusHours",
            "GregorianCalendar",
            "DateComponents",
            "addingTimeInterval",
            "currentTimeMillis",
        ],
    ),
    ("words an error itself", &["localizedDescription", "errorDescription", "localizedMessage"]),
];

/// Folders that draw get records and functions, never the objects that the records come from.
const DRAWS: [&str; 4] = ["android/ui/src/main/", "ios/App/Client/", "ios/App/Helper/", "ios/App/Look/"];
const OBJECTS: [&str; 6] =
    ["CoreInterface", "CoreProtocol", "CoreOwner", "ChangeListener", "subscribe", "KeyVault"];

/// Our own code between the generated bindings and a platform, and the most lines that it may have.
const BRIDGES: [(&str, &[&str]); 2] = [
    ("Kotlin", &["bindings/kotlin/src/main/kotlin/", "android/app/src/main/kotlin/"]),
    ("Swift", &["bindings/swift/Sources/Opstap/", "ios/App/Phone/"]),
];
const BRIDGE_LINES: usize = 600;

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
const MODEL_LINES: usize = 60;

/// What a shell holds that it should not.
pub(crate) fn thick(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, source) in shells(tree).filter(|(path, _)| !is_test(path)) {
        let parts = read(source);
        for (why, words) in NEVER {
            for word in words.iter().filter(|word| has_word(&parts.code, word)) {
                all.push(found(path, format!("{why}: {word}")));
            }
        }
        if DRAWS.iter().any(|folder| path.starts_with(folder)) {
            for word in OBJECTS.iter().filter(|word| has_word(&parts.code, word)) {
                all.push(found(path, format!("holds objects of the core where it draws: {word}")));
            }
        }
        for (line, text) in &parts.texts {
            if is_sentence(text) {
                all.push(found(path, format!("line {line} says itself what the core should say: {text}")));
            }
        }
        for name in ["e.message", "error.message", "it.message"] {
            if has_word(&parts.code, name) {
                all.push(found(path, format!("words an error itself: {name}")));
            }
        }
    }
    all.extend(words_in_resources(tree));
    all
}

/// Files, functions and screen models of one idea, and bridges of a size that can be read in one sitting.
pub(crate) fn large(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, source) in shells(tree) {
        let lines = source.lines().count();
        if lines > FILE_LINES {
            all.push(found(path, format!("has {lines} lines, at most {FILE_LINES}")));
        }
        let code = read(source).code;
        for keyword in ["fun ", "func "] {
            for (name, lines) in bodies(&code, keyword) {
                if lines > FUNCTION_LINES {
                    all.push(found(
                        format!("{path}#{name}"),
                        format!("has {lines} lines, at most {FUNCTION_LINES}"),
                    ));
                }
            }
        }
        if is_test(path) {
            continue;
        }
        for (name, lines) in bodies(&code, "class ").into_iter().chain(bodies(&code, "actor ")) {
            if name.ends_with("Model") && lines > MODEL_LINES {
                all.push(found(
                    format!("{path}#{name}"),
                    format!("has {lines} lines, at most {MODEL_LINES}"),
                ));
            }
        }
    }
    for (name, folders) in BRIDGES {
        let of_bridge =
            shells(tree).filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder)));
        let lines: usize = of_bridge.map(|(_, source)| lines_of_code(source)).sum();
        if lines > BRIDGE_LINES {
            all.push(found(
                folders[0],
                format!("the bridge for {name} has {lines} lines of code, at most {BRIDGE_LINES}"),
            ));
        }
    }
    all
}

/// Lines that are neither empty nor only a comment.
fn lines_of_code(source: &str) -> usize {
    read(source).code.lines().filter(|line| !line.trim().is_empty()).count()
}

/// Types whose names say nothing, or that take SwiftUI's word for what is drawn; and what nobody explained.
pub(crate) fn named(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, source) in shells(tree).filter(|(path, _)| !is_test(path)) {
        let bare = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        for drawer in ["util", "common", "helper", "misc"] {
            if bare.contains(drawer) {
                all.push(found(path, format!("is called {drawer}; name what it is about")));
            }
        }
        let kotlin = ends_with(path, "kt");
        if kotlin {
            let code = read(source).code;
            for keyword in ["class ", "interface "] {
                for name in names(&code, keyword).into_iter().filter(|name| name.ends_with("View")) {
                    all.push(found(
                        path,
                        format!("{name}: a read model is a Summary, a Row, a Page or a Plan"),
                    ));
                }
            }
        }
        if kotlin && path.starts_with("bindings/") {
            for line in unexplained(source) {
                all.push(found(path, format!("line {line} offers something without saying what it is")));
            }
        }
    }
    all
}

fn shells(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let folders = ["android/", "ios/", "bindings/kotlin/src/", "bindings/swift/Sources/Opstap/"];
    tree.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).filter(move |(path, _)| {
        folders.iter().any(|folder| path.starts_with(folder))
            && (ends_with(path, "kt") || ends_with(path, "swift"))
            && !path.starts_with("ios/stub/")
            && !path.starts_with("ios/Stub/")
    })
}

fn ends_with(path: &str, ending: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|one| one == ending)
}

fn is_test(path: &str) -> bool {
    path.contains("/src/test/") || path.contains("/Tests/") || path.contains("/bench/")
}

/// Three words or more, one of them in small letters: nobody's identifier.
fn is_sentence(text: &str) -> bool {
    let word = |one: &&str| one.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let plain = |one: &str| one.chars().all(|letter| letter.is_alphabetic() || ",.'!?:;…".contains(letter));
    let words: Vec<&str> = text.split_whitespace().filter(word).collect();
    words.len() >= 3 && words.iter().all(|one| plain(one))
}

/// The app's name is the only word that a package must have before the core can speak.
fn words_in_resources(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, text) in &tree.files {
        let of_shell = path.starts_with("android/") && ends_with(path, "xml") && path.contains("/res/");
        for line in text.lines().filter(|line| of_shell && line.contains("<string ")) {
            if !line.contains("name=\"app_name\"") {
                all.push(found(path, format!("a word of its own: {}", line.trim())));
            }
        }
        let strings =
            path.starts_with("ios/") && (ends_with(path, "strings") || ends_with(path, "xcstrings"));
        if strings && !path.ends_with("InfoPlist.strings") {
            all.push(found(path, "words of its own"));
        }
    }
    all
}

/// Lines that offer something at the top of a Kotlin file, or publicly in a type, with no `/** … */` above.
fn unexplained(source: &str) -> Vec<usize> {
    let starts =
        ["class ", "data class ", "object ", "interface ", "fun ", "suspend fun ", "val ", "public "];
    let lines: Vec<&str> = source.lines().collect();
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !starts.iter().any(|start| line.starts_with(start)) {
            continue;
        }
        let above = lines[..at].iter().rev().map(|one| one.trim()).find(|one| !one.starts_with('@'));
        if !above.is_some_and(|above| above.ends_with("*/")) {
            all.push(at + 1);
        }
    }
    all
}

/// The names that follow a keyword.
fn names(code: &str, keyword: &str) -> Vec<String> {
    starts(code, keyword).into_iter().map(|(_, name)| name).collect()
}

fn starts(code: &str, keyword: &str) -> Vec<(usize, String)> {
    let inside = |one: char| one.is_alphanumeric() || one == '_';
    let mut all = Vec::new();
    for (at, _) in code.match_indices(keyword) {
        if code[..at].chars().next_back().is_some_and(inside) {
            continue;
        }
        let head = code[at + keyword.len()..].split(['(', '{', '=', ':', '\n']).next().unwrap_or_default();
        // `fun <T> Flow<T>.named`: the name is the last word.
        let name: String =
            head.rsplit(['.', ' ', '>']).find(|one| !one.is_empty()).unwrap_or_default().to_owned();
        if !name.is_empty() {
            all.push((at, name));
        }
    }
    all
}

/// Name and lines of each declaration with a body in braces.
fn bodies(code: &str, keyword: &str) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    for (at, name) in starts(code, keyword) {
        let (mut brackets, mut braces) = (0_i32, 0_i32);
        for (end, one) in code[at..].char_indices() {
            match one {
                '(' | '[' => brackets += 1,
                ')' | ']' => brackets -= 1,
                '{' => braces += 1,
                '}' => braces -= 1,
                // An expression, or a declaration without a body.
                '=' | '\n' if brackets == 0 && braces == 0 => break,
                _ => {}
            }
            if one == '}' && braces == 0 && brackets == 0 {
                all.push((name, code[at..=at + end].lines().count()));
                break;
            }
            if braces < 0 {
                break;
            }
        }
    }
    all
}

#[test]
fn a_sum_a_date_and_an_own_sentence_in_a_shell_are_found() {
    let source =
        "val left = rows.sumOf { it.money.cents }\nval day = LocalDate.now()\nText(\"You have some left\")";
    let tree = Tree::invented(&[("android/ui/src/main/kotlin/A.kt", source), ("core/a.kt", source)]);
    let what: Vec<String> = thick(&tree).into_iter().map(|one| one.what).collect();
    assert_eq!(
        what,
        [
            "sums or sorts: sumOf",
            "sums or sorts: cents",
            "reckons with dates: LocalDate.now",
            "line 3 says itself what the core should say: You have some left",
        ]
    );
}

#[test]
fn a_database_a_request_and_an_error_of_its_own_are_found_in_swift() {
    let source = "let a = UserDefaults.standard // no URLRequest\nlet b = URLSession.shared\nText(error.localizedDescription)";
    let tree = Tree::invented(&[("ios/App/A.swift", source), ("ios/Tests/ATests.swift", source)]);
    let what: Vec<String> = thick(&tree).into_iter().map(|one| one.what).collect();
    assert_eq!(
        what,
        [
            "keeps copies of what the core keeps: UserDefaults",
            "speaks with the service itself: URLSession",
            "words an error itself: localizedDescription",
        ]
    );
}

#[test]
fn a_screen_that_holds_the_core_is_found() {
    let tree = Tree::invented(&[
        ("android/ui/src/main/kotlin/A.kt", "fun screen(core: CoreInterface) = core.today()"),
        ("android/shared/src/main/kotlin/A.kt", "class A(val core: CoreInterface)"),
    ]);
    assert_eq!(thick(&tree).len(), 1);
}

#[test]
fn a_word_in_a_resource_is_found() {
    let text = "<resources>\n<string name=\"app_name\">Opstap</string>\n<string name=\"ok\">OK</string>\n</resources>";
    let tree = Tree::invented(&[("android/app/src/main/res/values/strings.xml", text)]);
    assert_eq!(thick(&tree).len(), 1);
}

#[test]
fn a_thick_model_a_long_function_and_a_bridge_that_grew_are_found() {
    let model =
        format!("/** A. */\nclass DayModel(val a: Int) : B() {{\n{}}}\n", "    val a = 1\n".repeat(70));
    let long = format!("fun b(\n    a: Int,\n): Int {{\n{}}}\n", "    c()\n".repeat(71));
    let bridge = "val a = 1\n".repeat(301);
    let tree = Tree::invented(&[
        ("android/shared/src/main/kotlin/A.kt", &model),
        ("ios/App/B.swift", &long.replace("fun b", "func b")),
        ("bindings/kotlin/src/main/kotlin/C.kt", &bridge),
        ("android/app/src/main/kotlin/D.kt", &bridge),
    ]);
    let places: Vec<String> = large(&tree).into_iter().map(|one| one.place).collect();
    assert_eq!(
        places,
        [
            "android/shared/src/main/kotlin/A.kt#DayModel",
            "ios/App/B.swift#b",
            "bindings/kotlin/src/main/kotlin/"
        ]
    );
}

#[test]
fn a_name_that_says_nothing_and_an_offer_without_a_word_are_found() {
    let tree = Tree::invented(&[
        ("android/shared/src/main/kotlin/Utils.kt", "class TodayView"),
        ("bindings/kotlin/src/main/kotlin/A.kt", "/** Says it. */\n@JvmStatic\nfun a() = 1\n\nfun b() = 2\n"),
    ]);
    let what: Vec<String> = named(&tree).into_iter().map(|one| one.what).collect();
    assert_eq!(what.len(), 3, "{what:?}");
}
