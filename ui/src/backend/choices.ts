/** Codes of the contract that are not told by a command: roles and qualifications, in the order of the house. */
export const ROLES = [
  "attending_physician",
  "panel_member",
  "panel_chair",
  "clinical_geneticist",
  "genetic_counsellor",
  "data_manager",
  "administrator",
  "auditor",
];

export const QUALIFICATIONS = [
  "drug_therapy",
  "genetic_medicine",
  "genetic_counselling",
  "pathology",
  "molecular_genetics",
  "bioinformatics",
  "paediatric_cancer",
  "haematology",
  "rare_disease",
];
