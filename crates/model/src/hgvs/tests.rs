use super::*;

fn change(text: &str) -> ProteinChange {
    HgvsP::from(text).change
}

#[test]
fn one_change_in_many_spellings_is_one_value() {
    for group in [
        &["V600E", "p.V600E", "p.Val600Glu", "p.(Val600Glu)", "NP_004324.2:p.Val600Glu", "p.Val600delinsGlu"][..],
        &["E746_A750del", "p.Glu746_Ala750del", "p.E746_A750delELREA", "p.E746_A750del5"],
        &["p.Glu709_Thr710delinsAsp", "E709_T710delinsD", "p.E709_T710>D", "p.E709_T710delETinsD"],
        &["R213*", "p.Arg213Ter", "p.R213X"],
        &["E405fs*61", "p.Glu405fsTer61", "p.E405fsX61"],
        &["p.Leu858=", "p.L858L", "p.Leu858delinsLeu"],
        &["X126_splice", "p.X126_splice"],
    ] {
        let first = change(group[0]);
        assert!(!matches!(first, ProteinChange::NotUnderstood(_)), "{}", group[0]);
        for spelling in group {
            assert_eq!(change(spelling), first, "{spelling}");
        }
    }
}

#[test]
fn each_class_prints_as_hgvs_and_reads_back() {
    for text in [
        "p.Leu858Arg",
        "p.(Leu858Arg)",
        "p.Xaa41Xaa",
        "p.Arg213Ter",
        "p.Thr125=",
        "p.=",
        "p.?",
        "p.0",
        "p.Met1?",
        "p.Glu746_Ala750del",
        "p.His773dup",
        "p.Ala763_Tyr764insPheGlnGluAla",
        "p.Glu709_Thr710delinsAsp",
        "p.Glu405fs",
        "p.Asn200Ilefs",
        "p.Asn200IlefsTer8",
        "NP_004324.2:p.Val600Glu",
    ] {
        assert_eq!(HgvsP::from(text).to_string(), text);
    }
}

#[test]
fn text_that_is_no_protein_change_is_kept_as_it_is() {
    for text in [
        "p.10ValArg",
        "p.Val>Arg",
        "p.Argfs2",
        "p.Val0Glu",
        "p.Glu750_Glu746del",
        "amplification",
        "p.Ala10_Gly12insVal",
        "",
    ] {
        assert!(matches!(change(text), ProteinChange::NotUnderstood(_)), "{text}");
    }
}

#[test]
fn text_that_is_not_understood_prints_as_it_was_received() {
    for text in ["p.(Val600?Glu)", "NP_004324.2:p.(?fs)", "p.splice"] {
        assert_eq!(HgvsP::from(text).to_string(), text);
    }
}

#[test]
fn a_lost_stop_is_an_extension_not_a_frameshift() {
    assert_eq!(
        change("*636Wext*14"),
        ProteinChange::Extension {
            reference: Residue { position: 636, amino_acid: AminoAcid::Ter },
            alternate: Some(AminoAcid::Trp)
        }
    );
}

#[test]
fn positions_name_the_residues_touched() {
    assert_eq!(change("p.Glu746_Ala750del").positions(), Some((746, 750)));
    assert_eq!(change("p.Ala763_Tyr764insPheGln").positions(), Some((763, 764)));
    assert_eq!(change("p.?").positions(), None);
}

#[test]
fn the_short_form_is_what_clinicians_say() {
    assert_eq!(change("p.(Leu858Arg)").short(), "L858R");
    assert_eq!(change("p.Glu746_Ala750del").short(), "E746_A750del");
    assert_eq!(change("p.Arg213Ter").short(), "R213*");
}

#[test]
fn renumbering_moves_every_residue() {
    assert_eq!(change("p.Asn486_Pro490del").renumbered(40), Some(change("p.Asn526_Pro530del")));
    assert_eq!(change("p.Val3Glu").renumbered(-3), None);
}
