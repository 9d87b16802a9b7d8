/** Made-up answers about clinical forms, references and saved filters: enough for the screens, nothing is understood. */
import type { Backend, CaseView, FormCheck, SavedFilter, TypedForm } from "@/backend/port";

const FIELDS = ["patient_name", "patient_kana", "hospital_id", "sex", "born_on", "tumor_type", "diagnosis", "diagnosed_on", "department", "attending_physician", "specimen_kind", "specimen_site", "specimen_collected_on", "tumor_content_percent", "ecog_ps"];

const ISO_DAY = /^\d{4}[-/]\d{2}([-/]\d{2})?$/;

/** The made-up world knows one calendar. */
function checked(form: TypedForm): FormCheck {
  const days = [
    ["born_on", form.born_on],
    ["diagnosed_on", form.diagnosed_on],
    ["specimen_collected_on", form.specimen_collected_on],
    ...form.treatments.flatMap(({ started_on, ended_on }, index) => [
      [`treatments.${index}.started_on`, started_on],
      [`treatments.${index}.ended_on`, ended_on],
    ]),
  ].map(([field = "", text = ""]) => ({ field, text: text.trim() }));
  const typed = days.filter(({ text }) => text !== "");
  return {
    problems: [
      ...typed.filter(({ text }) => !ISO_DAY.test(text)).map(({ field }) => ({ field, message: { code: "form_date_unreadable", parameters: {} } })),
      ...form.treatments.flatMap(({ drugs }, index) => (drugs.trim() === "" ? [{ field: `treatments.${index}.drugs`, message: { code: "form_drugs_missing", parameters: {} } }] : [])),
    ],
    dates: typed.filter(({ text }) => ISO_DAY.test(text)).map(({ field, text }) => ({ field, shown: `${text} (made up)` })),
  };
}

function filled(view: CaseView): TypedForm {
  const of = (field: string) => view.clinical.find((fact) => fact.field === field)?.written ?? "";
  const text = Object.fromEntries(FIELDS.map((field) => [field, of(field)])) as Omit<TypedForm, "treatments" | "results">;
  const treatments = view.clinical
    .filter(({ label }) => label === "treatment")
    .map(({ written }, index) => {
      const [drugs = "", started_on = "", ended_on = "", best_response = "", ended_because = ""] = (written ?? "").split("; ");
      return { number: index + 1, drugs, started_on, ended_on, best_response, ended_because };
    });
  return { ...text, treatments, results: null };
}

type Correct = (caseId: string, field: string, value: string, because: string) => Promise<CaseView>;

export function formCommands(caseOf: (caseId: string) => CaseView, correct: Correct): Pick<Backend, "clinicalChoices" | "checkForm" | "clinicalForm" | "recordForm" | "checkLinked" | "referenceSettings" | "useReferenceSequence" | "forgetReferenceSequence" | "savedFilters" | "saveFilter" | "forgetFilter"> {
  let fasta: string | null = null;
  let kept: SavedFilter[] = [];
  return {
    clinicalChoices: async () => ({
      fields: FIELDS,
      sexes: ["male", "female", "other", "unknown"],
      ecog_ps: ["0", "1", "2", "3", "4"],
      best_responses: ["CR", "PR", "SD", "PD", "NE"],
      msi: ["high", "low", "stable", "cannot_be_determined"],
      tmb: ["high", "intermediate", "low", "cannot_be_determined"],
      hrd: ["positive", "negative", "cannot_be_determined"],
    }),
    checkForm: async (form) => checked(form),
    clinicalForm: async (caseId) => filled(caseOf(caseId)),
    recordForm: async (caseId, form, because) => {
      const standing = filled(caseOf(caseId));
      for (const field of FIELDS) {
        const value = form[field as "born_on"];
        if (value !== standing[field as "born_on"]) await correct(caseId, field, value, because);
      }
      return structuredClone(caseOf(caseId));
    },
    checkLinked: async (caseId) => caseOf(caseId).ledger.flatMap(({ linked }) => (linked ? [{ ...linked, state: "same" }] : [])),
    referenceSettings: async () => ({
      pack: null,
      pack_problem: null,
      sequence: fasta === null ? null : { path: fasta, contigs: 194, assembly: "GRCh38", problem: null },
    }),
    useReferenceSequence: async (path) => {
      if (!/\.(fa|fasta)(\.gz)?$/.test(path)) throw { kind: "input_refused", message: { code: "intake_reference_sequence_index_missing", parameters: { file: path } } };
      fasta = path;
      return null;
    },
    forgetReferenceSequence: async () => {
      fasta = null;
      return null;
    },
    savedFilters: async () => kept,
    saveFilter: async (name, filter) => (kept = [...kept.filter((known) => known.name !== name), { name, filter }]),
    forgetFilter: async (name) => (kept = kept.filter((known) => known.name !== name)),
  };
}
