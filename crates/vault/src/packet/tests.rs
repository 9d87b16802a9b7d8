use super::*;

const OPINION: PacketKind = PacketKind::Opinion;

fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(typed).unwrap()
}

#[test]
fn a_packet_opens_for_its_receiver_and_names_its_sender() {
    let (sender, receiver) = (PacketKey::generate().unwrap(), PacketKey::generate().unwrap());
    let file = seal((OPINION, "所見".as_bytes()), &sender, &SealedTo::Address(&receiver.address())).unwrap();
    assert_eq!(look_at(&file).unwrap(), (OPINION, false));
    let opened = open(&file, OPINION, &Opener::Key(&receiver)).unwrap();
    assert_eq!((opened.sender, opened.content.as_slice()), (sender.address(), "所見".as_bytes()));
    assert_eq!(open(&file, OPINION, &Opener::Key(&sender)).unwrap_err().code(), "vault.packet_for_another");
    let typed = passphrase("synthetic-passphrase");
    assert_eq!(open(&file, OPINION, &Opener::Passphrase(&typed)).unwrap_err().code(), "vault.packet_needs_key");
    let other = open(&file, PacketKind::Invitation, &Opener::Key(&receiver)).unwrap_err();
    assert_eq!((other.code(), other.parameters()["found"].as_str()), ("vault.packet_kind_other", "opinion"));
}

#[test]
fn a_passphrase_opens_what_it_sealed() {
    let sender = PacketKey::generate().unwrap();
    let typed = passphrase("synthetic-passphrase");
    let to = SealedTo::Passphrase(&typed, Argon2Cost::CHEAP);
    let file = seal((PacketKind::Invitation, b"abc"), &sender, &to).unwrap();
    assert_eq!(look_at(&file).unwrap(), (PacketKind::Invitation, true));
    assert_eq!(open(&file, PacketKind::Invitation, &Opener::Passphrase(&typed)).unwrap().content, b"abc");
    let wrong = open(&file, PacketKind::Invitation, &Opener::Passphrase(&passphrase("another-passphrase")));
    assert_eq!(wrong.unwrap_err().code(), "vault.packet_refused");
}

#[test]
fn every_changed_byte_and_every_cut_is_noticed() {
    let (sender, receiver) = (PacketKey::generate().unwrap(), PacketKey::generate().unwrap());
    let file = seal((OPINION, b"abc"), &sender, &SealedTo::Address(&receiver.address())).unwrap();
    for index in 0..file.len() {
        let mut changed = file.clone();
        changed[index] ^= 1;
        assert!(open(&changed, OPINION, &Opener::Key(&receiver)).is_err(), "byte {index}");
        assert!(open(&file[..index], OPINION, &Opener::Key(&receiver)).is_err(), "length {index}");
    }
}

#[test]
fn a_receiver_cannot_pass_a_packet_on_as_if_it_had_been_meant_for_another() {
    let keys: Vec<PacketKey> = (0..3).map(|_| PacketKey::generate().unwrap()).collect();
    let file = seal((OPINION, b"abc"), &keys[0], &SealedTo::Address(&keys[1].address())).unwrap();
    let (head, head_bytes, sealed) = split(&file).unwrap();
    let Seal::Key { encapsulated, .. } = &head.seal else { panic!() };
    let plain = by_key(OPINION, (head_bytes, sealed), &keys[1], encapsulated).unwrap();
    // The same signed bytes, sealed again to a third person.
    let public = keys[2].address().sealing.hpke().unwrap();
    let (encapsulated, mut context) =
        hpke::setup_sender::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeS::Base, &public, purpose(OPINION))
            .unwrap();
    let encapsulated = Base64Bytes(encapsulated.to_bytes().to_vec());
    let seal = Seal::Key { to: keys[2].address().sealing, encapsulated };
    let mut passed_on = line(&Head { format: FORMAT.to_owned(), version: 1, kind: OPINION, seal }).unwrap();
    let sealed = context.seal(&plain, &passed_on).unwrap();
    passed_on.extend_from_slice(&sealed);
    assert_eq!(open(&passed_on, OPINION, &Opener::Key(&keys[2])).unwrap_err().code(), "vault.signature_invalid");
}

#[test]
fn what_is_too_large_or_newer_or_no_packet_is_refused_before_it_is_opened() {
    let sender = PacketKey::generate().unwrap();
    let large = vec![0; OPINION.limit_bytes()];
    let error = seal((OPINION, &large), &sender, &SealedTo::Address(&sender.address())).unwrap_err();
    assert_eq!((error.code(), error.parameters()["limit_mib"].as_str()), ("vault.packet_too_large", "1"));
    let file = seal((OPINION, b"abc"), &sender, &SealedTo::Address(&sender.address())).unwrap();
    let padded = [file.clone(), large].concat();
    assert_eq!(open(&padded, OPINION, &Opener::Key(&sender)).unwrap_err().code(), "vault.packet_too_large");
    let text = String::from_utf8_lossy(&file).replace("\"version\":1", "\"version\":2").into_bytes();
    assert_eq!(look_at(&text).unwrap_err().code(), "vault.packet_newer");
    for odd in [b"".as_slice(), b"\n", b"{}\n", &[b'x'; 10_000], b"{\"format\":\"other\",\"version\":1}\nabc"] {
        assert_eq!(look_at(odd).unwrap_err().code(), "vault.packet_malformed");
    }
}
