use model::ids::HospitalPatientId;
use model::person::Sex;
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn patient(name: &str, kana: &str, id: &str) -> PatientIdentity {
    PatientIdentity {
        name: name.to_owned(),
        kana: Some(kana.to_owned()),
        hospital_id: Some(HospitalPatientId(id.to_owned())),
        research_id: None,
        born_on: Some(Date::constant(1958, 4, 3)),
        sex: Sex::Unknown,
        synthetic: true,
    }
}

fn hanako() -> Identifiers {
    Identifiers::of(&patient("髙橋 花子", "タカハシ ハナコ", "00123456"))
}

#[track_caller]
fn assert_found(identifiers: &Identifiers, kind: LeakKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(identifiers.kinds_in(text), [kind], "{text}");
    }
}

#[test]
fn a_name_is_found_in_any_width_script_spacing_and_form_of_its_kanji() {
    let written = [
        "髙橋花子",
        "高橋　花子さん",
        "患者は高 橋、花・子",
        "髙\u{e0100}橋様",
        "花子・髙橋",
        "ﾀｶﾊｼ ﾊﾅｺ",
        "たかはし はなこ",
        "タカ\u{200b}ハシ",
        "タカハシさん",
        "高-橋",
    ];
    assert_found(&hanako(), LeakKind::Name, &written);
}

#[test]
fn a_number_is_found_with_other_zeros_hyphens_and_widths_and_not_inside_another_one() {
    assert_found(
        &hanako(),
        LeakKind::HospitalId,
        &["00123456", "ID:123456", "１２３４５６", "0012-3456", "12 34 56", "123–456", "（00123456）"],
    );
    for other in ["1234567", "9123456", "7:55123456:T:G", "c.1234_56del", "A123456B"] {
        assert_eq!(hanako().kinds_in(other), [], "{other}");
    }
}

#[test]
fn a_birth_day_is_found_in_any_calendar_and_order() {
    assert_found(
        &hanako(),
        LeakKind::BirthDay,
        &[
            "1958-04-03",
            "1958/4/3生",
            "１９５８年４月３日",
            "19580403",
            "昭和33年4月3日",
            "昭和３３．４．３",
            "S33.4.3",
            "s33/04/03",
            "昭33-4-3",
            "S330403",
            "生年月日 33年4月3日",
            "3 April 1958",
            "Apr. 3, 1958",
            "April 3rd, 1958",
            "03/04/1958",
            "04/03/1958",
            "58.4.3",
        ],
    );
    for other in ["1958-04-04", "平成33年4月3日", "1958-04", "c.1958A>G", "33.4", "2026-11-25", "昭和34年4月3日"]
    {
        assert_eq!(hanako().kinds_in(other), [], "{other}");
    }
    let first_year = Identifiers { born_on: Some(Date::constant(2019, 5, 1)), ..Identifiers::default() };
    assert_found(&first_year, LeakKind::BirthDay, &["令和元年5月1日", "R1.5.1", "令和１年５月１日"]);
}

#[test]
fn medicine_is_no_identifier() {
    let short = Identifiers::of(&patient("阿部 司", "アベ ツカサ", "1234"));
    for text in ["アベマシクリブ", "EGFR p.L858R", "司る", "NM_005228.5:c.2573T>G", "abemaciclib", "", "PS 1", "@"]
    {
        assert_eq!(short.kinds_in(text), [], "{text}");
    }
    assert_found(&short, LeakKind::Name, &["阿部さん", "アベツカサ", "あべ　つかさ"]);
    let latin = Identifiers::of(&patient("Kim Lee", "キム リー", "1234"));
    assert_eq!(latin.kinds_in("kimmtrak and cleerance"), []);
    assert_found(&latin, LeakKind::Name, &["Dr saw Kim today", "LEE, kim", "ＫＩＭ"]);
    assert_found(&latin, LeakKind::Address, &["a.b@example.org", "連絡先 x＠example．ac．jp"]);
}

#[test]
fn what_was_found_is_told_by_place_and_kind_never_by_its_words() {
    let value = json!({ "a": ["x", { "b": "高橋" }], "c": 123_456, "d": "S33.4.3" });
    let leaks = guard(value, &hanako()).unwrap_err();
    let told: Vec<_> = leaks.iter().map(|leak| (leak.path.as_str(), leak.kind)).collect();
    assert_eq!(told, [("/a/1/b", LeakKind::Name), ("/c", LeakKind::HospitalId), ("/d", LeakKind::BirthDay)]);
    assert!(!format!("{leaks:?} {:?}", hanako()).contains("橋"));
    assert!(guard(json!({ "高橋": 1 }), &hanako()).is_err(), "keys are strings, too");
}

/// Things that a person or a program may put between two letters, or make of one.
fn disguised(text: String) -> impl Strategy<Value = String> {
    let between = prop::sample::select(vec!["", " ", "　", "-", "・", "\u{200b}", "\u{fe00}", "‐", ".", "\n"]);
    prop::collection::vec((between, any::<bool>()), text.chars().count()).prop_map(move |marks| {
        let mut shown = String::new();
        for (c, (gap, wide)) in text.chars().zip(marks) {
            shown.push(match c {
                '!'..='~' if wide => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
                '\u{30a1}'..='\u{30f6}' if wide => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
                _ => c,
            });
            shown.push_str(gap);
        }
        shown
    })
}

proptest! {
    #[test]
    fn no_disguise_hides_a_name(text in disguised("髙橋花子".to_owned()), kana in disguised("タカハシハナコ".to_owned())) {
        let sentence = ["所見：", &text, "について"].concat();
        prop_assert!(hanako().kinds_in(&sentence).contains(&LeakKind::Name));
        prop_assert!(hanako().kinds_in(&kana).contains(&LeakKind::Name));
    }

    #[test]
    fn any_text_can_be_looked_at(text in any::<String>()) {
        let _ = hanako().kinds_in(&text);
    }
}
