//! ② 患者さん向け説明書
//!
//! Nothing about the germline stands here, not even a gap where it would have been: those chapters need a recorded
//! wish and come with it.

super::chapters! {
    about,
    test,
    results,
    options,
    limits,
    next_steps,
    costs,
    contact,
    glossary,
}
