#![allow(clippy::unwrap_used)]

use super::*;

const FILE: &str = include_str!("../../../../content/package/legal-figures.json");

fn unsigned() -> String {
    let mut file: Value = serde_json::from_str(FILE).unwrap();
    for figures in file["figures"].as_array_mut().unwrap() {
        figures["hash"] = json!("");
        let members = figures.as_object_mut().unwrap();
        members.remove("signer");
        members.remove("signature");
    }
    file.to_string()
}

/// A key, a file that it signs, and what is trusted: as the maintainers do it.
#[test]
fn a_key_is_made_signs_a_file_and_is_trusted_where_its_public_half_stands() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let from = "2026-01-01".parse().unwrap();
    let made = keygen("proef", from, &at("key")).unwrap();
    let kept = std::fs::read_to_string(at("key")).unwrap();
    let secret = serde_json::from_str::<Value>(&kept).unwrap()["privateKey"].as_str().unwrap().to_owned();
    assert!(!made.text.contains(&secret) && !made.json.to_string().contains(&secret));
    assert!(keygen("proef", from, &at("key")).is_err(), "a key that is there is not written over");
    std::fs::write(at("keys.json"), json!({ "keys": [made.json] }).to_string()).unwrap();
    std::fs::write(at("figures.json"), unsigned()).unwrap();

    assert!(check(&at("figures.json"), Some(&at("keys.json"))).is_err());
    assert_eq!(sign(&at("figures.json"), &private(&at("key")).unwrap(), false).unwrap().text, "2 signed");
    let signed = std::fs::read_to_string(at("figures.json")).unwrap();
    let said = check(&at("figures.json"), Some(&at("keys.json"))).unwrap();
    assert!(said.text.contains("2026-2 from 2026-07-01 to 2026-12-31, signed by proef"), "{}", said.text);
    assert!(check(&at("figures.json"), None).is_err(), "what is built in does not know it");
    // Again it is the same, and one that was edited is told.
    assert_eq!(sign(&at("figures.json"), &private(&at("key")).unwrap(), false).unwrap().text, "0 signed");
    std::fs::write(at("figures.json"), signed.replacen("28", "29", 1)).unwrap();
    let edited = sign(&at("figures.json"), &private(&at("key")).unwrap(), false).err().unwrap().to_string();
    assert!(edited.contains("2026-2 was changed after it was signed"), "{edited}");
    assert_eq!(sign(&at("figures.json"), &private(&at("key")).unwrap(), true).unwrap().text, "2 signed");
    assert!(check(&at("figures.json"), Some(&at("keys.json"))).is_ok());
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_not_used_and_is_quoted_nowhere() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    keygen("proef", "2026-01-01".parse().unwrap(), &file).unwrap();
    let mode = |file: &Path| std::fs::metadata(file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(private(&file).err().unwrap().to_string().contains("others can read"));
    for text in [
        "geheim",
        "{\"id\":\"a\",\"privateKey\":\"geheim\"}",
        "{\"id\":\"a\",\"privateKey\":\"geheim\",\"b\":1}",
    ] {
        std::fs::remove_file(&file).unwrap();
        write_private(&file, text.as_bytes(), true).unwrap();
        assert_eq!(private(&file).err().unwrap().to_string(), "this is no key of keygen");
    }
}

/// What the reader would not see is not written under a signature.
#[test]
fn what_a_signature_does_not_cover_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    keygen("proef", "2026-01-01".parse().unwrap(), &file).unwrap();
    let signer = private(&file).unwrap();
    let mut more: Value = serde_json::from_str(&unsigned()).unwrap();
    more["figures"][0]["terms"][0]["remark"] = json!("x");
    let refused = signed(&more.to_string(), &signer, false).err().unwrap().to_string();
    assert!(refused.contains("remark is nothing that a signature covers"), "{refused}");
    let (text, count) = signed(&unsigned(), &signer, false).unwrap();
    assert_eq!(count, 2);
    assert!(text.starts_with("{\n \"schema\": \"content/legal-figures/1\",\n"));
    assert_eq!(text.lines().count(), FILE.lines().count(), "as an editor has it");
    // Signed again it is the same text: Ed25519 needs no chance.
    assert_eq!(signed(&text, &signer, true).unwrap().0, text);
}
