//! One guest, one room: a heavy library is named by exactly one crate, so that replacing it is a matter of one room.

use super::Problem;
use super::arrows::Crate;

/// A family of packages and the rooms that may name it. A name ending in `*` stands for all that begin so.
struct Guest {
    packages: &'static [&'static str],
    rooms: &'static [&'static str],
}

const GUESTS: [Guest; 14] = [
    Guest {
        packages: &["noodles*", "libdeflater", "flate2", "csv", "encoding_rs", "postcard", "rust-htslib"],
        rooms: &["intake"],
    },
    Guest { packages: &["handlebars", "tera", "minijinja"], rooms: &["report"] },
    Guest { packages: &["typst*", "printpdf", "subsetter", "krilla*", "comemo", "qrcode"], rooms: &["render"] },
    Guest { packages: &["sqlx*", "libsqlite3-sys", "rusqlite", "arrow*", "parquet", "postgres*"], rooms: &["store"] },
    Guest {
        packages: &["keyring*", "zbus*", "argon2", "totp-rs", "chacha20poly1305", "hkdf", "hmac", "age"],
        rooms: &["vault"],
    },
    Guest {
        packages: &["ed25519-dalek", "curve25519-dalek", "hpke", "p256", "ecdsa", "rsa", "ring", "getrandom", "rand*"],
        rooms: &["vault"],
    },
    Guest { packages: &["reqwest", "hyper*", "rustls*", "ureq"], rooms: &["sync"] },
    Guest { packages: &["specta-typescript"], rooms: &["workflow", "desktop"] },
    // The window hands the contract's types to the generator of its bindings.
    Guest { packages: &["specta"], rooms: &["workflow", "desktop"] },
    Guest { packages: &["tauri*"], rooms: &["desktop"] },
    Guest { packages: &["clap*", "indicatif", "rpassword"], rooms: &["cli"] },
    Guest { packages: &["tracing-subscriber"], rooms: &["cli", "desktop"] },
    Guest { packages: &["tokio"], rooms: &["store", "workflow", "sync", "cli", "desktop"] },
    Guest { packages: &["anyhow", "eyre", "color-eyre"], rooms: &[] },
];

/// What tests of any room may use: a runtime, untyped errors.
const FREE_IN_TESTS: [&str; 2] = ["tokio", "anyhow"];

fn is_of(package: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => package.starts_with(beginning),
        None => package == pattern,
    }
}

/// Every guest that stands in another room than its own. Tests and chores may name what they test.
pub(crate) fn check(crates: &[Crate]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for own in crates.iter().filter(|own| !own.is_outside_the_house()) {
        let in_tests = own.test_dependencies.iter().filter(|package| !FREE_IN_TESTS.contains(&package.as_str()));
        for package in own.dependencies.iter().chain(in_tests) {
            let guest = GUESTS.iter().find(|guest| guest.packages.iter().any(|pattern| is_of(package, pattern)));
            if let Some(guest) = guest.filter(|guest| !guest.rooms.contains(&own.room())) {
                let home = if guest.rooms.is_empty() { "tests and chores".to_owned() } else { guest.rooms.join(", ") };
                let text = format!("guest in the wrong room: `{package}` belongs to {home}, not to `{}`", own.room());
                problems.push(Problem::of_file(&own.manifest, text));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, dependency: &str) -> [Crate; 1] {
        [Crate {
            name: name.to_owned(),
            manifest: "Cargo.toml".to_owned(),
            dependencies: vec![dependency.to_owned()],
            test_dependencies: Vec::new(),
        }]
    }

    #[test]
    fn a_guest_in_its_room_is_welcome() {
        assert_eq!(check(&one("shirube-intake", "noodles-vcf")), []);
        assert_eq!(check(&one("shirube-desktop", "tauri-plugin-dialog")), []);
    }

    #[test]
    fn a_guest_in_another_room_is_a_problem() {
        let problems = check(&one("shirube-knowledge", "noodles-vcf"));
        assert_eq!(
            problems,
            [Problem::of_file(
                "Cargo.toml",
                "guest in the wrong room: `noodles-vcf` belongs to intake, not to `knowledge`"
            )]
        );
    }

    #[test]
    fn untyped_errors_are_for_tests_and_chores() {
        assert_eq!(check(&one("shirube-store", "anyhow")).len(), 1);
        assert_eq!(check(&one("xtask", "anyhow")), []);
    }

    #[test]
    fn tests_may_bring_a_runtime_but_no_other_guest() {
        let with_tests = |package: &str| {
            [Crate {
                test_dependencies: vec![package.to_owned()],
                ..one("shirube-vault", "serde").into_iter().next().unwrap()
            }]
        };
        assert_eq!(check(&with_tests("tokio")), []);
        assert_eq!(check(&with_tests("sqlx")).len(), 1);
    }
}
