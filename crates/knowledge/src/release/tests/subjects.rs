//! Every subject of the repository's rows, beside what it is read as.

use std::collections::BTreeSet;

use model::structural::CopyNumberChange;

use super::own;
use crate::criterion::{Atom, Criterion, FusionPartners};

/// What a criterion means, written so that a reviewer sees the structure.
fn meaning(criterion: &Criterion) -> String {
    let list = |name: &str, parts: &[Criterion]| {
        format!("{name}({})", parts.iter().map(meaning).collect::<Vec<_>>().join("; "))
    };
    match criterion {
        Criterion::All(parts) => list("all", parts),
        Criterion::InCis(parts) => list("in cis", parts),
        Criterion::InTrans(parts) => list("in trans", parts),
        Criterion::Homozygous(part) => format!("homozygous {}", meaning(part)),
        Criterion::AnyOf(parts) => list("any", parts),
        Criterion::Not(part) => format!("not {}", meaning(part)),
        Criterion::Is(atom) => atom_meaning(atom),
    }
}

fn atom_meaning(atom: &Atom) -> String {
    match atom {
        Atom::Allele(allele) => allele.to_string(),
        Atom::Protein { gene, change } => format!("{gene} change {}", change.short()),
        Atom::Codon { gene, residue } => {
            format!("{gene} codon {}{}", residue.amino_acid.one_letter(), residue.position)
        }
        Atom::Exon { gene, exons, class, except } => {
            let except: Vec<String> = except.iter().map(model::hgvs::ProteinChange::short).collect();
            let but = if except.is_empty() { String::new() } else { format!(" but {}", except.join(" ")) };
            format!("{gene} exon {exons:?} {class:?}{but}")
        }
        Atom::Class { gene, class } => format!("{gene} {class:?}"),
        Atom::WildType { gene, residue: None } => format!("{gene} wild type"),
        Atom::WildType { gene, residue: Some(residue) } => format!("{gene} wild type at {}", residue.position),
        Atom::Fusion(FusionPartners::One(gene)) => format!("{gene} fused"),
        Atom::Fusion(FusionPartners::Pair(five_prime, three_prime)) => format!("{five_prime} fused to {three_prime}"),
        Atom::CopyNumber { gene, change: CopyNumberChange::Amplification } => format!("{gene} amplified"),
        Atom::CopyNumber { gene, change } => format!("{gene} {change}"),
        Atom::Cytogenetic { text } => format!("arm {text}"),
        Atom::Biomarker { kind, state, at_least: None } => format!("{kind} {state:?}"),
        Atom::Biomarker { kind, at_least: Some(cut_off), .. } => format!("{kind} at least {cut_off}"),
        Atom::Unreadable { text } => format!("<{text}>"),
        Atom::Coding { gene, change } => format!("{gene} {change}"),
        Atom::Residues { gene, first, last, class } => format!("{gene} residues {first} to {last} {class:?}"),
        Atom::Biallelic { gene } => format!("{gene} lost on both alleles"),
        Atom::FusionExons { five_prime, three_prime, exons } => {
            format!("{five_prime} {} to {three_prime} {}", exons.0, exons.1)
        }
        Atom::Signature { name, at_least } => format!("signature {name} at least {at_least}"),
        Atom::Expression { gene, at_least, unit } => format!("{gene} expressed at least {at_least} {unit}"),
    }
}

#[test]
fn every_subject_is_read_as_it_is_meant() {
    let release = own();
    let curated = release.statements().iter().filter(|statement| !statement.id.0.starts_with("shirube:F-"));
    let read: BTreeSet<(String, String)> = curated
        .map(|statement| {
            let meaning = statement.subject.as_ref().map_or_else(|| "nothing".to_owned(), meaning);
            (statement.subject_text.clone(), meaning)
        })
        .collect();
    let meant: BTreeSet<(String, String)> =
        MEANT.iter().map(|(subject, meaning)| ((*subject).to_owned(), (*meaning).to_owned())).collect();
    assert_eq!(read.difference(&meant).collect::<Vec<_>>(), Vec::<&(String, String)>::new());
    assert_eq!(meant.difference(&read).collect::<Vec<_>>(), Vec::<&(String, String)>::new());
}

const MEANT: [(&str, &str); 118] = [
    ("ABL1 p.A337V | ABL1 p.P465S | ABL1 p.V468F", "any(ABL1 change A337V; ABL1 change P465S; ABL1 change V468F)"),
    (
        "ABL1 p.G250E | ABL1 p.Q252H | ABL1 p.Y253F | ABL1 p.Y253H | ABL1 p.E255K | ABL1 p.E255V | ABL1 p.M351T",
        "any(ABL1 change G250E; ABL1 change Q252H; ABL1 change Y253F; ABL1 change Y253H; ABL1 change E255K; ABL1 change E255V; ABL1 change M351T)",
    ),
    ("ABL1 p.M244V", "ABL1 change M244V"),
    (
        "ABL1 p.T315A | ABL1 p.F317L | ABL1 p.F317V | ABL1 p.F317I | ABL1 p.F317C | ABL1 p.V299L",
        "any(ABL1 change T315A; ABL1 change F317L; ABL1 change F317V; ABL1 change F317I; ABL1 change F317C; ABL1 change V299L)",
    ),
    ("ABL1 p.T315I", "ABL1 change T315I"),
    (
        "ABL1 p.Y253H | ABL1 p.E255K | ABL1 p.E255V | ABL1 p.F359V | ABL1 p.F359C",
        "any(ABL1 change Y253H; ABL1 change E255K; ABL1 change E255V; ABL1 change F359V; ABL1 change F359C)",
    ),
    (
        "ALK compound mutation (e.g. p.G1202R & p.L1196M in cis)",
        "any(in cis(ALK change G1202R; ALK change L1196M); <ALK compound mutation (e.g. p.G1202R & p.L1196M in cis)>)",
    ),
    ("ALK fusion", "ALK fused"),
    ("ALK p.G1202R", "ALK change G1202R"),
    ("ALK p.I1171N | ALK p.I1171S | ALK p.I1171T", "any(ALK change I1171N; ALK change I1171S; ALK change I1171T)"),
    ("ALK p.L1196M", "ALK change L1196M"),
    (
        "ALK p.T1151dup | ALK p.L1152R | ALK p.C1156Y | ALK p.G1269A",
        "any(ALK change T1151dup; ALK change L1152R; ALK change C1156Y; ALK change G1269A)",
    ),
    ("AR p.L702H | AR p.H875Y | AR p.T878A", "any(AR change L702H; AR change H875Y; AR change T878A)"),
    ("BCL2 p.F104I", "BCL2 change F104I"),
    ("BCL2 p.G101V", "BCL2 change G101V"),
    ("BCR::ABL1 fusion", "BCR fused to ABL1"),
    ("BCR::ABL1 fusion & ABL1 p.T315I", "all(BCR fused to ABL1; ABL1 change T315I)"),
    ("BRAF V600 wild-type", "BRAF wild type at 600"),
    ("BRAF p.V600 & MAP2K1 p.C121S", "all(BRAF codon V600; MAP2K1 change C121S)"),
    ("BRAF p.V600 & NRAS p.Q61", "all(BRAF codon V600; NRAS codon Q61)"),
    ("BRAF p.V600E", "BRAF change V600E"),
    ("BRAF p.V600E | BRAF p.V600K", "any(BRAF change V600E; BRAF change V600K)"),
    ("BRCA1 germline pathogenic | BRCA2 germline pathogenic", "any(BRCA1 Pathogenic; BRCA2 Pathogenic)"),
    ("BRCA1 pathogenic | BRCA2 pathogenic", "any(BRCA1 Pathogenic; BRCA2 Pathogenic)"),
    ("BRCA1 reversion mutation | BRCA2 reversion mutation", "any(BRCA1 Reversion; BRCA2 Reversion)"),
    ("BTK p.C481S | PLCG2 activating mutation", "any(BTK change C481S; PLCG2 Activating)"),
    ("BTK p.T316A", "BTK change T316A"),
    ("CCR4 positive", "<CCR4 positive>"),
    ("CD22 positive", "<CD22 positive>"),
    ("CD30 positive", "<CD30 positive>"),
    ("CD33 positive", "<CD33 positive>"),
    ("CLDN18.2 positive", "<CLDN18.2 positive>"),
    ("EGFR activating mutation | ALK fusion", "any(EGFR Activating; ALK fused)"),
    ("EGFR exon19 deletion | EGFR p.L858R", "any(EGFR exon [19] Deletion; EGFR change L858R)"),
    (
        "EGFR exon19 deletion | EGFR p.L858R | EGFR exon20 insertion",
        "any(EGFR exon [19] Deletion; EGFR change L858R; EGFR exon [20] Insertion)",
    ),
    ("EGFR exon20 insertion", "EGFR exon [20] Insertion"),
    ("EGFR exon20 insertion other than p.A763_Y764insFQEA", "EGFR exon [20] Insertion but A763_Y764insFQEA"),
    ("EGFR p.C797S", "EGFR change C797S"),
    ("EGFR p.C797S & EGFR p.T790M (in cis)", "in cis(EGFR change C797S; EGFR change T790M)"),
    ("EGFR p.G465R", "EGFR change G465R"),
    ("EGFR p.G719X | EGFR p.L861Q | EGFR p.S768I", "any(EGFR codon G719; EGFR change L861Q; EGFR change S768I)"),
    ("EGFR p.S492R", "EGFR change S492R"),
    ("EGFR p.T790M", "EGFR change T790M"),
    ("ERBB2 activating mutation", "ERBB2 Activating"),
    ("ERBB2 amplification", "ERBB2 amplified"),
    (
        "ERBB2 amplification & (KRAS activating mutation | NRAS activating mutation)",
        "all(ERBB2 amplified; any(KRAS Activating; NRAS Activating))",
    ),
    ("ERBB2 amplification | HER2 IHC3+", "any(ERBB2 amplified; <HER2 IHC3+>)"),
    ("ERBB2 not amplified & HER2 IHC0", "all(not ERBB2 amplified; <HER2 IHC0>)"),
    ("ESR1 activating mutation", "ESR1 Activating"),
    ("EZH2 activating mutation", "EZH2 Activating"),
    ("EZH2 wild-type", "EZH2 wild type"),
    ("FGFR1 fusion", "FGFR1 fused"),
    ("FGFR2 fusion", "FGFR2 fused"),
    ("FGFR2 p.N550 | FGFR2 p.V565", "any(FGFR2 codon N550; FGFR2 codon V565)"),
    ("FGFR3 activating mutation | FGFR3 fusion", "any(FGFR3 Activating; FGFR3 fused)"),
    ("FIP1L1::PDGFRA fusion", "FIP1L1 fused to PDGFRA"),
    ("FIP1L1::PDGFRA fusion & PDGFRA p.T674I", "all(FIP1L1 fused to PDGFRA; PDGFRA change T674I)"),
    ("FLT3 p.D835", "FLT3 codon D835"),
    ("FLT3 p.F691L", "FLT3 change F691L"),
    ("FLT3 p.Y693C | FLT3 p.Y693N | FLT3 p.G697S", "any(FLT3 change Y693C; FLT3 change Y693N; FLT3 change G697S)"),
    ("FLT3-ITD", "FLT3 InternalTandemDuplication"),
    (
        "FLT3-ITD | FLT3-TKD mutation | FLT3 p.D835 | FLT3 p.I836del",
        "any(FLT3 InternalTandemDuplication; FLT3 KinaseDomain; FLT3 codon D835; FLT3 change I836del)",
    ),
    (
        "FLT3-TKD mutation | FLT3 p.D835 | FLT3 p.I836del",
        "any(FLT3 KinaseDomain; FLT3 codon D835; FLT3 change I836del)",
    ),
    ("HER2-low (IHC1+ or IHC2+/ISH-)", "<HER2-low (IHC1+ or IHC2+/ISH-)>"),
    (
        "HER2-low (IHC1+ or IHC2+/ISH-) | HER2-ultralow (IHC0 with staining)",
        "any(<HER2-low (IHC1+ or IHC2+/ISH-)>; <HER2-ultralow (IHC0 with staining)>)",
    ),
    ("HRD positive | BRCA1 pathogenic | BRCA2 pathogenic", "any(HRD High; BRCA1 Pathogenic; BRCA2 Pathogenic)"),
    ("IDH1 p.R132", "IDH1 codon R132"),
    ("IDH1 p.R132 | IDH2 p.R172", "any(IDH1 codon R132; IDH2 codon R172)"),
    ("IDH1 p.S280F", "IDH1 change S280F"),
    ("IDH2 p.R140 | IDH2 p.R172", "any(IDH2 codon R140; IDH2 codon R172)"),
    ("KIT activating mutation | KIT IHC positive", "any(KIT Activating; <KIT IHC positive>)"),
    ("KIT exon17/18 secondary mutation", "all(KIT exon [17, 18] Mutation; <KIT exon17/18 secondary mutation>)"),
    ("KIT exon9 activating mutation", "KIT exon [9] Activating"),
    (
        "KIT p.D816H | KIT p.D816E | KIT p.D820A | KIT p.D820G | KIT p.N822K | KIT p.Y823D",
        "any(KIT change D816H; KIT change D816E; KIT change D820A; KIT change D820G; KIT change N822K; KIT change Y823D)",
    ),
    ("KIT p.D816V", "KIT change D816V"),
    ("KIT p.V654A | KIT p.T670I", "any(KIT change V654A; KIT change T670I)"),
    ("KIT wild-type & PDGFRA wild-type", "all(KIT wild type; PDGFRA wild type)"),
    ("KIT/PDGFRA genotype not assessed", "<KIT/PDGFRA genotype not assessed>"),
    ("KRAS activating mutation & STK11 loss-of-function", "all(KRAS Activating; STK11 LossOfFunction)"),
    ("KRAS exon2/3/4 activating mutation", "KRAS exon [2, 3, 4] Activating"),
    ("KRAS p.G12C", "KRAS change G12C"),
    ("KRAS p.R68", "KRAS codon R68"),
    ("KRAS p.Y96D | KRAS p.Y96C", "any(KRAS change Y96D; KRAS change Y96C)"),
    ("KRAS wild-type & NRAS wild-type", "all(KRAS wild type; NRAS wild type)"),
    ("MET amplification", "MET amplified"),
    ("MET exon14 skipping", "MET exon [14] Skipping"),
    ("MET p.D1228 | MET p.Y1230", "any(MET codon D1228; MET codon Y1230)"),
    ("MSI-High", "MSI High"),
    ("NF1 germline pathogenic", "NF1 Pathogenic"),
    ("NRAS activating mutation | KRAS activating mutation", "any(NRAS Activating; KRAS Activating)"),
    ("NRAS exon2/3/4 activating mutation", "NRAS exon [2, 3, 4] Activating"),
    ("NTRK1 fusion | NTRK2 fusion | NTRK3 fusion", "any(NTRK1 fused; NTRK2 fused; NTRK3 fused)"),
    ("NTRK1 p.G595R | NTRK3 p.G623R", "any(NTRK1 change G595R; NTRK3 change G623R)"),
    ("PD-L1 TPS>=50%", "<PD-L1 TPS>=50%>"),
    ("PD-L1 high", "<PD-L1 high>"),
    ("PD-L1 positive", "<PD-L1 positive>"),
    ("PD-L1 positive & HER2-negative & HR-negative", "all(<PD-L1 positive>; <HER2-negative>; <HR-negative>)"),
    ("PDGFRA exon12/18 mutation other than p.D842V", "PDGFRA exon [12, 18] Mutation but D842V"),
    ("PDGFRA p.D842V", "PDGFRA change D842V"),
    (
        "PIK3CA activating mutation | AKT1 activating mutation | PTEN loss-of-function",
        "any(PIK3CA Activating; AKT1 Activating; PTEN LossOfFunction)",
    ),
    ("PML p.A216V", "PML change A216V"),
    ("PML::RARA fusion", "PML fused to RARA"),
    ("RARA ligand-binding domain mutation", "all(RARA AnyMutation; <RARA ligand-binding domain mutation>)"),
    ("RB1 loss-of-function", "RB1 LossOfFunction"),
    ("RET activating mutation", "RET Activating"),
    ("RET fusion", "RET fused"),
    ("RET p.G810", "RET codon G810"),
    ("ROS1 fusion", "ROS1 fused"),
    ("ROS1 p.G2032R", "ROS1 change G2032R"),
    ("TMB>=10", "TMB at least 10"),
    ("TP53 loss-of-function | del(17p)", "any(TP53 LossOfFunction; arm del(17p))"),
    ("TSC1 germline pathogenic | TSC2 germline pathogenic", "any(TSC1 Pathogenic; TSC2 Pathogenic)"),
    ("TSC1 loss-of-function | TSC2 loss-of-function", "any(TSC1 LossOfFunction; TSC2 LossOfFunction)"),
    ("VHL germline pathogenic", "VHL Pathogenic"),
    ("ZBTB16::RARA fusion | STAT5B::RARA fusion", "any(ZBTB16 fused to RARA; STAT5B fused to RARA)"),
    ("del(5q)", "arm del(5q)"),
    ("none", "nothing"),
    ("pMMR", "all(not MSI High; <pMMR>)"),
];
